"""What became of the card, for the result page and the receipt; never a digit of its PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wording import of_two, say

if TYPE_CHECKING:
    from visit.state import State


def card_outcome(state: State) -> tuple[str, tuple[str, ...]] | None:
    """A heading and what to know; None where no card was to be written."""
    visit, language = state.here, state.language
    work = visit.card
    if work.card is None:
        return None
    lines: tuple[str, ...]
    if work.written:
        lines = (say(language, "card_outcome.written"), say(language, "card_outcome.take_card"))
    else:
        reasons = visit.answer.reasons if visit.answer is not None else ()
        lines = (
            *(of_two(language, one.text_zh, one.text_en) for one in reasons),
            say(language, "card_outcome.unsure" if work.touched else "card_outcome.as_before"),
            say(language, "card_outcome.way_on"),
            say(language, "card_outcome.take_card"),
        )
    return say(language, "card_outcome.title"), lines
