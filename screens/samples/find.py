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
    (
        "社保参保证明打印",
        "Print my social insurance record",
        "当场出证明，可以扫码验真",
        "Paper made at once",
        "",
        "",
        Mark.NONE,
    ),
    (
        "税收完税证明、个人所得税纳税记录开具",
        "Tax certificates and income tax records",
        "要身份证，当场打印",
        "With an ID card, printed at once",
        "网络断了，现在查不到",
        "The line is down: cannot be looked up now",
        Mark.TROUBLE,
    ),
    (
        "异地就医备案",
        "Notice of treatment elsewhere",
        "约3分钟，要身份证",
        "About 3 minutes, ID card",
        "网络断了，照样可以办，网络好了自动送出",
        "The line is down: sent by itself when it is back",
        Mark.WARNING,
    ),
    (
        "医疗费用零星报销",
        "Refund of medical costs",
        "约8分钟，带上发票",
        "About 8 minutes, bring invoices",
        "",
        "",
        Mark.NONE,
    ),
    (
        "社保卡密码重置",
        "Reset the card's PIN",
        "约2分钟，要社保卡",
        "About 2 minutes, social card",
        "凭条打印机不能用",
        "The receipt printer does not work",
        Mark.TROUBLE,
    ),
    (
        "门诊慢特病认定申请",
        "Recognition of a chronic illness",
        "约10分钟",
        "About 10 minutes",
        "",
        "",
        Mark.NONE,
    ),
    ("医保关系转移接续", "Take the insurance along", "约6分钟", "About 6 minutes", "", "", Mark.NONE),
    ("参保登记查询", "Look up the registration", "约1分钟", "About 1 minute", "", "", Mark.NONE),
)


class Finding(Asking):
    """Trees, branches and the search."""

    def tree(self) -> v.View:
        t = self.t
        tiles = tuple(
            v.Tile(
                f"branch-{number}",
                t(zh, en),
                t(told, "Several things in one list"),
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
        question = self.say("find.question")
        focus = Button("focus:search", question, ev.FocusField("search"), enabled=False)
        entry = v.EntryQuestion("search", question, "", "", "", composing, active=True, focus=focus)
        words = tuple(
            Button(f"word:{n}", word, ev.PickCandidate(word, 6)) for n, word in enumerate(("社保", "设报"))
        )
        hint = self.say("find.hint")
        offered, tabs = words if composing else (), self.tabs(Mode.PINYIN)
        keys = v.Keys("pinyin", self._keys("pinyin"), offered, offers=True, tabs=tabs)
        status = t(f"找到{found}项", f"{found} found") if found else hint
        pager = self._pager() if found else None
        often = "" if found else self.say("home.often")
        suggested = () if found else self._items(3)
        body = v.SearchBody(entry, keys, status, self._items(found), pager, often, suggested)
        return self.view("search", body)

    def _items(self, count: int) -> tuple[v.Tile, ...]:
        t = self.t
        return tuple(
            v.Tile(f"item-{number}", t(zh, en), t(*told), mark, t(*reason), ev.ChooseItem(zh))
            for number, (zh, en, *told_reason, mark) in enumerate(ITEMS[:count])
            for told, reason in [(told_reason[:2], told_reason[2:])]
        )

    def _pager(self) -> v.Pager:
        return v.Pager(
            self.say("find.page", number=1, count=2),
            Button("page_before", self.say("find.before"), ev.TurnPage(-1), enabled=False),
            Button("page_after", self.say("find.after"), ev.TurnPage(1), Tone.PRIMARY),
        )
