"""What must hold of one field: what its kind has and has not, what it hangs on, and that its example is an answer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from catalogue.answers import problem_of
from catalogue.complaint import Complaint
from catalogue.examples import EXAMPLES
from catalogue.faults import fault
from catalogue.model import Field, FieldKind, When
from catalogue.realm import Realm
from catalogue.sample import sample

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from catalogue.place import Place
    from contract.case import Answer

EXAMPLE_DAY = date(2026, 1, 1)
"""Examples must be right on this day: then they are right ever after, whatever a terminal's clock says."""
LATER_DAY = date(2050, 1, 1)
"""But a day whose bounds move along must be right on this one too."""

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


def field_complaints(
    place: Place, field: Field, earlier: Mapping[str, Field], hurt: Collection[str] = ()
) -> Iterator[Complaint]:
    """Of its kind, its bounds and what it hangs on; `earlier` are the fields that stand before it.

    `hurt` are those that cannot be read, of which it is told elsewhere.
    """
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
    yield from when_complaints(place, field.when, earlier, "a field that stands before this one", hurt)
    if field.not_before is not None and field.not_before not in hurt:
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


def when_complaints(
    place: Place, when: When | None, known: Mapping[str, Field], what: str, hurt: Collection[str] = ()
) -> Iterator[Complaint]:
    """Of a condition that names no field, or a value that the field can never have."""
    if when is None or when.field in hurt:
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


def example_complaints(place: Place, field: Field, others: Iterable[Field]) -> Iterator[Complaint]:
    """Example and default are right answers to the field, now and for as long as the file may stand."""
    for key, written in (("example", field.example), ("default", field.default)):
        if key == "default" and written is None:
            continue
        for day in (EXAMPLE_DAY, LATER_DAY) if field.kind is FieldKind.DATE else (EXAMPLE_DAY,):
            answers = {other.id: sample(other.kind, other.example, day) for other in others}
            value = sample(field.kind, written, day)
            problem = problem_of(field, value, answers, today=day, realm=Realm.DEMO)
            if problem and day == LATER_DAY:
                reason = f"the {key} {_plain(value)!r} is no right answer for ever, as its bounds move with the day"
                yield Complaint(
                    (*place, key), reason, f"write `{key}: today-30`, or another day that moves along"
                )
            elif problem:
                yield Complaint((*place, key), *_said(key, field, value, problem.text.en))
            if problem:
                break


def _said(key: str, field: Field, value: Answer, mend: str) -> tuple[str, str]:
    if field.kind in _WRITTEN and isinstance(value, int):
        mend = f'put it in quotes: `{key}: "{_plain(value)}"` (without them it is a number or a yes/no)'
    return f"the {key} {_plain(value)!r} is not a right answer to the field itself", mend


def _plain(answer: Answer) -> str:
    """As YAML writes it."""
    return str(answer).lower() if isinstance(answer, bool) else str(answer)


def _wrong(field: Field, value: Answer, answers: dict[str, Answer]) -> str | None:
    text = fault(field, value, answers, today=EXAMPLE_DAY, realm=Realm.DEMO)
    return text.en if text else None
