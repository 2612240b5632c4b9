"""Sample pages of checking a paper."""

from __future__ import annotations

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.views import Button, Mark, Row, Tone


class Verifying(Frame):
    """Before a paper was laid down, and what the page says of one."""

    def verify(self) -> v.View:
        look = Button("look", self.say("verify.look"), ev.LookUnderCamera(), Tone.PRIMARY)
        body = v.PreviewBody(
            self.say("verify.title"),
            Mark.WAITING,
            self.say("verify.how"),
            (),
            self.say("verify.nothing_kept"),
            (look,),
        )
        return self.view("verify", body)

    def verified(self) -> v.View:
        """With the line down, which is the longest page."""
        t = self.t
        rows = (
            Row(self.say("verify.paper"), "社会保险参保证明"),
            Row("姓名", "林*燕"),
            Row("证件号码", "990***********2024"),
            Row("所属月份", "2016年7月至2026年10月"),
            Row(self.say("verify.issuer"), "清河县社会保险经办机构"),
            Row(self.say("verify.issued"), t("2026年11月22日 14:04", "2026-11-22 14:04")),
            Row(self.say("verify.until"), t("2027年2月20日", "2027-02-20")),
            Row(self.say("verify.code"), "7KQM-2F9X-RWTA-4HBN"),
            Row(self.say("verify.revoked_row"), self.say("verify.revoked_unknown"), Mark.WARNING),
        )
        body = v.PreviewBody(
            self.say("verify.title"),
            Mark.WARNING,
            self.say("verify.not_asked"),
            rows,
            t(
                "请一项一项对：纸上写的要和这里一样。纸上别的内容，这里查不了。演示样张，无效。",
                "Compare the certificate with this, line by line. Anything else on it cannot be checked here."
                " A demonstration specimen, not valid.",
            ),
            (Button("again", self.say("verify.another"), ev.TryAgain(), Tone.PRIMARY),),
        )
        return self.view("verify", body)
