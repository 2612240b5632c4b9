"""Sample of the page from which a list is taken along."""

from __future__ import annotations

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.views import Button, Mark, Option, Section, Tone


class TakingAlong(Frame):
    """The checklist, with one case ticked and the slip printed."""

    def checklist(self) -> v.View:
        t = self.t
        cases = (
            ("proxy", t("家人代办", "A relative comes for you"), True),
            ("child", t("给孩子办", "It is for a child"), False),
        )
        bring = (
            t("居民身份证：原件", "Resident identity card: the original"),
            t("残疾人证：原件和复印件1份", "Disability certificate: the original and 1 copy"),
            t("代办人的身份证：原件（家人代办时带）", "Identity card of who comes for you: the original"),
        )
        window = (
            t("清河县政务服务中心一楼 民政窗口", "Civil affairs window, service centre, ground floor"),
            t("工作日9:00至17:00  10000099003", "Working days, 9:00 to 17:00  10000099003"),
        )
        body = v.ChecklistBody(
            self.say("checklist.title"),
            self.say("checklist.question"),
            tuple(Option(f"case:{key}", text, ev.ToggleCase(key), chosen) for key, text, chosen in cases),
            (
                Section(self.say("checklist.bring", count=3), bring),
                Section(self.say("checklist.window"), window),
            ),
            "\n".join(
                (t("领残疾人补贴（第1版）", "Allowances for persons with disabilities"), *bring, *window)
            ),
            self.say("checklist.code"),
            Mark.DONE,
            self.say("checklist.printed"),
            Button(
                "print",
                self.say("checklist.print"),
                ev.PrintChecklist(),
                Tone.PRIMARY,
                enabled=False,
            ),
        )
        return self.view("checklist", body)
