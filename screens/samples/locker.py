"""Sample pages of how a result comes, and of a box of the locker."""

# ruff: noqa: E501 - sentences stay on one line
from __future__ import annotations

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.views import Button, Mark, Option, Row, Tone

NUMBER = "QH0001-20261122-0007"


class Locker(Frame):
    """Sample pages of how a result comes, and of a box of the locker."""

    def delivery(self) -> v.View:
        t = self.t
        ways = (
            (
                "counter",
                t("到窗口领", "Fetch it at the window"),
                t(
                    "不收费，办好就有。带身份证，到办这件事的窗口领。",
                    "Free of charge, as soon as it is done. Bring your identity card to the window of this matter.",
                ),
            ),
            (
                "locker",
                t("到取件柜取", "Fetch it from a locker"),
                t(
                    "不收费，办好后1个工作日左右。24小时都能取，凭取件码开柜，放7天。",
                    "Free of charge, about 1 working day after it is done. At any hour, with a pick-up code; it is kept for 7 days.",
                ),
            ),
            (
                "courier",
                t("快递送上门", "Have it brought by courier"),
                t(
                    "收到时付快递费，县内12元、县外22元，办好后3个工作日左右。送到您写的地址，签收时看身份证。",
                    "Paid on delivery: 12 yuan within the county, 22 beyond, about 3 working days after it is done. Brought to your address; show your identity card.",
                ),
            ),
            (
                "electronic",
                t("领电子件", "Get it on your phone"),
                t(
                    "不收费，办好就有。手机扫凭条上的二维码就能看、能存。",
                    "Free of charge, as soon as it is done. Open and keep it with the code on your receipt.",
                ),
            ),
        )
        options = tuple(
            Option(f"delivery:{key}", label, ev.Answered("delivery", key), key == "locker", note)
            for key, label, note in ways
        )
        question = v.ChoiceQuestion(
            "delivery",
            t("办好以后，您想怎么拿？", "How shall the result reach you?"),
            "",
            t("按您选的方式交给您", "To hand it over the way you choose"),
            options,
            several=False,
        )
        title = t("怎么拿结果", "How you get the result")
        return self.view("form", v.FormBody(title, (question,), None, self.next()))

    def box_open(self, *, urged: bool = False) -> v.View:
        t = self.t
        note = self.say("box.still_open")
        steps = (
            Row(self.say("box.code"), "", Mark.DONE),
            Row(
                self.say("box.opened", box=3),
                "",
                Mark.DONE,
                note=t("居住证申领、签注", "Residence permit and its yearly endorsement"),
            ),
            Row(
                self.say("box.do_pick_up", box=3),
                "",
                Mark.WARNING if urged else Mark.NOW,
                note=note if urged else "",
            ),
        )
        nothing = Button("nothing_inside", self.say("box.nothing_inside"), ev.NothingInside(), Tone.QUIET)
        title = self.say("box.open_pick_up", box=3)
        return self.view("box", v.ProgressBody(title, steps, (nothing,)))

    def box_stuck(self) -> v.View:
        told = self.say("box_fault.box_not_opened", box=3)
        steps = (Row(told, "", Mark.TROUBLE),)
        buttons = (
            Button("again", self.say("box.again"), ev.TryAgain(), Tone.PRIMARY),
            Button("other_code", self.say("box.other_code"), ev.GoBack()),
        )
        return self.view("box", v.ProgressBody(self.say("box.stopped"), steps, buttons))

    def box_asking(self) -> v.View:
        t = self.t
        steps = (
            Row(self.say("box.code"), "", Mark.DONE),
            Row(
                self.say("box.opened", box=5),
                "",
                Mark.DONE,
                note=t(f"居住证申领、签注 {NUMBER}", f"Residence permit and its yearly endorsement {NUMBER}"),
            ),
            Row(self.say("box.do_put_in", box=5), "", Mark.DONE),
            Row(self.say("box.asking", box=5), "", Mark.NOW),
        )
        buttons = (
            Button("inside", self.say("box.inside"), ev.GoNext(), Tone.PRIMARY),
            Button("not_inside", self.say("box.not_inside"), ev.NotPutIn()),
        )
        return self.view("box", v.ProgressBody(self.say("box.asking", box=5), steps, buttons))
