"""Sample pages of looking for something."""

from __future__ import annotations

from screens.samples.ask import Asking
from visit import events as ev
from visit import views as v
from visit.held.writing import Mode
from visit.views import Button, Mark, Tone

BRANCHES = (
    ("新生儿出生", "A child is born", "出生登记、预防接种", "Registration of birth, vaccinations", 7),
    ("入园入学", "Nursery and school", "入园登记、入学登记", "Nursery place, school place", 6),
    ("就业创业", "Work and business of one’s own", "就业登记、失业登记", "Starting work, out of work", 9),
    ("婚育", "Marriage and family", "结婚登记、离婚登记", "Marriage, divorce", 6),
    ("参保就医", "Insurance and medical care", "参保证明、缴费明细", "Insurance record, payments", 8),
    ("扶残助困", "Disability and hardship", "残疾人证、低保", "Disability certificate, basic allowance", 7),
    ("军人退役", "Leaving the army", "报到登记、优待证", "Reporting back, preferential card", 6),
    ("退休", "Retirement", "养老待遇、资格认证", "Pension, proof of life", 6),
)
CLOSED = 2
"""The branch of which a part is closed."""
ITEMS = (
    (
        "社保参保证明打印",
        "Print my social insurance record",
        "当场出证明，可以扫码验真",
        "Certificate made at once",
        Mark.NONE,
    ),
    (
        "税收完税证明、个人所得税纳税记录开具",
        "Tax certificates and income tax records",
        "要身份证，当场打印",
        "With an ID card, printed at once",
        Mark.TROUBLE,
    ),
    (
        "异地就医备案",
        "Notice of treatment elsewhere",
        "约3分钟，要身份证",
        "About 3 minutes, ID card",
        Mark.WARNING,
    ),
    (
        "医疗费用零星报销",
        "Refund of medical costs",
        "约8分钟，带上发票",
        "About 8 minutes, bring invoices",
        Mark.NONE,
    ),
    (
        "社保卡密码重置",
        "Reset the card's PIN",
        "约2分钟，要社保卡",
        "About 2 minutes, social card",
        Mark.TROUBLE,
    ),
    ("门诊慢特病认定申请", "Recognition of a chronic illness", "约10分钟", "About 10 minutes", Mark.NONE),
    ("医保关系转移接续", "Take the insurance along", "约6分钟", "About 6 minutes", Mark.NONE),
    ("参保登记查询", "Look up the registration", "约1分钟", "About 1 minute", Mark.NONE),
)


class Finding(Asking):
    """Trees, branches and the search."""

    def tree(self) -> v.View:
        t = self.t
        tiles = tuple(
            v.Tile(
                f"branch-{number}",
                t(zh, en),
                self.say("find.and_more", names=t(names, names_en), count=count),
                Mark.WARNING if number == CLOSED else Mark.NONE,
                self.say("find.closed_some", count=1) if number == CLOSED else "",
                ev.OpenBranch(f"branch-{number}"),
            )
            for number, (zh, en, names, names_en, count) in enumerate(BRANCHES)
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
        question = self.say("find.question")
        focus = Button("focus:search", question, ev.FocusField("search"), enabled=False)
        entry = v.EntryQuestion("search", question, "", "", "", composing, active=True, focus=focus)
        words = tuple(
            Button(f"word:{n}", word, ev.PickCandidate(word, 6)) for n, word in enumerate(("社保", "设报"))
        )
        hint = self.say("find.hint")
        offered, tabs = words if composing else (), self.tabs(Mode.PINYIN)
        keys = v.Keys("pinyin", self._keys("pinyin"), offered, offers=True, tabs=tabs)
        status = self.say("find.found", count=found) if found else hint
        pager = self._pager() if found else None
        often = "" if found else self.say("home.often")
        suggested = () if found else self._items(3)
        body = v.SearchBody(entry, keys, status, self._items(found), pager, often, suggested)
        return self.view("search", body)

    def _items(self, count: int) -> tuple[v.Tile, ...]:
        t = self.t
        near = {
            "name": t("城关镇便民服务中心", "Chengguan Town Service Centre"),
            "way": self.say("near.on_foot", minutes=8),
        }
        why = {
            Mark.NONE: "",
            Mark.WARNING: self.say("offer.later_told"),
            Mark.TROUBLE: self.say("near.tile", why=self.say("offer.no_line"), **near),
        }
        return tuple(
            v.Tile(f"item-{number}", t(zh, en), t(told, told_en), mark, why[mark], ev.ChooseItem(zh))
            for number, (zh, en, told, told_en, mark) in enumerate(ITEMS[:count])
        )

    def _pager(self) -> v.Pager:
        return v.Pager(
            self.say("find.page", number=1, count=2),
            Button("page_before", self.say("find.before"), ev.TurnPage(-1), enabled=False),
            Button("page_after", self.say("find.after"), ev.TurnPage(1), Tone.PRIMARY),
        )
