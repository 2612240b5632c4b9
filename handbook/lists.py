"""两张清单 in the handbook: what is taken in on each floor and zone; and what is not, why, and where it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.list_code import list_code
from handbook.model import HallList
from wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalogue.published import Published, Zone
    from catalogue.shelf import Catalogue


def lists_of(catalogue: Catalogue, language: str) -> tuple[HallList, ...]:
    """Each with the code that the terminal shows beside it."""
    published = catalogue.region.published
    if published is None:
        return ()
    found = [_zone(catalogue, published, one, language) for one in published.zones]
    if published.elsewhere:
        found.append(_elsewhere(published, language))
    return tuple(found)


def _zone(catalogue: Catalogue, published: Published, zone: Zone, language: str) -> HallList:
    items = [catalogue.items[name] for name in zone.items if name in catalogue.items]
    rows = tuple((one.names.plain.to(language), one.guide.window.name.to(language)) for one in items)
    title = say(language, "board.here", place=zone.name.to(language))
    return _list(published, title, rows, [row[0] for row in rows], language)


def _elsewhere(published: Published, language: str) -> HallList:
    rows = tuple(
        (one.name.to(language), f"{one.place.to(language)} {one.phone}".strip(), one.reason.to(language))
        for one in published.elsewhere
    )
    lines = [f"{one.name.to(language)}: {one.place.to(language)} {one.phone}" for one in published.elsewhere]
    return _list(published, say(language, "board.elsewhere"), rows, lines, language)


def _list(
    published: Published, title: str, rows: tuple[tuple[str, ...], ...], lines: Sequence[str], language: str
) -> HallList:
    return HallList(
        title=title,
        count=say(language, "board.count", count=len(rows)),
        rows=rows,
        qr=list_code(published, title, lines, language),
    )
