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
                t("需要修改 · 2026年11月20日起", "To be corrected · since 2026-11-20"),
                Mark.WARNING,
                t("要您修改，点开看", "To be corrected by you. Touch to see"),
            ),
            (
                t("居住证申领", "Residence permit"),
                t("正在审核 · 2026年11月19日起", "Under review · since 2026-11-19"),
                Mark.NOW,
                t("还有材料没交，点开看", "Documents are missing. Touch to see"),
            ),
            (
                t("社会保险参保证明查询打印", "Social insurance record"),
                t("办好了 · 2026年11月3日起", "Done · since 2026-11-03"),
                Mark.NONE,
                "",
            ),
        )
        body = v.ListBody(
            t("我办的事", "My applications"),
            t(
                "在哪台机器办的都在这里。点一件看进度。",
                "From any machine. Touch one to see how far it is.",
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
            t("我办的事", "My applications"),
            Mark.TROUBLE,
            t(
                "网络断了，现在查不了进度",
                "There is no network to look up your progress now",
            ),
            (Row(t("窗口电话", "Phone of the window"), "10000001003"),),
            t(
                "交过的都在，不会丢，不用再交一次。",
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
            Row(t("办件编号", "Department’s number"), "11990101MB0000107H4002015901001202611200003"),
            Row(
                t("最晚办好", "Done by"),
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
                    "点下面的“修改”，改好再交一次就行。",
                    "Touch “Correct” below, change it and hand it in again.",
                ),
            ),
        )
        owed = (
            Row(
                t("租房合同或房产证明", "Lease or proof of ownership"),
                t("2026年11月27日前", "by 2026-11-27"),
                note=t("在任何一台机器上都能补交", "You can hand it in at any machine"),
            ),
        )
        steps = (
            Row(t("已收件", "Received"), t("2026年11月20日", "2026-11-20"), Mark.DONE),
            Row(t("需要修改", "To be corrected"), t("2026年11月20日", "2026-11-20"), Mark.NOW),
        )
        body = v.CaseBody(
            t("个体工商户设立登记", "Registering a sole trade"),
            Mark.WARNING,
            t("需要修改", "To be corrected"),
            (
                ("", facts),
                (t("要改的地方，都在这里", "What you need to correct"), why),
                (t("还要交的、要带的", "Still to hand in or to bring"), owed),
                (t("办理经过", "What was done"), steps),
            ),
            (
                Button("mend", t("修改", "Correct"), ev.MendCase(supplement=False), Tone.PRIMARY),
                Button("withdraw", t("撤回", "Withdraw"), ev.AskWithdraw(), Tone.QUIET),
            ),
        )
        return self.view("case", body)

    def case_done(self) -> v.View:
        t = self.t
        facts = (
            Row(t("收件编号", "Number"), "QH0001-20261103-000007-K7M-31"),
            Row(t("办件编号", "Department’s number"), "11990101MB0000107H4002014901001202611030001"),
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
            Row(t("已收件", "Received"), t("2026年11月3日", "2026-11-03"), Mark.DONE),
            Row(t("办好了", "Done"), t("2026年11月3日", "2026-11-03"), Mark.DONE),
        )
        body = v.CaseBody(
            t("社会保险参保证明查询打印", "Social insurance record"),
            Mark.DONE,
            t("办好了", "Done"),
            (
                ("", facts),
                (t("结果可以打印", "Results that can be printed"), papers),
                (t("办理经过", "What was done"), steps),
            ),
            (),
        )
        return self.view("case", body)
