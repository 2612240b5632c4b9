"""Filling in: choices, texts, promises. An answer that no longer applies is dropped with what it depended on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.answers import applies, asked_materials, asked_pages
from catalogue.model import Field, FieldKind, MaterialWay
from visit.effects import DropPage
from visit.handlers.eligible import go_on
from visit.judgement import materials_undecided, page_problems
from visit.turn import Turn, stay
from visit.typed import TYPED_KINDS, is_month, to_answer

if TYPE_CHECKING:
    from contract.case import Answer
    from visit.events import (
        Answered,
        FocusField,
        GoNext,
        SetLater,
        SetLicence,
        SetPromise,
        Stamped,
        Toggled,
    )
    from visit.state import State


def field_here(state: State, field_id: str) -> Field | None:
    """The field, only when it stands on the page now shown."""
    visit = state.visit
    if visit is None or visit.item is None:
        return None
    pages = asked_pages(visit.item, visit.answers)
    if not 0 <= visit.form_at < len(pages):
        return None
    return next((field for field in pages[visit.form_at].fields if field.id == field_id), None)


def set_answer(state: State, field: Field, value: Answer) -> State:
    """Put in an answer and drop what no longer applies, so that a hidden field never reaches a case."""
    visit = state.here
    answers = {**visit.answers, field.id: value}
    if value is None:
        del answers[field.id]
    dropped = True
    while dropped:
        gone = [one.id for one in visit.chosen.fields() if one.id in answers and not applies(one, answers)]
        dropped = bool(gone)
        for name in gone:
            del answers[name]
    # Text that is no answer yet ("12.") stays as typed, as long as its question is asked.
    asked = {one.id for one in visit.chosen.fields() if applies(one, answers)}
    typed = {name: text for name, text in visit.typed.items() if name in asked}
    return state.with_visit(answers=answers, typed=typed, preview=None)


def answered(state: State, event: Answered, stamped: Stamped) -> Turn:
    field = field_here(state, event.field)
    if field is None or field.kind in TYPED_KINDS or not _offered(field, event.value):
        return stay(state)
    return stay(set_answer(state, field, event.value))


def _offered(field: Field, value: Answer) -> bool:
    if field.kind in {FieldKind.CHOICE, FieldKind.AREA}:
        return value in {choice.id for choice in field.choices}
    if field.kind is FieldKind.YES_NO:
        return isinstance(value, bool)
    return field.kind is FieldKind.MONTH and isinstance(value, str) and is_month(value)


def toggled(state: State, event: Toggled, stamped: Stamped) -> Turn:
    field = field_here(state, event.field)
    if field is None or field.kind not in {FieldKind.CHOICES, FieldKind.PARTS}:
        return stay(state)
    before = state.here.answers.get(field.id)
    ticked = set(before) if isinstance(before, tuple) else set()
    ticked ^= {event.choice}
    # In the order of the guide, not of the touches: the same choice always gives the same case.
    value = tuple(choice.id for choice in field.choices if choice.id in ticked)
    return stay(set_answer(state, field, value or None))


def focus_field(state: State, event: FocusField, stamped: Stamped) -> Turn:
    if field_here(state, event.field) is None:
        return stay(state)
    writing = state.here.writing.put_down()
    return stay(state.with_visit(active=event.field, composing="", candidates=(), writing=writing))


def put_text(state: State, field: Field, text: str) -> State:
    """The text of a typed field, and the answer that it makes."""
    state = set_answer(state, field, to_answer(field, text))
    return state.with_visit(typed={**state.here.typed, field.id: text})


def set_promise(state: State, event: SetPromise, stamped: Stamped) -> Turn:
    return _decide(state, event.material, MaterialWay.PROMISE, yes=event.agreed)


def set_later(state: State, event: SetLater, stamped: Stamped) -> Turn:
    return _decide(state, event.material, MaterialWay.LATER, yes=event.later)


def set_licence(state: State, event: SetLicence, stamped: Stamped) -> Turn:
    state, effects = _decide(state, event.material, MaterialWay.LICENCE, yes=event.agreed)
    visit = state.here
    if not visit.promises.get(event.material):
        return state, effects
    # Fetched after all: the pages that were taken instead are erased.
    gone = tuple(DropPage(page.note.id) for page in visit.scans.get(event.material, ()))
    left = {name: pages for name, pages in visit.scans.items() if name != event.material}
    return state.with_visit(scans=left), (*effects, *gone)


def _decide(state: State, name: str, way: MaterialWay, *, yes: bool) -> Turn:
    """Only of a material of this case that comes this way."""
    visit = state.here
    asked = asked_materials(visit.chosen, visit.answers)
    if all(one.id != name or one.way is not way for one in asked):
        return stay(state)
    return stay(state.with_visit(promises={**visit.promises, name: yes}))


def page_done(state: State, event: GoNext, stamped: Stamped) -> Turn:
    """On only when this page's fields are right; otherwise all of its problems are shown at once."""
    if page_problems(state, stamped.wall.date()):
        return stay(state.with_visit(shown_problems=True))
    return go_on(state, stamped)


def materials_done(state: State, event: GoNext, stamped: Stamped) -> Turn:
    if materials_undecided(state):
        return stay(state.with_visit(shown_problems=True))
    return go_on(state, stamped)
