"""Reads the parts of an item's file one by one, so that one without its shape hides nothing of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from catalogue.model import Field, Part, Text
from catalogue.place import Place, list_at

if TYPE_CHECKING:
    from collections.abc import Iterator

_STAND_IN = Text(zh="—", en="-")
_TEXTS = frozenset({"label", "question", "purpose", "name"})
"""Texts of a field or material that say nothing to the checks here: a missing one must not hide them."""

AnyPart = TypeVar("AnyPart", bound=Part)


def fields_of(data: object) -> Iterator[tuple[Place, Field]]:
    """Every field of the form."""
    for page, _ in enumerate(list_at(data, ("form",))):
        yield from parts_of(data, ("form", page, "fields"), Field)


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
