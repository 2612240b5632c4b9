"""Which part of the model a place of a file is: so that a mend offers the keys that may stand there, and no others."""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from catalogue.model import Part

if TYPE_CHECKING:
    from catalogue.place import Place


def shape_at(shape: type[Part], place: Place) -> type[Part] | None:
    """The part that stands at a place of a file of this shape; None where no part does."""
    here: Any = shape
    for step in place:
        found = _part(here)
        if isinstance(step, str) and found and step in found.model_fields:
            here = found.model_fields[step].annotation
        else:  # a position of a list, or a name that the file gives itself (`departments.minzheng`)
            here = _inner(here)
    return _part(here)


def _part(annotation: Any) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    if get_origin(annotation) in (Union, UnionType):
        return next((one for one in map(_part, get_args(annotation)) if one), None)
    return None


def _inner(annotation: Any) -> Any:
    """Of a tuple or dict what it holds."""
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0]
    return get_args(annotation)[1] if get_origin(annotation) is dict else None
