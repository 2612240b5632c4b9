"""What must hold between the parts of an item's file. The shape of each part is `structure.py`'s.

Every part that has its shape is checked even while others have not, so that one run tells everything.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from catalogue.act_checks import act_complaints
from catalogue.answers import problem_of
from catalogue.check_rules import rule_complaints
from catalogue.check_terms import terms
from catalogue.complaint import Complaint
from catalogue.examples import EXAMPLES
from catalogue.faults import fault
from catalogue.joint_checks import joint_complaints
from catalogue.model import Field, FieldKind, Material, MaterialWay, When
from catalogue.paper_checks import paper_complaints
from catalogue.parts_of import fields_of, parts_of
from catalogue.place import Place, at, list_at
from catalogue.realm import Realm
from catalogue.sample import sample
from contract.codes import MaterialTrust

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract.case import Answer

MAX_FIELDS_A_PAGE = 3
"""A page asks one thing, or a few that belong together; more does not fit at the letter size for the old."""

_EXAMPLE_DAY = date(2026, 1, 1)
"""Examples must be right on this day: then they are right ever after, whatever a terminal's clock says."""

_LISTED = (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.AREA, FieldKind.PARTS)
_WRITTEN = (
    FieldKind.TEXT,
    FieldKind.PERSON_NAME,
    FieldKind.PHONE,
    FieldKind.MONTH,
    FieldKind.DATE,
    FieldKind.ID_NUMBER,
    FieldKind.CREDIT_CODE,
    FieldKind.BANK_CARD,
)
_SIZED = (
    FieldKind.TEXT,
    FieldKind.PERSON_NAME,
    FieldKind.WHOLE_NUMBER,
    FieldKind.MONEY,
    FieldKind.CHOICES,
    FieldKind.PARTS,
    FieldKind.DATE,
)
_ORDERED = (FieldKind.MONTH, FieldKind.DATE)
_COUNTED = (
    FieldKind.WHOLE_NUMBER,
    FieldKind.MONEY,
    FieldKind.SHARE,
    FieldKind.CHOICES,
    FieldKind.PARTS,
)


def complaints(data: object) -> tuple[Complaint, ...]:
    """Everything that does not hold between the parts of the file's data."""
    fields = list(fields_of(data))
    materials = list(parts_of(data, ("materials",), Material))
    found: list[Complaint] = [*_twice(data), *_blank(data, ()), *_crowded(data)]
    for position, (place, field) in enumerate(fields):
        earlier = {other.id: other for _, other in fields[:position]}
        answers: dict[str, Answer] = {
            other.id: sample(other.kind, other.example, _EXAMPLE_DAY) for _, other in fields
        }
        found += _field(place, field, earlier)
        found += _examples(place, field, answers)
    known = {field.id: field for _, field in fields}
    for place, material in materials:
        found += _material(place, material)
        found += _when(place, material.when, known, "a field of the form")
    found += [*terms(data), *joint_complaints(data), *rule_complaints(data), *paper_complaints(data)]
    found += act_complaints(data)
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


def _field(place: Place, field: Field, earlier: dict[str, Field]) -> Iterator[Complaint]:
    kind = field.kind
    if kind in _LISTED and not field.choices:
        mend = f"add `choices: {EXAMPLES['choices']}`"
        yield Complaint((*place, "kind"), f"a field of kind {kind} needs choices", mend)
    if kind not in _LISTED and field.choices:
        mend = "delete `choices`, or write `kind: choice`"
        yield Complaint((*place, "choices"), f"a field of kind {kind} has no choices", mend)
    if kind not in _SIZED and (field.minimum is not None or field.maximum is not None):
        key = "minimum" if field.minimum is not None else "maximum"
        yield Complaint((*place, key), f"a field of kind {kind} has no `{key}`", f"delete `{key}`")
    if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
        reason = f"`minimum` {field.minimum} is more than `maximum` {field.maximum}"
        yield Complaint((*place, "minimum"), reason, f"write `minimum: {field.maximum}` or less")
    if field.han_only and kind is not FieldKind.TEXT:
        yield Complaint(
            (*place, "han_only"), "only a text can be `han_only`", "delete it, or write `kind: text`"
        )
    yield from _when(place, field.when, earlier, "a field that stands before this one")
    if field.not_before is not None:
        other = earlier.get(field.not_before)
        if kind not in _ORDERED or other is None or other.kind is not kind:
            reason = (
                f"`not_before: {field.not_before}` does not join two months, the other one standing before"
            )
            months = [one for one, that in earlier.items() if that.kind is kind and kind in _ORDERED]
            mend = (
                f"write `not_before: {months[-1]}`" if months else "delete it, or put the other month before"
            )
            yield Complaint((*place, "not_before"), reason, mend)


