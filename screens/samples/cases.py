"""Sample pages of a resident's own cases."""

from __future__ import annotations

from uuid import UUID

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.views import Button, Mark, Row, Tile, Tone


class OwnCases(Frame):
    """The list, and two of them."""

    def cases(self) -> v.View:
        t = self.t
        listed = (
            (
                t("个体工商户设立登记", "Registering a sole trade"),
                t("需要补正 · 2026年11月20日起", "To be mended · since 2026-11-20"),
                Mark.WARNING,
                t("要您补正，点开看", "To be mended by you; touch to see"),
            ),
            (
                t("居住证申领", "Residence permit"),
                t("正在审核 · 2026年11月19日起", "Being looked at · since 2026-11-19"),
                Mark.NOW,
                t("还有材料没交，点开看", "Papers are still wanted; touch to see"),
            ),
            (
                t("社会保险参保证明查询打印", "Social insurance record"),
                t("已办结 · 2026年11月3日起", "Done · since 2026-11-03"),
                Mark.NONE,
                "",
            ),
        )
        body = v.ListBody(
            t("我的办件", "My cases"),
            t(
                "在哪台机器交的都在这里。点一件看进度。",
                "Handed in at any terminal. Touch one to see how it stands.",
            ),
            tuple(
                Tile(f"case:{number}", title, told, mark, reason, ev.OpenCase(UUID(int=number)))
                for number, (title, told, mark, reason) in enumerate(listed)
            ),
            None,
        )
        return self.view("cases", body)

    def cases_no_line(self) -> v.View:
        t = self.t
        body = v.PreviewBody(
            t("我的办件", "My cases"),
            Mark.TROUBLE,
            t(
                "现在联系不上办事中心，查不了进度",
                "The service centre cannot be reached now, so progress cannot be looked up",
            ),
            (Row(t("窗口电话", "Telephone of the window"), "10000001003"),),
            t(
                "交过的办件都在，不会丢，不用再交一次。",
                "What you handed in is safe. You need not hand it in again.",
            ),
            (
                Button("again", t("再试一次", "Try again"), ev.TryAgain(), Tone.PRIMARY),
                Button("home", t("回首页", "To the beginning"), ev.GoBack()),
            ),
        )
        return self.view("cases", body)

    def case(self) -> v.View:
        t = self.t
        facts = (
            Row(t("收件编号", "Number"), "QH0001-20261120-000012-K7M-46"),
            Row(t("办件编号", "Number at the office"), "11990101MB0000107H4002015901001202611200003"),
            Row(
                t("承诺办结", "Promised by"),
                t("等您补好再接着算", "Goes on when you have handed it in"),
                Mark.WAITING,
            ),
        )
        why = (
            Row(
                t("“经营场所”：门牌号不清楚，请写到几号。", "Place: the number of the house is missing."),
                "",
                Mark.TROUBLE,
            ),
            Row(
                t("“手机号码”：少了一位数字。", "Mobile number: one digit is missing."),
                "",
                Mark.TROUBLE,
                t(
                    "点下面的“补正”，改好再交一次就行。",
                    "Touch “Mend” below, change it and hand it in again.",
                ),
            ),
        )
        owed = (
            Row(
                t("租房合同或房产证明", "Lease or proof of ownership"),
                t("2026年11月27日前", "by 2026-11-27"),
                note=t("在任何一台机器上都能补交", "Any terminal takes it"),
            ),
        )
        steps = (
            Row(t("已收件", "Taken in"), t("2026年11月20日", "2026-11-20"), Mark.DONE),
            Row(t("需要补正", "To be mended"), t("2026年11月20日", "2026-11-20"), Mark.NOW),
        )
        body = v.CaseBody(
            t("个体工商户设立登记", "Registering a sole trade"),
            Mark.WARNING,
            t("需要补正", "To be mended"),
            (
                ("", facts),
                (t("要改的地方，都在这里", "Everything that is to be mended"), why),
                (t("还要交的、要带的", "Still to hand in or to bring"), owed),
                (t("办理经过", "What was done"), steps),
            ),
            (
                Button("mend", t("补正", "Mend"), ev.MendCase(supplement=False), Tone.PRIMARY),
                Button("withdraw", t("撤回", "Withdraw"), ev.AskWithdraw(), Tone.QUIET),
            ),
        )
        return self.view("case", body)

    def case_done(self) -> v.View:
        t = self.t
        facts = (
            Row(t("收件编号", "Number"), "QH0001-20261103-000007-K7M-31"),
            Row(t("办件编号", "Number at the office"), "11990101MB0000107H4002014901001202611030001"),
        )
        papers = (
            Row(
                t("社会保险参保证明", "Social insurance record"),
                t("2027年2月1日前有效", "valid until 2027-02-01"),
                note=t(
                    "以前打印过，这一份上会写“补打件”",
                    "Printed before; this one will say that it is a reprint",
                ),
                change=Button("print:1", t("再打一份", "Print again"), ev.PrintPaper("1")),
            ),
        )
        steps = (
            Row(t("已收件", "Taken in"), t("2026年11月3日", "2026-11-03"), Mark.DONE),
            Row(t("已办结", "Done"), t("2026年11月3日", "2026-11-03"), Mark.DONE),
        )
        body = v.CaseBody(
            t("社会保险参保证明查询打印", "Social insurance record"),
            Mark.DONE,
            t("已办结", "Done"),
            (
                ("", facts),
                (t("结果可以打印", "Results that can be printed"), papers),
                (t("办理经过", "What was done"), steps),
            ),
            (),
        )
        return self.view("case", body)
