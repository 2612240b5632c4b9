"""The button to another language, and the choice where there are more than two. Each is called by its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit.events import OpenLanguages, SetLanguage
from visit.views import Button, QuestionOverlay, Tone
from wording import language, say

if TYPE_CHECKING:
    from visit.state import State


def language_button(state: State) -> Button:
    """To the other language; where there are more, to all of them."""
    others = [one for one in state.machine.languages if one != state.language]
    if len(others) == 1:
        return Button("language", language(others[0]).name, SetLanguage(others[0]), Tone.QUIET)
    label = say(state.language, "language.choose")
    return Button("language", label, OpenLanguages(), Tone.QUIET, enabled=bool(others))


def languages(state: State) -> QuestionOverlay:
    """The one that is spoken now is the way back."""
    return QuestionOverlay(
        id="languages",
        title=say(state.language, "language.choose"),
        text=say(state.language, "language.ask"),
        picture="",
        seconds_left=None,
        buttons=tuple(
            Button(
                f"language:{code}",
                language(code).name,
                SetLanguage(code),
                Tone.PRIMARY if code == state.language else Tone.SECONDARY,
            )
            for code in state.machine.languages
        ),
    )
