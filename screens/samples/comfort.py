"""The ways to be served, as a sample."""

from __future__ import annotations

from dataclasses import replace

from screens.samples.tell import Telling
from visit import events as ev
from visit import views as v
from visit.held.comfort import Wish
from visit.views import Button, Tone


class Comfortable(Telling):
    """The panel of the ways to be served."""

    def comfort(self) -> v.View:
        larger = self.say("comfort.elder_note")
        spoken = self.say("comfort.spoken_note")
        ways = (
            (Wish.ELDER, self.say("comfort.elder"), larger),
            (Wish.CONTRAST, self.say("comfort.contrast"), self.say("comfort.contrast_note")),
            (
                Wish.SEATED,
                self.say("comfort.seated"),
                self.say("comfort.seated_note"),
            ),
            (Wish.SPOKEN, self.say("comfort.spoken"), spoken),
        )
        overlay = v.ComfortOverlay(
            self.say("comfort.title"),
            self.say("comfort.text"),
            tuple(
                v.Option(f"wish:{wish.value}", label, ev.SetComfort(wish, on=True), wish is Wish.ELDER, note)
                for wish, label, note in ways
            ),
            Button("close_comfort", self.say("comfort.close"), ev.CloseComfort(), Tone.PRIMARY),
        )
        return replace(self.home(), overlay=overlay)
