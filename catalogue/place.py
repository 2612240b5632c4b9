"""Where something stands in a file: keys and positions from its top."""

from __future__ import annotations

from typing import Any

Place = tuple[str | int, ...]
"""E.g. ("form", 0, "fields", 2, "label")."""


def spelled(place: Place) -> str:
    """The place as people write it: `form[0].fields[2].label`; the whole file is `(file)`."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text or "(file)"


def at(data: object, place: Place) -> Any:
    """The value at a place, or None where there is none."""
    here: Any = data
    for step in place:
        if isinstance(step, str):
            here = here.get(step) if isinstance(here, dict) else None
        else:
            here = here[step] if isinstance(here, list) and step < len(here) else None
    return here


def list_at(data: object, place: Place) -> list[Any]:
    """The list at a place; an empty one where there is none."""
    value = at(data, place)
    return value if isinstance(value, list) else []
