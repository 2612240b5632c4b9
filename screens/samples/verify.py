"""Sample pages of checking a paper."""

from __future__ import annotations

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.views import Button, Mark, Row, Tone


class Verifying(Frame):
    """Before a paper was laid down, and what the page says of one."""

    def verify(self) -> v.View:
        t = self.t
        look = Button("look", t("用高拍仪看", "Use the camera"), ev.LookUnderCamera(), Tone.PRIMARY)
        body = v.PreviewBody(
            t("核验证明", "Check a paper"),
            Mark.WAITING,
            t("把证明上的二维码对准扫码口。", "Hold the code on the paper before the scanner."),
            (),
            t(
                "不用登录；这里只核验，不留下证明的内容。",
                "No login is needed; the paper is only checked, and nothing of it is kept.",
            ),
            (look,),
        )
        return self.view("verify", body)

    def verified(self) -> v.View:
        """With the line down, which is the longest page."""
        t = self.t
        rows = (
            Row(t("证明名称", "Paper"), "社会保险参保证明"),
            Row("姓名", "林*燕"),
            Row("证件号码", "990***********2024"),
            Row("所属月份", "2016年7月至2026年10月"),
            Row(t("出具机构", "Issued by"), "清河县社会保险经办机构"),
            Row(t("出具时间", "Issued"), t("2026年11月22日 14:04", "2026-11-22 14:04")),
            Row(t("查验有效期至", "Valid until"), t("2027年2月20日", "2027-02-20")),
            Row(t("验证码", "Code"), "7KQM-2F9X-RWTA-4HBN"),
            Row(t("是否作废", "Revoked"), t("不知道", "not known"), Mark.WARNING),
        )
        body = v.PreviewBody(
            t("核验证明", "Check a paper"),
            Mark.WARNING,
            t(
                "签名真实。网络中断：未能查是否已作废",
                "The signature is genuine. No network: whether it was revoked could not be asked",
            ),
            rows,
            t(
                "请逐项核对纸上写的与这里一致；纸上的其他内容这里验不了。演示样张，无效。",
                "Compare the paper with this, line by line; what else it says cannot be checked here. A demonstration"
                " specimen, not valid.",
            ),
            (Button("again", t("再验一份", "Check another one"), ev.TryAgain(), Tone.PRIMARY),),
        )
        return self.view("verify", body)
