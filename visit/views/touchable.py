"""What can be touched."""

from __future__ import annotations

from visit.views.parts import Button, Option, Tile


def buttons_of(thing: object) -> list[Button | Option | Tile]:
    """Every touchable part of a view or a part of one, in reading order."""
    if isinstance(thing, (Button, Option, Tile)):
        return [thing]
    if isinstance(thing, tuple):
        return [found for one in thing for found in buttons_of(one)]
    if hasattr(thing, "__dataclass_fields__"):
        return [found for name in thing.__dataclass_fields__ for found in buttons_of(getattr(thing, name))]
    return []
