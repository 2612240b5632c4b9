"""Where the same as an item is done at the terminal: what its guide points to, and joint items that it is a part of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalogue.model import Item
    from catalogue.shelf import Catalogue


def done_here(item: Item, catalogue: Catalogue) -> tuple[Item, ...]:
    """Of an item that is only guided: the ways to it that are played to the end, its own pointer first.

    Nobody need know the word 一件事 to be led to the form that saves them three windows. Of items that are done by
    themselves only what their file names, as who came for one thing is not offered a longer form.
    """
    ids = dict.fromkeys(() if item.guide.see is None else (item.guide.see,))
    if not item.complete:
        ids |= dict.fromkeys(one.id for one in catalogue.items.values() if _has_part(one, item))
    found = (catalogue.items.get(one) for one in ids)
    return tuple(one for one in found if one is not None and one.complete)


def _has_part(joint: Item, item: Item) -> bool:
    return any(part.item == item.id for part in joint.joint)
