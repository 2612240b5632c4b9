"""Sample pages of a resident's own cases."""

from __future__ import annotations

from uuid import UUID

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.views import Button, Mark, Row, Tile, Tone


class OwnCases(Frame):
    """The list, and two of them."""

    def _since(self, state: str, day: str) -> str:
        return f"{self.say(f'case_state.{state}')} · {self.say('cases.since', day=day)}"

    def cases(self) -> v.View:
        t = self.t
        listed = (
            (
                t("个体工商户设立登记", "Registering a sole trade"),
                self._since("to_mend", t("2026年11月20日", "2026-11-20")),
                Mark.WARNING,
                self.say("cases.wants_mending"),
            ),
            (
                t("居住证申领", "Residence permit"),
                self._since("in_review", t("2026年11月19日", "2026-11-19")),
                Mark.NOW,
                self.say("cases.wants_papers"),
            ),
            (
                t("社会保险参保证明查询打印", "Social insurance record"),
                self._since("done", t("2026年11月3日", "2026-11-03")),
                Mark.NONE,
                "",
            ),
        )
        body = v.ListBody(
            self.say("cases.title"),
            self.say("cases.summary"),
            tuple(
                Tile(f"case:{number}", title, told, mark, reason, ev.OpenCase(UUID(int=number)))
                for number, (title, told, mark, reason) in enumerate(listed)
            ),
            None,
        )
        return self.view("cases", body)

    def cases_no_line(self) -> v.View:
        body = v.PreviewBody(
            self.say("cases.title"),
            Mark.TROUBLE,
            self.say("cases.no_line"),
            (Row(self.say("cases.window"), "10000001003"),),
            self.say("cases.safe"),
            (
                Button("again", self.say("button.again"), ev.TryAgain(), Tone.PRIMARY),
                Button("home", self.say("closed.home"), ev.GoBack()),
            ),
        )
        return self.view("cases", body)

    def case(self) -> v.View:
        t = self.t
        facts = (
            Row(self.say("slip.number"), "QH0001-20261120-000012-K7M-46"),
            Row(self.say("cases.office_number"), "11990101MB0000107H4002015901001202611200003"),
            Row(
                self.say("slip.promised"),
                self.say("cases.clock_stands"),
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
                self.say("cases.do_mend"),
            ),
        )
        owed = (
            Row(
                t("租房合同或房产证明", "Lease or proof of ownership"),
                self.say("cases.owed_by", day=t("2026年11月27日", "2026-11-27")),
                note=self.say("cases.owed_here"),
            ),
        )
        steps = (
            Row(self.say("case_state.submitted"), t("2026年11月20日", "2026-11-20"), Mark.DONE),
            Row(self.say("case_state.to_mend"), t("2026年11月20日", "2026-11-20"), Mark.NOW),
        )
        body = v.CaseBody(
            t("个体工商户设立登记", "Registering a sole trade"),
            Mark.WARNING,
            self.say("case_state.to_mend"),
            (
                ("", facts),
                (self.say("cases.why_mend"), why),
                (self.say("cases.owed"), owed),
                (self.say("cases.steps"), steps),
            ),
            (
                Button("mend", self.say("cases.mend"), ev.MendCase(supplement=False), Tone.PRIMARY),
                Button("withdraw", self.say("cases.withdraw"), ev.AskWithdraw(), Tone.QUIET),
            ),
        )
        return self.view("case", body)

    def case_done(self) -> v.View:
        t = self.t
        facts = (
            Row(self.say("slip.number"), "QH0001-20261103-000007-K7M-31"),
            Row(self.say("cases.office_number"), "11990101MB0000107H4002014901001202611030001"),
        )
        papers = (
            Row(
                t("社会保险参保证明", "Social insurance record"),
                self.say("cases.valid_until", day=self.t("2027年2月1日", "2027-02-01")),
                note=self.say("cases.print_marked"),
                change=Button("print:1", self.say("cases.print_again"), ev.PrintPaper("1")),
            ),
        )
        steps = (
            Row(self.say("case_state.submitted"), t("2026年11月3日", "2026-11-03"), Mark.DONE),
            Row(self.say("case_state.done"), t("2026年11月3日", "2026-11-03"), Mark.DONE),
        )
        body = v.CaseBody(
            t("社会保险参保证明查询打印", "Social insurance record"),
            Mark.DONE,
            self.say("case_state.done"),
            (
                ("", facts),
                (self.say("cases.papers"), papers),
                (self.say("cases.steps"), steps),
            ),
            (),
        )
        return self.view("case", body)
