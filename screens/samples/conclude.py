"""Sample pages from the check to the farewell."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from PIL import Image, ImageDraw

from contract.codes import Grade
from contract.rating_tags import TAGS
from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.held.comfort import Comfort
from visit.held.page_picture import PagePicture
from visit.views import Button, Mark, Option, Row


@cache
def document_picture() -> PagePicture:
    """A page of grey lines: stands for a rendered document."""
    image = Image.new("RGBA", (744, 1052), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((180, 80, 564, 120), fill="#444444")
    for row in range(20):
        draw.rectangle((90, 180 + row * 38, 654 - (row % 4) * 60, 192 + row * 38), fill="#999999")
    return PagePicture(image.width, image.height, image.tobytes())


NUMBER = "QH0001-20261122-000007-K7M-96"


class Concluding(Frame):
    """Sample pages from the check to the farewell."""

    def preview(self) -> v.View:
        t = self.t
        body = v.PreviewBody(
            self.say("preview.title"),
            Mark.DONE,
            self.say("preview.ready"),
            (
                Row(self.say("check.applicant"), "林*燕"),
                Row(t("参保单位", "Insured as"), t("个人（灵活就业）", "Individual")),
                Row(t("累计缴费", "Paid in total"), t("126个月", "126 months")),
                Row(t("最近缴费", "Last paid"), "2026-10"),
            ),
            self.say(
                "preview.source",
                source=t("清河县社会保险经办机构", "county social insurance office"),
                time=t("2026年11月22日14:04", "2026-11-22 14:04"),
            ),
            (
                self.next(self.say("preview.next")),
                Button("change", self.say("preview.change"), ev.GoBack()),
            ),
        )
        return self.view("preview", body)

    def check(self, problem: str = "") -> v.View:
        t = self.t

        def change(name: str) -> Button:
            return Button(f"change:{name}", self.say("check.change"), ev.JumpTo(name))

        rows = (
            Row(self.say("check.applicant"), "林*燕"),
            Row(self.say("check.id_number"), "990***********2024"),
            Row(t("人员类别", "Kind"), t("就业困难人员", "Hard to place"), change=change("kind")),
            Row(
                t("手机号码", "Mobile number"),
                "10000012",
                Mark.TROUBLE,
                self.say("fault.phone"),
                change("phone"),
            ),
            Row(
                t("灵活就业开始月份", "Flexible work since"),
                t("2026年3月", "March 2026"),
                change=change("since"),
            ),
            Row(
                t("工作内容", "Work"),
                t(
                    "在柳桥镇开网约车，每月收入不固定，旺季另帮亲戚看水果摊",
                    "Drives for a ride service, and helps at a fruit stall",
                ),
                change=change("work"),
            ),
            Row(
                t("灵活就业情况说明", "Statement of flexible work"),
                self.say("check.promise_yes"),
                Mark.DONE,
                change=change("m:work"),
            ),
        )
        body = v.CheckBody(
            self.say("check.title"),
            problem or self.say("check.problems", count=1),
            rows,
            self.next(self.say("check.next")),
        )
        return self.view("check", body)

    def sign(self, strokes: int = 2) -> v.View:
        drawn = (
            tuple((0.15 + 0.02 * k, 0.4 + 0.012 * (k % 5)) for k in range(12)),
            tuple((0.27 - 0.004 * k, 0.25 + 0.035 * k) for k in range(14)),
            tuple((0.5 + 0.012 * k, 0.3 + 0.002 * k * k) for k in range(15)),
        )
        body = v.SignBody(
            self.say("sign.title"),
            self.say("sign.statement", item=self.item()),
            self.say("sign.hint"),
            drawn[:strokes],
            Button("clear", self.say("sign.clear"), ev.ClearSignature(), enabled=strokes > 0),
            replace(self.next(self.say("sign.next")), enabled=strokes > 0),
        )
        return self.view("sign", body)

    def sign_spoken(self) -> v.View:
        """For who is served spoken."""
        view = self.sign(0)
        assert isinstance(view.body, v.SignBody)  # noqa: S101 - narrows the union
        note = self.say("sign.by_key_note")
        label = self.say("sign.by_key")
        by_key = Button("by_key", label, ev.ConfirmByKey(), note=note)
        return replace(view, body=replace(view.body, by_key=by_key), comfort=Comfort(spoken=True))

    def sign_by_hand(self) -> v.View:
        """For the same, where the department takes no key."""
        view = self.sign(0)
        assert isinstance(view.body, v.SignBody)  # noqa: S101 - narrows the union
        told = self.say("sign.by_hand")
        body = replace(view.body, statement=f"{view.body.statement}\n{told}")
        stuck = Button("hand_over", self.say("hand_over.button"), ev.OpenHandOver("sign", ()))
        chrome = replace(view.chrome, hand_over=stuck)
        return replace(view, chrome=chrome, body=body, comfort=Comfort(spoken=True))

    def progress(self) -> v.View:
        steps = (
            Row(self.say("submitting.on_disk"), NUMBER, Mark.DONE),
            Row(self.say("submitting.decision"), self.say("submitting.deciding"), Mark.NOW),
        )
        body = v.ProgressBody(self.say("submitting.title"), steps, ())
        return self.view("submitting", body)

    def result(self, *, document: bool = False) -> v.View:
        t = self.t
        rows = (
            Row(self.say("slip.accepted_at"), t("2026年11月22日14:05", "22 November 2026, 14:05")),
            Row(self.say("slip.promised"), t("2026年11月27日", "27 November 2026")),
            Row(self.say("result.receipt"), self.say("appointment.slip_printed"), Mark.DONE),
            Row(
                self.say("slip.later"),
                t("社会保障卡银行账户凭证", "Proof of the bank account"),
                Mark.WARNING,
                t("11月27日前交到3号窗口", "Window 3 by 27 November"),
            ),
        )
        sections = (
            v.Section(
                t("接下来", "What comes next"),
                (
                    t(
                        "审核结果会发短信到您的手机，也可以在这里点“我办的事”看。",
                        "You get the decision by text message, or ask here with the number.",
                    ),
                    t(
                        "有疑问请打10000012345，或者到柳桥镇便民服务中心3号窗口。",
                        "Questions: phone 10000012345 or go to window 3.",
                    ),
                ),
            ),
        )
        body = v.ResultBody(
            self.say("result.submitted"),
            Mark.DONE,
            self.say("slip.number"),
            NUMBER,
            rows,
            sections,
            t("参保证明（第1页，共1页）", "Certificate (page 1 of 1)") if document else "",
            document_picture() if document else None,
            "https://yunxi.example/q/990124202611220007",
            (
                Button("copy", self.say("result.ask_copy", count=2), ev.AskCopy()),
                self.next(self.say("result.next")),
            ),
        )
        return self.view("result", body)

    def _decided(self, **more: Any) -> v.View:
        """A result without a document, with what it was decided by."""
        view = self.result()
        assert isinstance(view.body, v.ResultBody)  # noqa: S101 - narrows the union
        return replace(view, body=replace(view.body, qr="", rows=view.body.rows[:3], sections=(), **more))

    def result_rules(self) -> v.View:
        t = self.t
        return self._decided(
            title=self.say("result.in_review"),
            rules_title=self.say("result.rules_not"),
            rules=(
                Row(t("登记失业满60天", "Registered as unemployed for 60 days"), "", Mark.DONE),
                Row(t("缴费满12个月", "Paid for 12 months"), "", Mark.DONE),
                Row(
                    t(
                        "查不到离职的记录，要向原单位核对。",
                        "No record of the end of your work was found, so your employer is asked.",
                    ),
                    "",
                    Mark.WARNING,
                ),
            ),
            tips=(
                v.Tip(
                    t("每月15日发到您的银行卡。", "Paid to your bank card on the 15th of each month."),
                    self.say(
                        "preview.source",
                        source=self.t("清河县人社局", "Social Security Bureau"),
                        time=self.t("2026年1月1日", "2026-01-01"),
                    ),
                ),
            ),
        )

    def result_parts(self) -> v.View:
        t = self.t
        taken, waits = (
            self.say("case_state.in_review"),
            self.say("parts.waits", names=self.t("出生医学证明", "Birth certificate")),
        )
        return self._decided(
            parts_title=self.say("result.parts"),
            parts=(
                Row(
                    t("出生医学证明", "Birth certificate"),
                    self.say("parts.by", day=self.t("2026年11月24日", "2026-11-24")),
                    Mark.NOW,
                    t("清河县卫生健康局", "Health Bureau") + f" · {taken}",
                ),
                Row(
                    t("出生登记", "Registration of birth"),
                    self.say("parts.by", day=self.t("2026年11月26日", "2026-11-26")),
                    Mark.WAITING,
                    t("清河县公安局", "Public Security Bureau") + f" · {waits}",
                ),
                Row(
                    t("城乡居民医保参保", "Medical insurance"),
                    self.say("parts.by", day=self.t("2026年12月1日", "2026-12-01")),
                    Mark.DONE,
                    t("清河县医疗保障局", "Healthcare Security Bureau")
                    + f" · {self.say('case_state.approved')}",
                ),
            ),
        )

    def rating(self) -> v.View:
        grades = (
            ("very_satisfied", self.say("grade.very_satisfied")),
            ("satisfied", self.say("grade.satisfied")),
            ("basically_satisfied", self.say("grade.basically_satisfied")),
            ("dissatisfied", self.say("grade.dissatisfied")),
            ("very_dissatisfied", self.say("grade.very_dissatisfied")),
        )
        body = v.RatingBody(
            self.say("rating.question"),
            tuple(Option(f"rate:{key}", label, ev.Rate(Grade(key))) for key, label in grades),
            self.say("rating.promise"),
            Button("skip", self.say("rating.skip"), ev.SkipRating()),
        )
        return self.view("rating", body)

    def rating_why(self) -> v.View:
        t = self.t
        tags = TAGS[Grade.SATISFIED].items()
        body = v.TagsBody(
            self.say("rating.why", grade=self.say("grade.satisfied")),
            tuple(Option(code, t(*names), ev.ToggleTag(code), code == "412") for code, names in tags),
            self.next(self.say("rating.send")),
        )
        return self.view("rating_why", body)

    def farewell(self, *, card: bool = True) -> v.View:
        body = v.FarewellBody(
            self.say("farewell.title"),
            (
                Row(self.say("farewell.data"), self.say("farewell.wiped"), Mark.DONE),
                Row(self.say("farewell.cards"), self.say("farewell.take")),
                Row(
                    self.say("farewell.sheets"),
                    self.say("farewell.take"),
                ),
                Row(
                    self.say("farewell.forgot"),
                    self.say("farewell.forgot_ask", phone="100-0099-0000"),
                ),
            ),
            self.say("farewell.card") if card else "",
        )
        return self.view("farewell", body)
