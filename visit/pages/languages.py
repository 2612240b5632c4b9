"""The button to another language, and the choice where there are more than two. Each is called by its own name, and on the
page that nobody is at yet so that whoever comes from elsewhere sees at once that they are understood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit.events import Begin, OpenLanguages, SetLanguage
from visit.views import Button, QuestionOverlay, Tone
from wording import language, say

if TYPE_CHECKING:
    from visit.state import State


_TWO = 2


def language_button(state: State) -> Button:
    """To the other language; where there are more, to all of them."""
    others = [one for one in state.machine.languages if one != state.language]
    if len(others) == 1:
        return Button("language", language(others[0]).name, SetLanguage(others[0]), Tone.QUIET)
    label = say(state.language, "language.choose")
    return Button("language", label, OpenLanguages(), Tone.QUIET, enabled=bool(others))


MOST_AT_ONCE = 6
"""More names than these stand behind one button."""


def to_begin_in(state: State) -> tuple[Button, ...]:
    """The other one of two, or all of more: one touch begins in it."""
    spoken = state.machine.languages
    offered = [one for one in spoken if one != state.language] if len(spoken) == _TWO else spoken
    if len(spoken) == 1:
        return ()
    if len(spoken) > MOST_AT_ONCE:
        return (Button("begin:more", say(state.language, "language.choose"), OpenLanguages()),)
    return tuple(Button(f"begin:{code}", language(code).name, Begin(code)) for code in offered)


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
