"""智能提示: a hint beside what it is about, with its source and its date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit.situation import hints
from visit.views import Tip
from wording import say
from wording.forms import day

if TYPE_CHECKING:
    from visit.state import State


def tips(state: State, at: str) -> tuple[Tip, ...]:
    """`at`: a field's id, or `guide`, `check` or `result`."""
    language = state.language
    return tuple(
        Tip(
            one.says.to(language),
            say(language, "tip.source", source=one.source.to(language), day=day(one.since, language)),
        )
        for one in hints(state, at)
    )
