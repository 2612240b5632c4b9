"""Catalogues made for the search and the shelf: real kinds of names, as many as wanted."""

from __future__ import annotations

from catalogue.model import Guide, Handling, Item, Names, Text, Window
from catalogue.shelf import Catalogue

WINDOW = Window(
    name=Text(zh="综合窗口", en="General window"),
    place=Text(zh="政务服务中心", en="Service centre"),
    hours=Text(zh="工作日", en="Working days"),
    phone="10000099018",
)
NAMES = (
    (
        "shebao",
        "社保参保证明打印",
        "Print my social insurance record",
        "社保证明 缴费明细",
        "养老保险 pension",
    ),
    ("jiehun", "结婚登记预约", "Appointment for a marriage", "领结婚证 扯证", "结婚 marriage"),
    ("lihun", "离婚登记预约", "Appointment for a divorce", "离婚证", "离婚 divorce"),
    ("chusheng", "出生登记", "Registration of a birth", "上户口", "新生儿 宝宝"),
    ("juzhuzheng", "居住证申领、签注", "Residence permit", "暂住证", "外地人 居住"),
    ("wufang", "无房证明、不动产登记资料查询", "Certificate of no property", "无房证", "房产 买房"),
    ("shiyejin", "失业保险金申领", "Unemployment benefit", "失业金", "下岗 没工作"),
    ("shiye", "失业登记", "Registration as unemployed", "", "失业"),
    ("youeryuan", "幼儿园入园登记", "Nursery school", "", "幼儿园 上幼儿园"),
    ("laonian", "老年人优待证办理", "Card for the elderly", "老年证 敬老卡", "老人"),
    ("canji", "残疾人证新办、换领", "Card for persons with disabilities", "残疾证", "残疾"),
    ("gongjijin", "住房公积金离退休提取", "Housing fund on retirement", "", "公积金 退休"),
    ("qiye", "公司设立登记（企业开办）", "Register a company", "开公司", "企业开办 公司"),
    ("zhizhao", "营业执照遗失补领", "Replace a lost licence", "", "营业执照"),
    ("linshi", "临时身份证", "Temporary identity card", "", "身份证"),
    ("fanying", "办不成事、意见建议", "What could not be done", "投诉", "意见"),
)


def item(name: str, zh: str, en: str = "", aliases: str = "", keywords: str = "") -> Item:
    """An item of which only the names matter."""
    called = Text(zh=zh, en=en or f"Item {name}")
    none = Text(zh="无", en="none")
    return Item(
        id=name,
        code=f"code of {name}",
        version="1",
        names=Names(legal=called, plain=called, spoken=called),
        aliases=tuple(aliases.split()),
        keywords=tuple(keywords.split()),
        department=none,
        level="4",
        handling=Handling.GUIDE,
        guide=Guide(
            summary=none,
            conditions=(),
            legal_workdays=1,
            promised_workdays=1,
            fee=none,
            output=none,
            basis=none,
            window=WINDOW,
        ),
    )


def town() -> Catalogue:
    """A few items that sound alike and read alike."""
    return Catalogue({name: item(name, *rest) for name, *rest in NAMES})


def many(count: int = 1000) -> Catalogue:
    """Every name for every kind of person, so that all share words."""
    kinds = "居民 农村 企业 学生 老年 退役军人 婴幼儿 外来人员 个体 公共 社区 园区 港口 矿山 牧区".split()  # noqa: SIM905
    kinds += [f"{one}{other}" for one in kinds for other in kinds]
    items = {}
    for number in range(count):
        _, zh, en, aliases, keywords = NAMES[number % len(NAMES)]
        kind = kinds[number // len(NAMES)]
        words = " ".join(kind + one for one in aliases.split())
        items[f"x{number}"] = item(f"x{number}", kind + zh, f"{en} {number}", words, f"{keywords} {kind}")
    return Catalogue(items)
