"""Which questions apply to a resident's case, and everything that is still to be mended in the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.faults import fault
from catalogue.masking import masked_id, masked_name, masked_phone
from catalogue.realm import Realm
from catalogue.rulebook import Situation, unmet
from catalogue.showing import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from catalogue.model import Field, FormPage, Item, Material, Text, When
    from contract.case import Answer, Applicant

__all__ = [
    "Problem",
    "Realm",
    "applies",
    "asked_materials",
    "asked_pages",
    "masked_id",
    "masked_name",
    "masked_phone",
    "problem_of",
    "problems",
    "relevant",
    "shown",
]


@dataclass(frozen=True)
class Problem:
    """One answer to mend. `text` says how, to the resident."""

    field: str
    text: Text


def applies(part: Field | Material, answers: Mapping[str, Answer]) -> bool:
    """Whether a field or a material concerns this case (`when`).

    Where the answer is several choices, one of them that equals is enough.
    """
    return met(part.when, answers)


def met(when: When | None, answers: Mapping[str, Answer]) -> bool:
    """Whether the answers are as a `when` wants them; without one they always are."""
    if when is None:
        return True
    answer = answers.get(when.field)
    if when.at_least is not None:
        counted = len(answer) if isinstance(answer, tuple) else answer
        return isinstance(counted, int) and not isinstance(counted, bool) and counted >= when.at_least
    if when.any_of:
        return bool(set(when.any_of) & set(answer if isinstance(answer, tuple) else (answer,)))
    if isinstance(answer, tuple) and isinstance(when.equals, str):
        return when.equals in answer
    return type(answer) is type(when.equals) and answer == when.equals


def relevant(item: Item, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers that belong to the case: only of fields that apply.

    An answer given before the resident changed their mind (a trade name, then "no trade name") must neither
    be sent nor bring up further questions.
    """
    kept: dict[str, Answer] = {}
    for field in item.fields():
        if field.id in answers and applies(field, kept):
            kept[field.id] = answers[field.id]
    return kept


def asked_pages(item: Item, answers: Mapping[str, Answer]) -> tuple[FormPage, ...]:
    """The pages that have a question for this case, each with only those questions."""
    kept = relevant(item, answers)
    pages = []
    for page in item.form:
        fields = tuple(field for field in page.fields if applies(field, kept))
        if fields:
            # Asked with every key that is typed: a page with all of its questions is not made anew.
            whole = len(fields) == len(page.fields)
            pages.append(page if whole else page.model_copy(update={"fields": fields}))
    return tuple(pages)


def asked_materials(item: Item, answers: Mapping[str, Answer]) -> tuple[Material, ...]:
    """The materials of this case."""
    kept = relevant(item, answers)
    return tuple(material for material in item.materials if applies(material, kept))


def problem_of(
    field: Field,
    value: Answer,
    answers: Mapping[str, Answer],
    *,
    today: date,
    realm: Realm = Realm.REAL,
) -> Problem | None:
    """What is wrong with one answer, or None. Never raises, whatever the value.

    Who does not name the realm gets the strict rules of a real place.
    """
    text = fault(field, value, answers, today=today, realm=realm)
    return Problem(field.id, text) if text else None


def problems(
    item: Item,
    answers: Mapping[str, Answer],
    *,
    today: date,
    realm: Realm = Realm.REAL,
    applicant: Applicant | None = None,
    facts: Mapping[str, Answer] | None = None,
) -> tuple[Problem, ...]:
    """ALL that is to be mended, at once (一次性告知), in the order of the form.

    A field that is wrong in itself is told once; what must hold between several is asked of those that are right.
    """
    kept = relevant(item, answers)
    found: dict[str, Problem] = {}
    asked = [field for page in asked_pages(item, answers) for field in page.fields]
    for field in asked:
        problem = problem_of(field, kept.get(field.id), kept, today=today, realm=realm)
        if problem:
            found[field.id] = problem
    right = {name: value for name, value in kept.items() if name not in found}
    for check in unmet(item, Situation(today, right, applicant, facts or {})):
        found.setdefault(check.field, Problem(check.field, check.says))
    return tuple(found[field.id] for field in asked if field.id in found)
