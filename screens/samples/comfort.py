"""The ways to be served, as a sample."""

from __future__ import annotations

from dataclasses import replace

from screens.samples.tell import Telling
from visit import events as ev
from visit import views as v
from visit.comfort import Wish
from visit.views import Button, Tone


class Comfortable(Telling):
    """The panel of the ways to be served."""

    def comfort(self) -> v.View:
        t = self.t
        larger = t("字大、内容少、时间长", "Large letters, fewer things, more time")
        spoken = t("念出页面，可以用按键办", "Pages are spoken; the keypad does everything")
        ways = (
            (Wish.ELDER, t("长辈版", "Larger and simpler"), larger),
            (Wish.CONTRAST, t("看得更清楚", "Stronger contrast"), t("黑底白字", "White on black")),
            (
                Wish.SEATED,
                t("坐着也够得着", "Within reach from a seat"),
                t("按钮都移到下面", "All buttons move down"),
            ),
            (Wish.SPOKEN, t("读给我听", "Read to me"), spoken),
        )
        overlay = v.ComfortOverlay(
            t("怎样方便您用", "How would you like it?"),
            t("点一下打开，再点一下关上。只在这次有效。", "Touch to turn on or off. Only for this visit."),
            tuple(
                v.Option(f"wish:{wish.value}", label, ev.SetComfort(wish, on=True), wish is Wish.ELDER, note)
                for wish, label, note in ways
            ),
            Button("close_comfort", t("好了", "Done"), ev.CloseComfort(), Tone.PRIMARY),
        )
        return replace(self.home(), overlay=overlay)
