"""Sample pages of the social security card and its PIN."""

from __future__ import annotations

from dataclasses import replace

from screens.samples.frame import Frame
from visit import events as ev
from visit import views as v
from visit.typed import CLEAR, DELETE, KEYS
from visit.views import Button, Mark, Tone


class CardPin(Frame):
    """Sample pages of the social security card and its PIN."""

    def social_card(self) -> v.View:
        body = v.SocialCardBody(
            self.say("social_card.title"),
            self.say("social_card.insert"),
            "insert_card",
            Mark.WAITING,
            self.say("social_card.waiting"),
            self.say("social_card.two_pins"),
            (
                Button(
                    "no_card",
                    self.say("social_card.no_card"),
                    ev.CallHelp(),
                    Tone.QUIET,
                ),
            ),
            None,
        )
        return self.view("social_card", body)

    def new_pin(self, typed: int = 4, problem: str = "") -> v.View:
        names = {DELETE: ("delete", self.say("key.delete")), CLEAR: ("clear", self.say("key.clear"))}

        def key(one: str) -> Button:
            name, label = names.get(one, (one, one))
            return Button(f"pin:{name}", label, ev.PinKey(name))

        body = v.PinBody(
            self.say("new_pin.title"),
            self.say("new_pin.hint"),
            typed,
            6,
            problem,
            self.say("new_pin.privacy"),
            v.Keys("digits", tuple(tuple(key(one) for one in row) for row in KEYS["digits"])),
            replace(self.next(), enabled=typed == 6),
        )
        return self.view("new_pin", body)
