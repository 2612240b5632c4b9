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
        look = Button("look", t("拍照查", "Use the camera"), ev.LookUnderCamera(), Tone.PRIMARY)
        body = v.PreviewBody(
            t("查证明真假", "Check a certificate"),
            Mark.WAITING,
            t("把证明上的二维码对准扫码口。", "Hold the code on the certificate in front of the scanner."),
            (),
            t(
                "不用刷身份证。这里只查真假，不保存证明的内容。",
                "No ID card is needed. Nothing of the certificate is kept.",
            ),
            (look,),
        )
        return self.view("verify", body)

    def verified(self) -> v.View:
        """With the line down, which is the longest page."""
        t = self.t
        rows = (
            Row(t("证明名称", "Certificate"), "社会保险参保证明"),
            Row("姓名", "林*燕"),
            Row("证件号码", "990***********2024"),
            Row("所属月份", "2016年7月至2026年10月"),
            Row(t("出具机构", "Issued by"), "清河县社会保险经办机构"),
            Row(t("出具时间", "Issued"), t("2026年11月22日 14:04", "2026-11-22 14:04")),
            Row(t("查验有效期至", "Valid until"), t("2027年2月20日", "2027-02-20")),
            Row(t("验证码", "Code"), "7KQM-2F9X-RWTA-4HBN"),
            Row(t("有没有作废", "Cancelled"), t("不知道", "not known"), Mark.WARNING),
        )
        body = v.PreviewBody(
            t("查证明真假", "Check a certificate"),
            Mark.WARNING,
            t(
                "签名真实。网络断了，没能查有没有作废",
                "The signature is genuine. There is no network to check whether it was cancelled",
            ),
            rows,
            t(
                "请一项一项对：纸上写的要和这里一样。纸上别的内容，这里查不了。演示样张，无效。",
                "Compare the certificate with this, line by line. Anything else on it cannot be checked here."
                " A demonstration specimen, not valid.",
            ),
            (Button("again", t("再查一份", "Check another one"), ev.TryAgain(), Tone.PRIMARY),),
        )
        return self.view("verify", body)
