"""What is still wrong with a visit's answers: the same judgement for the form pages, the check page and the submission."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from catalogue.answers import Problem, asked_materials, asked_pages, problems
from catalogue.model import FieldKind, Material, MaterialWay
from catalogue.promise import workdays_after
from catalogue.said import said
from visit.card_writing import card_missing, waits_for_line
from visit.held.page import Page
from visit.situation import bars, facts_of

if TYPE_CHECKING:
    from datetime import date

    from catalogue.model import Field
    from visit.held.visit import Visit
    from visit.state import State

DECIDED = frozenset({MaterialWay.PROMISE, MaterialWay.LATER, MaterialWay.LICENCE, MaterialWay.SCAN})
"""Ways of a material that the resident takes or declines."""
MIN_INK = 0.15
"""A signature shorter than this share of the field's width is a slip of the finger."""


def page_problems(state: State, today: date) -> tuple[Problem, ...]:
    """Problems of the fields on the form page now shown."""
    visit = state.here
    pages = asked_pages(visit.chosen, visit.answers)
    here = {field.id for field in pages[visit.form_at].fields} if visit.form_at < len(pages) else set()
    return tuple(one for one in all_problems(state, today) if one.field in here)


def all_problems(state: State, today: date) -> tuple[Problem, ...]:
    """Every problem at once (一次性告知)."""
    visit = state.here
    found = {
        one.field: one
        for one in problems(
            visit.chosen,
            visit.answers,
            today=today,
            realm=state.machine.realm,
            applicant=visit.who,
            facts=facts_of(visit),
        )
    }
    asked = [field for page in asked_pages(visit.chosen, visit.answers) for field in page.fields]
    # Half a date is no answer: left alone it would be lost without a word where the question may be skipped.
    found |= {field.id: _unfinished(field) for field in asked if _half_typed(visit, field)}
    return tuple(found[field.id] for field in asked if field.id in found)


def _half_typed(visit: Visit, field: Field) -> bool:
    return bool(visit.typed.get(field.id, "").strip()) and visit.answers.get(field.id) is None


def _unfinished(field: Field) -> Problem:
    return Problem(
        field.id, said("form.unfinished_date" if field.kind is FieldKind.DATE else "form.unfinished")
    )


def materials_undecided(state: State) -> tuple[Material, ...]:
    """What is neither promised, allowed, scanned nor put off, and not left to the window either."""
    visit = state.here
    return tuple(
        one
        for one in asked_materials(visit.chosen, visit.answers)
        if one.way in DECIDED and one.id not in visit.promises
    )


def signed(state: State) -> bool:
    """Whether there is enough ink to be a signature, or who cannot see confirmed with the keypad."""
    visit = state.here
    if visit.confirmed_by_key:
        return True
    ink = 0.0
    for stroke in visit.strokes:
        for (x0, y0), (x1, y1) in itertools.pairwise(stroke):
            ink += ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    return ink >= MIN_INK


def must_sign_by_hand(state: State) -> bool:
    """Who is served spoken is told so before they look for the key: this department takes none for a signature."""
    return state.comfort.spoken and not state.here.chosen.takes_key


def ready_to_submit(state: State, today: date) -> bool:
    """Everything a case needs, asked once more at the last moment."""
    visit = state.visit
    if visit is None or visit.item is None:
        return False
    known = state.page is Page.CHECK
    if not visit.item.needs.anonymous:
        known = visit.applicant is not None and state.page is Page.SIGN and signed(state)
    return (
        known
        and visit.consent is not None
        and not all_problems(state, today)
        and not bars(state, today)
        and not materials_undecided(state)
        and not card_missing(state)
        and not waits_for_line(state)
        and (not visit.item.preview or (visit.preview is not None and visit.preview.found))
    )


def deferred_until(material: Material, today: date) -> date | None:
    """容缺: the last day for what comes later; None for anything else."""
    if material.way is not MaterialWay.LATER or not material.deferrable_workdays:
        return None
    return workdays_after(today, material.deferrable_workdays)
