"""What must hold between the parts of an item's file. The shape of each part is `structure.py`'s.

Every part that has its shape is checked even while others have not, so that one run tells everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.act_checks import act_complaints
from catalogue.check_fields import example_complaints, field_complaints, when_complaints
from catalogue.check_materials import material_complaints
from catalogue.check_rules import rule_complaints
from catalogue.check_terms import terms
from catalogue.complaint import Complaint
from catalogue.examples import EXAMPLES
from catalogue.handover_checks import hand_over_complaints
from catalogue.joint_checks import joint_complaints
from catalogue.model import Material
from catalogue.paper_checks import paper_complaints
from catalogue.parts_of import fields_of, misshapen, parts_of
from catalogue.place import Place, at, list_at
from catalogue.signing_checks import signing_complaints

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FIELDS_A_PAGE = 3
"""A page asks one thing, or a few that belong together; more does not fit at the letter size for the old."""


def complaints(data: object) -> tuple[Complaint, ...]:
    """Everything that does not hold between the parts of the file's data."""
    fields = list(fields_of(data))
    materials = list(parts_of(data, ("materials",), Material))
    found: list[Complaint] = [*_twice(data), *_blank(data, ()), *_crowded(data)]
    hurt = misshapen(data)
    for position, (place, field) in enumerate(fields):
        earlier = {other.id: other for _, other in fields[:position]}
        found += field_complaints(place, field, earlier, hurt)
        found += example_complaints(place, field, [other for _, other in fields])
    known = {field.id: field for _, field in fields}
    for place, material in materials:
        found += material_complaints(place, material)
        found += when_complaints(place, material.when, known, "a field of the form", hurt)
    found += [*terms(data), *joint_complaints(data), *rule_complaints(data), *paper_complaints(data)]
    found += act_complaints(data)
    found += hand_over_complaints(data)
    found += signing_complaints(data)
    return tuple(found)


def _twice(data: object) -> Iterator[Complaint]:
    pages = range(len(list_at(data, ("form",))))
    groups: list[list[Place]] = [
        [("form", page) for page in pages],
        [("form", p, "fields", f) for p in pages for f in range(len(list_at(data, ("form", p, "fields"))))],
        [("materials", m) for m in range(len(list_at(data, ("materials",))))],
    ]
    for field in groups[1]:
        choices = (*field, "choices")
        groups.append([(*choices, choice) for choice in range(len(list_at(data, choices)))])
    for group in groups:
        seen: set[str] = set()
        for place in group:
            word = at(data, (*place, "id"))
            if isinstance(word, str) and word in seen:
                yield Complaint(
                    (*place, "id"), f"the id `{word}` is there already", f"name it `{word}_2` or better"
                )
            seen.add(str(word))


def _blank(data: object, place: Place) -> Iterator[Complaint]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("zh", "en") and isinstance(value, str) and value and not value.strip():
                yield Complaint(
                    (*place, key), "the text is blank", f"write for example `{key}: {EXAMPLES[key]}`"
                )
            yield from _blank(value, (*place, key))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from _blank(value, (*place, position))


def _crowded(data: object) -> Iterator[Complaint]:
    for page in range(len(list_at(data, ("form",)))):
        count = len(list_at(data, ("form", page, "fields")))
        if count > MAX_FIELDS_A_PAGE:
            reason = f"the page asks {count} things, and more than {MAX_FIELDS_A_PAGE} do not fit"
            yield Complaint(("form", page, "fields"), reason, "begin a new page with `- id: more`")
