"""办事指南定期排查: when a guide was last compared with the rules and with the paper at the windows.

Every guide is due at least four times a year; a quarter has 92 days at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.showing import day_in_words
from wording import say
from wording.forms import clauses

if TYPE_CHECKING:
    from datetime import date

    from catalogue.model import Item
    from catalogue.region import Region
    from catalogue.shelf import Catalogue

LONGEST_DAYS = 92


def checked_on(item: Item, region: Region) -> date | None:
    """The guide's own day, or that of all guides of the region; None where nobody has written one down."""
    return item.guide.checked or region.checked


def guide_edition(item: Item, region: Region, language: str) -> str:
    """指南版本、最近核对 in one line: the same on the screen and on paper."""
    since, checked = item.guide.since, checked_on(item, region)
    parts = [say(language, "guide.version", version=item.version)]
    if since is not None:
        parts.append(say(language, "guide.since", day=day_in_words(f"{since}", language)))
    if checked is not None:
        parts.append(say(language, "guide.checked", day=day_in_words(f"{checked}", language)))
    return clauses(parts, language)


def unchecked(catalogue: Catalogue, today: date) -> tuple[tuple[Item, date | None], ...]:
    """Guides whose last check is older than a quarter, or was never written down, the oldest first."""
    found = [(item, checked_on(item, catalogue.region)) for item in catalogue.items.values()]
    late = [(item, day) for item, day in found if day is None or (today - day).days > LONGEST_DAYS]
    return tuple(sorted(late, key=lambda one: (one[1] is not None, one[1] or today)))
