"""Reads the parts of an item's file one by one, so that one without its shape hides nothing of the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from catalogue.model import Fact, Field, Part, Text
from catalogue.place import Place, at, list_at

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_STAND_IN = Text(zh="—", en="-")
_TEXTS = frozenset({"label", "question", "purpose", "name"})
"""Texts of a field or material that say nothing to the checks here: a missing one must not hide them."""

AnyPart = TypeVar("AnyPart", bound=Part)


def fields_of(data: object) -> Iterator[tuple[Place, Field]]:
    """Every field of the form."""
    for page, _ in enumerate(list_at(data, ("form",))):
        yield from parts_of(data, ("form", page, "fields"), Field)


def misshapen(data: object) -> frozenset[str]:
    """Ids of fields and facts that cannot be read as such: their mistake is told once, not wherever they are named."""
    right = {field.id for _, field in fields_of(data)} | {
        fact.id for _, fact in parts_of(data, ("facts",), Fact)
    }
    places = [("form", page, "fields") for page, _ in enumerate(list_at(data, ("form",)))]
    written = [at(one, ("id",)) for place in (*places, ("facts",)) for one in list_at(data, place)]
    return frozenset(
        name for name in written if isinstance(name, str) and _NAME.fullmatch(name) and name not in right
    )


def parts_of(data: object, place: Place, shape: type[AnyPart]) -> Iterator[tuple[Place, AnyPart]]:
    """Every entry of a list of the file, read as `shape`."""
    for position, raw in enumerate(list_at(data, place)):
        part = _part(raw, shape)
        if part:
            yield (*place, position), part


def _part(raw: object, shape: type[AnyPart]) -> AnyPart | None:
    """The part, without those of its keys that `structure.py` complains of, where the rest stands alone."""
    try:
        return shape.model_validate(raw)
    except ValidationError as error:
        wrong = {one["loc"][0] for one in error.errors() if one["loc"]}
    if not isinstance(raw, dict):
        return None
    right = {key: value for key, value in raw.items() if key not in wrong}
    try:
        return shape.model_validate(right | dict.fromkeys(_TEXTS & wrong, _STAND_IN))
    except ValidationError:
        return None
