"""What the code of a published list holds, on the screen and in the handbook: the same on both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.guide_code import shortened
from catalogue.showing import day_in_words
from wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalogue.published import Published


def edition(published: Published, language: str) -> str:
    """Version and day of the lists, as they hang in the hall."""
    day = day_in_words(f"{published.date}", language)
    return say(language, "board.edition", version=published.version, day=day)


def list_code(published: Published, title: str, lines: Sequence[str], language: str) -> str:
    """The address of both lists, or this one as far as a code holds it, with its count so that nobody takes it for all."""
    if published.address:
        return published.address
    head = f"{published.name.to(language)} {title} {edition(published, language)}"
    return shortened(f"{head}\n{say(language, 'board.count', count=len(lines))}", lines)
