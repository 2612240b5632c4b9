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
        return self.view("form", v.FormBody(title, (question,), None, self.next()), 2)

    def box_open(self, *, urged: bool = False) -> v.View:
        t = self.t
        note = t("柜门还开着，请用手推一下，关好它。", "The door is still open. Please push it shut.")
        steps = (
            Row(t("核对取件码", "Checking the code"), "", Mark.DONE),
            Row(
                t("3号柜已打开", "Box 3 is open"),
                "",
                Mark.DONE,
                note=t("居住证申领、签注", "Residence permit and its yearly endorsement"),
            ),
            Row(
                t("取出您的东西，关好3号柜的门", "Take out what is yours, then shut box 3"),
                "",
                Mark.WARNING if urged else Mark.NOW,
                note=note if urged else "",
            ),
        )
        nothing = Button(
            "nothing_inside", t("里面没有东西", "Nothing is inside"), ev.NothingInside(), Tone.QUIET
        )
        title = t("3号柜已打开，取出后请关门", "Box 3 is open: take out what is yours and shut the door")
        return self.view("box", v.ProgressBody(title, steps, (nothing,)))

    def box_stuck(self) -> v.View:
        t = self.t
        told = t(
            "3号柜的门卡住了，取件码还能用。请再试一次，或者点“呼叫帮办”。",
            "The door of box 3 is stuck. Your code is still good. Try again, or touch “Call a helper”.",
        )
        steps = (Row(told, "", Mark.TROUBLE),)
        buttons = (
            Button("again", t("再试一次", "Try again"), ev.TryAgain(), Tone.PRIMARY),
            Button("other_code", t("输别的取件码", "Type another code"), ev.GoBack()),
        )
        return self.view("box", v.ProgressBody(t("柜子没有打开", "No box was opened"), steps, buttons))

    def box_asking(self) -> v.View:
        t = self.t
        steps = (
            Row(t("核对取件码", "Checking the code"), "", Mark.DONE),
            Row(
                t("5号柜已打开", "Box 5 is open"),
                "",
                Mark.DONE,
                note=t(f"居住证申领、签注 {NUMBER}", f"Residence permit and its yearly endorsement {NUMBER}"),
            ),
            Row(t("放进去，关好5号柜的门", "Put it in, then shut box 5"), "", Mark.DONE),
            Row(t("5号柜里放好了吗？", "Is it inside box 5?"), "", Mark.NOW),
        )
        buttons = (
            Button("inside", t("放好了", "It is inside"), ev.GoNext(), Tone.PRIMARY),
            Button("not_inside", t("没有放", "Nothing was put in"), ev.NotPutIn()),
        )
        return self.view("box", v.ProgressBody(t("5号柜里放好了吗？", "Is it inside box 5?"), steps, buttons))
