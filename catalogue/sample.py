"""Examples that move with the calendar: `today-30` in an item's file is the day thirty days ago."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from catalogue.model import FieldKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalogue.model import Item
    from contract.case import Answer

_MOVING = re.compile(r"today(?:([+-])([0-9]{1,5}))?")


def sample(kind: FieldKind, value: Answer, today: date) -> Answer:
    """The answer that an example is on a day."""
    found = _MOVING.fullmatch(value) if kind is FieldKind.DATE and isinstance(value, str) else None
    if found is None:
        return value
    days = int(found[2] or 0)
    return (today + timedelta(days=-days if found[1] == "-" else days)).isoformat()


def examples(item: Item, today: date, instead: Mapping[str, Answer] | None = None) -> dict[str, Answer]:
    """An answer for every field of the form: its example, or what is given instead."""
    given = instead or {}
    kinds = {field.id: (field.kind, field.example) for field in item.fields()}
    return {name: sample(kind, given.get(name, example), today) for name, (kind, example) in kinds.items()}


def records(item: Item, today: date, instead: Mapping[str, Answer] | None = None) -> dict[str, Answer]:
    """What the register says of the item's facts: their examples, or what is given instead."""
    given = instead or {}
    return {fact.id: sample(fact.kind, given.get(fact.id, fact.example), today) for fact in item.facts}
