"""Turns what pydantic says about a file into complaints at a place of it."""

from __future__ import annotations

import json
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from catalogue.complaint import Complaint
from catalogue.examples import example_of
from catalogue.model import Part
from catalogue.place import Place, at
from catalogue.shapes import shape_at

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


AnyPart = TypeVar("AnyPart", bound=Part)


def validated(shape: type[AnyPart], data: object) -> tuple[AnyPart | None, tuple[Complaint, ...]]:
    """The item (or another whole file), or every place where the data has not the shape of one."""
    try:
        return shape.model_validate(data), ()
    except ValidationError as error:
        found: dict[Place, Complaint] = {}
        for detail in error.errors(include_url=False):
            if detail["type"] == "too_short" and detail["input"]:
                continue  # pydantic counts only the right entries of a list, and tells the wrong ones too
            complaint = _complaint(shape, data, detail)
            found.setdefault(complaint.place, complaint)  # a union (an answer) complains once a member
        return None, tuple(found.values())


def _complaint(shape: type[Part], data: object, detail: ErrorDetails) -> Complaint:
    location, kind = detail["loc"], detail["type"]
    if kind == "missing":
        key = str(location[-1])
        mend = _LANGUAGES.get(key) if isinstance(detail["input"], dict) and detail["input"] else None
        return Complaint(location, f"`{key}` is missing", mend or f"add `{key}: {example_of(location)}`")
    if kind == "extra_forbidden":
        key = str(location[-1])
        around = shape_at(shape, location[:-1])
        known = list(around.model_fields) if around else []
        near = get_close_matches(key, known, n=1)
        if torn := _torn(at(data, location[:-1]), key):
            return Complaint(location, f"`{key}` is not a key here", torn)
        mend = f"did you mean `{near[0]}`?" if near else f"delete it; the keys here are: {', '.join(known)}"
        return Complaint(location, f"`{key}` is not a key here", mend)
    place = _inside(data, location)
    return Complaint(place, _reason(detail), _mend(place, detail))


def _torn(around: object, torn: str) -> str:
    """How to mend a sentence that a comma inside { } has torn: what follows the comma stands there as a key of its own."""
    if not isinstance(around, dict) or around.get(torn, "") is not None:
        return ""
    key, sentence = "", ""
    for name, value in around.items():
        if value is None and sentence:
            sentence += f", {name}"
            continue
        if torn in sentence.split(", "):
            break
        key, sentence = str(name), value if isinstance(value, str) else ""
    if torn not in sentence.split(", "):
        return ""
    whole = json.dumps(sentence, ensure_ascii=False)
    return f"a comma inside {{ }} ends a text; put it in quotes: `{key}: {whole}`"


_LANGUAGES = {
    "zh": "add `zh: …`, what `en` says in Chinese",
    "en": "add `en: …`, what `zh` says in English",
}


def _mend(place: Place, detail: ErrorDetails) -> str:
    key = next((step for step in reversed(place) if isinstance(step, str)), None)
    if key is None:
        return "see docs/add-an-item.md"
    got = detail["input"]
    if detail["type"] == "string_pattern_mismatch" and key == "id":
        words = re.findall(r"[a-z0-9]+", str(got).lower())
        pattern = detail.get("ctx", {}).get("pattern", "")
        for word in ("-".join(words), "_".join(words)):
            if re.fullmatch(pattern, word):
                return f"write `id: {word}`"
    if detail["type"] == "string_type" and isinstance(got, int) and place[-1] == key:
        return f'write `{key}: "{str(got).lower() if isinstance(got, bool) else got}"`'
    expected = re.findall(r"'(\w+)'", detail.get("ctx", {}).get("expected", ""))
    near = get_close_matches(str(got), expected, n=2)
    if near:
        return f"write {' or '.join(f'`{key}: {one}`' for one in near)}"
    return f"write for example `{key}: {example_of(place)}`"


def _inside(data: object, location: tuple[int | str, ...]) -> Place:
    """As much of the location as exists in the data: the rest are names of union members."""
    place: Place = ()
    for step in location:
        here = at(data, place)
        known = step in here if isinstance(here, dict) else isinstance(here, list) and isinstance(step, int)
        if not known:
            break
        place = (*place, step)
    return place


_REASONS = {
    "string_type": "a text is needed",
    "model_type": "a part with its own keys is needed",
    "model_attributes_type": "a part with its own keys is needed",
    "tuple_type": "a list is needed",
    "string_too_short": "it is empty",
    "too_short": "it is empty",
    "string_pattern_mismatch": "{got!r} has letters other than a-z, 0-9 and _ (in an item's id: -)",
    "greater_than_equal": "{got!r} is less than {ge}",
    "enum": "{got!r} is none of {expected}",
    "int_type": "{got!r} is not a whole number",
    "int_parsing": "{got!r} is not a whole number",
    "bool_type": "{got!r} is neither true nor false",
    "bool_parsing": "{got!r} is neither true nor false",
}


def _reason(detail: ErrorDetails) -> str:
    got = detail["input"]
    if detail["type"] == "string_type" and isinstance(got, bool | int):
        return f"{got!r} is a number or a yes/no here, and a text is needed: put it in quotes"
    reason = _REASONS.get(detail["type"])
    return reason.format(got=got, **detail.get("ctx", {})) if reason else detail["msg"]
