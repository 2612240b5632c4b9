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
from visit.comfort import Comfort
from visit.page_picture import PagePicture
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


class Concluding(Frame):
    """Sample pages from the check to the farewell."""

    def preview(self) -> v.View:
        t = self.t
        body = v.PreviewBody(
            t("查询结果", "What was found"),
            Mark.DONE,
            t("已经查到您的参保记录", "Your insurance record was found"),
            (
                Row(t("姓名", "Name"), "林*燕"),
                Row(t("参保单位", "Insured as"), t("个人（灵活就业）", "Individual")),
                Row(t("累计缴费", "Paid in total"), t("126个月", "126 months")),
                Row(t("最近缴费", "Last paid"), "2026-10"),
            ),
            t(
                "数据来源：清河县社会保险经办机构，2026年11月22日14:04",
                "Source: county social insurance office, 2026-11-22 14:04",
            ),
            (
                Button("again", t("重新查询", "Ask again"), ev.TryAgain()),
                self.next(t("生成证明", "Make the certificate")),
            ),
        )
        return self.view("preview", body, 3)

    def check(self, problem: str = "") -> v.View:
        t = self.t

        def change(name: str) -> Button:
            return Button(f"change:{name}", t("修改", "Change"), ev.JumpTo(name))

        rows = (
            Row(t("姓名", "Name"), "林*燕"),
            Row(t("公民身份号码", "Identity number"), "9901************24"),
            Row(t("人员类别", "Kind"), t("就业困难人员", "Hard to place"), change=change("kind")),
            Row(
                t("手机号码", "Mobile number"),
                "10000012",
                Mark.TROUBLE,
                t("少了3位数字", "Three digits are missing"),
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
                t("材料：情况说明", "Paper: statement"),
                t("以承诺代替", "Replaced by a promise"),
                Mark.DONE,
                change=change("m:work"),
            ),
        )
        body = v.CheckBody(
            t("请核对", "Please check"),
            problem or t("还有1处要改", "One thing to mend"),
            rows,
            self.next(t("都对，去签名", "All correct, sign")),
        )
        return self.view("check", body, 4)

    def sign(self, strokes: int = 2) -> v.View:
        t = self.t
        drawn = (
            tuple((0.15 + 0.02 * k, 0.4 + 0.012 * (k % 5)) for k in range(12)),
            tuple((0.27 - 0.004 * k, 0.25 + 0.035 * k) for k in range(14)),
            tuple((0.5 + 0.012 * k, 0.3 + 0.002 * k * k) for k in range(15)),
        )
        body = v.SignBody(
            t("请签名", "Please sign"),
            t(
                "本人确认以上信息属实，同意提交“灵活就业人员社会保险补贴申领”。",
                "I confirm that the above is true and submit this application.",
            ),
            t("用手指在框内签名", "Sign in the box with your finger"),
            drawn[:strokes],
            Button("clear", t("重写", "Clear"), ev.ClearSignature(), enabled=strokes > 0),
            replace(self.next(t("提交", "Submit")), enabled=strokes > 0),
        )
        return self.view("sign", body, 4)

    def sign_spoken(self) -> v.View:
        """For who is served spoken."""
        t, view = self.t, self.sign(0)
        assert isinstance(view.body, v.SignBody)  # noqa: S101 - narrows the union
        note = t(
            "系统会记下：本人用键盘确认，没有手写签名",
            "It is recorded that you confirmed with the keypad and drew no signature",
        )
        label = t("按键确认，不手写", "Confirm with a key, without writing")
        by_key = Button("by_key", label, ev.ConfirmByKey(), note=note)
        return replace(view, body=replace(view.body, by_key=by_key), comfort=Comfort(spoken=True))

    def sign_by_hand(self) -> v.View:
        """For the same, where the department takes no key."""
        t, view = self.t, self.sign(0)
        assert isinstance(view.body, v.SignBody)  # noqa: S101 - narrows the union
        told = t(
            "这件事，办事部门要本人亲手签名。可以用手指在屏幕的框里签；签不了，请呼叫帮办，有人来帮您，或者转给窗口办。",
            "This department wants your own signature. Sign with a finger in the box on the screen; if you cannot, "
            "call a helper, or let a window take it on.",
        )
        body = replace(view.body, statement=f"{view.body.statement}\n{told}")
        stuck = Button("hand_over", t("办不成事？", "Not working?"), ev.OpenHandOver("sign", ()))
        chrome = replace(view.chrome, hand_over=stuck)
        return replace(view, chrome=chrome, body=body, comfort=Comfort(spoken=True))

    def progress(self) -> v.View:
        t = self.t
        steps = (
            Row(t("加密保存到本机", "Stored encrypted on this machine"), "14:05:31", Mark.DONE),
            Row(t("送交清河县人社局", "Sent to the county office"), t("正在发送", "Sending"), Mark.NOW),
            Row(t("系统自动审核", "Checked by rule"), t("等待", "Waiting"), Mark.WAITING),
            Row(t("打印凭条", "Receipt printed"), t("等待", "Waiting"), Mark.WAITING),
        )
        body = v.ProgressBody(t("正在提交，请不要离开", "Submitting, please stay"), steps, ())
        return self.view("submitting", body, 5)

    def result(self, *, document: bool = False) -> v.View:
        t = self.t
        rows = (
            Row(t("收件时间", "Received"), t("2026年11月22日14:05", "22 November 2026, 14:05")),
            Row(t("最晚办好", "Done by"), t("2026年11月27日", "27 November 2026")),
            Row(t("凭条", "Receipt"), t("打好了，请取走", "Printed. Please take it"), Mark.DONE),
            Row(
                t("需补交", "Still to bring"),
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
            t("已收件", "Received"),
            Mark.DONE,
            t("收件编号", "Reference number"),
            "QH0001-20261122-000007-K7M-96",
            rows,
            sections,
            t("参保证明（第1页，共1页）", "Certificate (page 1 of 1)") if document else "",
            document_picture() if document else None,
            "https://yunxi.example/q/990124202611220007",
            (
                Button("again", t("再打印一份", "Print again"), ev.TryAgain()),
                self.next(t("完成", "Finish")),
            ),
        )
        return self.view("result", body, 5)

    def _decided(self, **more: Any) -> v.View:
        """A result without a document, with what it was decided by."""
        view = self.result()
        assert isinstance(view.body, v.ResultBody)  # noqa: S101 - narrows the union
        return replace(view, body=replace(view.body, qr="", rows=view.body.rows[:3], sections=(), **more))

    def result_rules(self) -> v.View:
        t = self.t
        return self._decided(
            title=t("正在审核", "Under review"),
            rules_title=t("自动审核：标出的要人工核对", "Checked by rules: a person checks what is marked"),
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
                    t("来源：清河县人社局，2026年1月1日", "Source: Social Security Bureau, 2026-01-01"),
                ),
            ),
        )

    def result_parts(self) -> v.View:
        t = self.t
        taken, waits = (
            t("正在审核", "Received"),
            t("等出生医学证明办好再办", "Begins when done: Birth certificate"),
        )
        return self._decided(
            parts_title=t("各部门办到哪了", "How far each department is"),
            parts=(
                Row(
                    t("出生医学证明", "Birth certificate"),
                    t("最晚2026年11月24日办好", "By 2026-11-24"),
                    Mark.NOW,
                    t("清河县卫生健康局", "Health Bureau") + f" · {taken}",
                ),
                Row(
                    t("出生登记", "Registration of birth"),
                    t("最晚2026年11月26日办好", "By 2026-11-26"),
                    Mark.WAITING,
                    t("清河县公安局", "Public Security Bureau") + f" · {waits}",
                ),
                Row(
                    t("城乡居民医保参保", "Medical insurance"),
                    t("最晚2026年12月1日办好", "By 2026-12-01"),
                    Mark.DONE,
                    t("清河县医疗保障局 · 已通过", "Healthcare Security Bureau · Approved"),
                ),
            ),
        )

    def rating(self) -> v.View:
        t = self.t
        grades = (
            ("very_satisfied", t("非常满意", "Very satisfied")),
            ("satisfied", t("满意", "Satisfied")),
            ("basically_satisfied", t("基本满意", "Basically satisfied")),
            ("dissatisfied", t("不满意", "Dissatisfied")),
            ("very_dissatisfied", t("非常不满意", "Very dissatisfied")),
        )
        body = v.RatingBody(
            t("您对这次办事满意吗？", "Were you satisfied?"),
            tuple(Option(f"rate:{key}", label, ev.Rate(Grade(key))) for key, label in grades),
            t(
                "评不评都可以；不评价就什么也不会发送。",
                "Rating is up to you; if you do not rate, nothing is sent.",
            ),
            Button("skip", t("不评价", "Skip"), ev.SkipRating()),
        )
        return self.view("rating", body, 5)

    def rating_why(self) -> v.View:
        t = self.t
        tags = TAGS[Grade.SATISFIED].items()
        body = v.TagsBody(
            t("为什么选“满意”？可以选几项，也可以不选。", "Why “Satisfied”? Choose some, or none."),
            tuple(Option(code, t(*names), ev.ToggleTag(code), code == "412") for code, names in tags),
            self.next(t("送出评价", "Send my rating")),
        )
        return self.view("rating_why", body, 5)

    def farewell(self, *, card: bool = True) -> v.View:
        t = self.t
        body = v.FarewellBody(
            t("谢谢，再见", "Thank you, goodbye"),
            (
                Row(t("您的信息", "Your data"), t("屏幕和读卡器都已清空", "Erased everywhere"), Mark.DONE),
                Row(t("身份证、社保卡、手机", "Your cards and phone"), t("请带走", "Please take them")),
                Row(
                    t("凭条、证明、拍照台上的原件", "Receipt, certificate, originals under the camera"),
                    t("请带走", "Please take them"),
                ),
                Row(
                    t("落下东西或有疑问", "Something left behind, or a question"),
                    t("点“呼叫帮办”，或者打100-0099-0000", "Touch “Call a helper”, or phone 100-0099-0000"),
                ),
            ),
            t("请取走您的身份证！", "Please take your ID card!") if card else "",
        )
        return self.view("farewell", body)