def _when(place: Place, when: When | None, known: dict[str, Field], what: str) -> Iterator[Complaint]:
    if when is None:
        return
    other = known.get(when.field)
    if other is None:
        names = ", ".join(known) or "none"
        reason = f"`{when.field}` is not {what}"
        yield Complaint((*place, "when", "field"), reason, f"name one of: {names}")
        return
    if when.at_least is not None:
        if other.kind not in _COUNTED:
            reason = f"`{when.field}` is neither a number nor several choices"
            yield Complaint((*place, "when", "at_least"), reason, "write `equals` or `any_of`")
        return
    # Among several choices `equals` names one; everywhere else it is an answer as the resident gives it.
    several = other.kind in (FieldKind.CHOICES, FieldKind.PARTS)
    for key, value in (
        (("equals",), when.equals),
        *((("any_of", n), one) for n, one in enumerate(when.any_of)),
    ):
        if value is None:
            continue
        answer: Answer = (value,) if several and isinstance(value, str) else value
        if _wrong(other.model_copy(update={"minimum": None}), answer, {}):
            reason = f"`{when.field}` can never be {value!r}"
            mend = f"write for example `{key[0]}: {_plain(other.example)}`"
            yield Complaint((*place, "when", *key), reason, mend)


def _plain(answer: Answer) -> str:
    """As YAML writes it."""
    return str(answer).lower() if isinstance(answer, bool) else str(answer)


def _wrong(field: Field, value: Answer, answers: dict[str, Answer]) -> str | None:
    text = fault(field, value, answers, today=_EXAMPLE_DAY, realm=Realm.DEMO)
    return text.en if text else None


def _examples(place: Place, field: Field, answers: dict[str, Answer]) -> Iterator[Complaint]:
    for key, written in (("example", field.example), ("default", field.default)):
        if key == "default" and written is None:
            continue
        value = sample(field.kind, written, _EXAMPLE_DAY)
        problem = problem_of(field, value, answers, today=_EXAMPLE_DAY, realm=Realm.DEMO)
        if problem:
            reason = f"the {key} {_plain(value)!r} is not a right answer to the field itself"
            mend = problem.text.en
            if field.kind in _WRITTEN and isinstance(value, int):
                mend = (
                    f'put it in quotes: `{key}: "{_plain(value)}"` (without them it is a number or a yes/no)'
                )
            yield Complaint((*place, key), reason, mend)


def _material(place: Place, material: Material) -> Iterator[Complaint]:
    needs: list[tuple[MaterialWay, str, object]] = [
        (MaterialWay.PROMISE, "promise", material.promise),
        (MaterialWay.PROMISE, "promise_version", material.promise_version),
        (MaterialWay.LATER, "deferrable_workdays", material.deferrable_workdays),
        (MaterialWay.LICENCE, "licence", material.licence),
    ]
    for way, key, value in needs:
        if material.way is way and value is None:
            mend = f"add `{key}: {EXAMPLES[key]}`"
            yield Complaint((*place, "way"), f"a material by {way} needs `{key}`", mend)
        if material.way is not way and value is not None:
            mend = f"delete it, or write `way: {way}`"
            yield Complaint((*place, key), f"a material by {material.way} has no `{key}`", mend)
    if material.deferrable_workdays is not None and material.deferrable_workdays < 1:
        yield Complaint((*place, "deferrable_workdays"), "less than one day is not later", "write 1 or more")
    self_made = material.way in (MaterialWay.PROMISE, MaterialWay.GENERATED)
    if self_made and material.trust is not MaterialTrust.D:
        reason = f"what the resident makes or promises is of trust D, not {material.trust}"
        yield Complaint((*place, "trust"), reason, "write `trust: D`")
    if material.way is MaterialWay.SCAN and material.trust is not MaterialTrust.C:
        reason = f"a scan is of trust C until somebody has seen the original, not {material.trust}"
        yield Complaint((*place, "trust"), reason, "write `trust: C`")
    if material.way is MaterialWay.SCAN and material.copies < 1:
        yield Complaint((*place, "copies"), "a scan has at least one page", "write `copies: 1` or more")
    if material.trust is MaterialTrust.C and not material.original_to_bring:
        reason = "of a material of trust C the original must still be seen"
        yield Complaint((*place, "trust"), reason, "add `original_to_bring: true`")
