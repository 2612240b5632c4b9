"""Sample pages of looking for something."""

from __future__ import annotations

from screens.samples.ask import Asking
from visit import events as ev
from visit import views as v
from visit.views import Button, Mark, Tone
from visit.writing import Mode

BRANCHES = (
    ("新生儿出生", "A child is born", "出生登记、预防接种等7项", ""),
    ("入园入学", "Nursery and school", "入园登记、入学登记等6项", ""),
    ("就业创业", "Work and business of one’s own", "就业登记、失业登记等9项", "有1项现在办不了"),
    ("婚育", "Marriage and family", "结婚登记、离婚登记等6项", ""),
    ("参保就医", "Insurance and medical care", "参保证明、缴费明细等8项", ""),
    ("扶残助困", "Disability and hardship", "残疾人证、低保等7项", ""),
    ("军人退役", "Leaving the army", "报到登记、优待证等6项", ""),
    ("退休", "Retirement", "养老待遇、资格认证等6项", ""),
)
ITEMS = (
    ("社保参保证明打印", "Print my social insurance record", "", Mark.NONE),
    (
        "税收完税证明、个人所得税纳税记录开具",
        "Tax certificates and income tax records",
        "网络中断，现在查不到。",
        Mark.TROUBLE,
    ),
    (
        "异地就医备案",
        "Notice of treatment elsewhere",
        "网络中断，可以照常办理，恢复后自动送出。",
        Mark.WARNING,
    ),
    ("医疗费用零星报销", "Refund of medical costs", "", Mark.NONE),
    ("社保卡密码重置", "Reset the card's PIN", "凭条打印机不能用。", Mark.TROUBLE),
    ("门诊慢特病认定申请", "Recognition of a chronic illness", "", Mark.NONE),
    ("医保关系转移接续", "Take the insurance along", "", Mark.NONE),
    ("参保登记查询", "Look up the registration", "", Mark.NONE),
)


class Finding(Asking):
    """Trees, branches and the search."""

    def tree(self) -> v.View:
        t = self.t
        tiles = tuple(
            v.Tile(
                f"branch-{number}",
                t(zh, en),
                t(told, "Several items"),
                Mark.WARNING if reason else Mark.NONE,
                t(reason, "1 of them is closed now") if reason else "",
                ev.OpenBranch(f"branch-{number}"),
            )
            for number, (zh, en, told, reason) in enumerate(BRANCHES)
        )
        body = v.ListBody(
            t("人生9件事", "Nine events of a life"), t("按人生阶段找", "By stage of life"), tiles, None
        )
        return self.view("tree", body)

    def branch(self) -> v.View:
        t = self.t
        body = v.ListBody(
            t("参保就医", "Insurance and medical care"),
            t("人生9件事", "Nine events of a life"),
            self._items(8),
            self._pager(),
        )
        return self.view("branch", body)

    def search(self, composing: str = "", found: int = 0) -> v.View:
        t = self.t
        question = t("您要找什么？", "What are you looking for?")
        focus = Button("focus:search", question, ev.FocusField("search"), enabled=False)
        entry = v.EntryQuestion("search", question, "", "", "", composing, active=True, focus=focus)
        words = tuple(
            Button(f"word:{n}", word, ev.PickCandidate(word, 6)) for n, word in enumerate(("社保", "设报"))
        )
        hint = t(
            "可以写事情、拼音或首字母，例如“社保”“shebao”“sb”。",
            "Write what it is about, in Chinese, in pinyin, by initials or in English.",
        )
        offered, tabs = words if composing else (), self.tabs(Mode.PINYIN)
        keys = v.Keys("pinyin", self._keys("pinyin"), offered, offers=True, tabs=tabs)
        status = t(f"找到{found}项", f"{found} found") if found else hint
        pager = self._pager() if found else None
        return self.view("search", v.SearchBody(entry, keys, status, self._items(found), pager))

    def _items(self, count: int) -> tuple[v.Tile, ...]:
        t = self.t
        told = t(
            "查您自己的社保记录，当场出证明，可以扫码验真。",
            "Looks up your record and makes the document at once.",
        )
        return tuple(
            v.Tile(
                f"item-{number}",
                t(zh, en),
                told,
                mark,
                t(reason, "Not as usual now.") if reason else "",
                ev.ChooseItem(zh),
            )
            for number, (zh, en, reason, mark) in enumerate(ITEMS[:count])
        )

    def _pager(self) -> v.Pager:
        t = self.t
        return v.Pager(
            t("第1页，共2页", "Page 1 of 2"),
            Button("page_before", t("上一页", "Previous page"), ev.TurnPage(-1), enabled=False),
            Button("page_after", t("下一页", "Next page"), ev.TurnPage(1), Tone.PRIMARY),
        )
