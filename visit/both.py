"""Papers are in Chinese, whoever takes them home: offices and families read them. What the resident read stands below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from visit.effects import Slip
    from visit.state import State

OFFICIAL = "zh"


def in_both(state: State, make: Callable[[State], Slip]) -> Slip:
    """The paper in Chinese, and the same again in the language of the visit where that is another."""
    official = make(replace(state, language=OFFICIAL))
    if state.language == OFFICIAL:
        return official
    return replace(official, also=make(state))
