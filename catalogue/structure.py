"""Turns what pydantic says about an item into complaints at a place of the file."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from catalogue.complaint import Complaint
from catalogue.examples import EXAMPLES, example_of
from catalogue.model import Item

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from catalogue.place import Place


def validated(data: object) -> tuple[Item | None, tuple[Complaint, ...]]:
    """The item, or every place where the data has not the shape of one."""
    try:
        return Item.model_validate(data), ()
    except ValidationError as error:
        found: dict[Place, Complaint] = {}
        for detail in error.errors(include_url=False):
            complaint = _complaint(data, detail)
            found.setdefault(complaint.place, complaint)  # a union (an answer) complains once a member
        return None, tuple(found.values())


def _complaint(data: object, detail: ErrorDetails) -> Complaint:
    location, kind = detail["loc"], detail["type"]
    if kind == "missing":
        key = location[-1]
        return Complaint(location, f"`{key}` is missing", f"add `{key}: {example_of(key)}`")
    if kind == "extra_forbidden":
        key = str(location[-1])
        near = get_close_matches(key, EXAMPLES, n=1)
        mend = f"did you mean `{near[0]}`?" if near else "delete it; the keys are in docs/add-an-item.md"
        return Complaint(location, f"`{key}` is not a key of an item here", mend)
    place = _inside(data, location)
    key = next((step for step in reversed(place) if isinstance(step, str)), "")
    return Complaint(
        place,
        _reason(detail),
        f"write for example `{key}: {example_of(key)}`" if key else "see docs/add-an-item.md",
    )


def _inside(data: object, location: tuple[int | str, ...]) -> Place:
    """As much of the location as exists in the data: the rest are names of union members."""
    place: list[int | str] = []
    here: Any = data
    for step in location:
        if (isinstance(here, dict) and step in here) or (
            isinstance(here, list) and isinstance(step, int) and step < len(here)
        ):
            here = here[step]
        else:
            break
        place.append(step)
    return tuple(place)


def _reason(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    got = detail["input"]
    match detail["type"]:
        case "string_type" if isinstance(got, bool | int):
            return f"{got!r} is a number or a yes/no here, and a text is needed: put it in quotes"
        case "string_type":
            return "a text is needed"
        case "enum":
            return f"{got!r} is none of {context['expected']}"
        case "model_type" | "model_attributes_type":
            return "a part with its own keys is needed"
        case "tuple_type":
            return "a list is needed"
        case "string_too_short" | "too_short":
            return "it is empty"
        case "string_pattern_mismatch":
            return f"{got!r} has letters that are not allowed: only a-z, 0-9 and _ (in an item's id: -)"
        case "greater_than_equal":
            return f"{got!r} is less than {context['ge']}"
        case "int_type" | "int_parsing" | "int_from_float":
            return f"{got!r} is not a whole number"
        case "bool_type" | "bool_parsing":
            return f"{got!r} is neither true nor false"
    return detail["msg"]
