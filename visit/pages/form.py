"""One form page: its questions, and the keys of the one that is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.answers import asked_pages
from catalogue.model import Field, FieldKind
from catalogue.showing import shown
from visit.events import Answered, FocusField, GoNext, Toggled
from visit.judgement import page_problems
from visit.mending import marks
from visit.pages.keys import clearing, composed, keyboard
from visit.pages.parts import parts_question
from visit.pages.tips import tips
from visit.typed import FIRST_YEAR, LAYOUTS, TYPED_KINDS, as_typed
from visit.views import (
    Button,
    ChoiceQuestion,
    EntryQuestion,
    FormBody,
    Keys,
    MonthQuestion,
    Option,
    Question,
    Tone,
)
from wording import say
from wording.forms import month_name

if TYPE_CHECKING:
    from datetime import date

    from visit.state import State


def form(state: State) -> FormBody:
    visit, language = state.here, state.language
    assert state.wall is not None
    pages = asked_pages(visit.chosen, visit.answers)
    page = pages[visit.form_at]
    today = state.wall.date()
    wrong = {
        name: say(language, "form.asked_to_mend", text=text) for name, text in marks(visit, language).items()
    }
    if visit.shown_problems:
        wrong |= {one.field: one.text.to(language) for one in page_problems(state, today)}
    return FormBody(
        title=page.title.to(language),
        questions=tuple(_question(state, one, language, today, wrong.get(one.id, "")) for one in page.fields),
        keys=_keys(state),
        next=Button(
            "next",
            say(language, "form.back_to_check" if visit.back_to_check else "button.next"),
            GoNext(),
            Tone.PRIMARY,
        ),
    )


def _question(state: State, field: Field, language: str, today: date, problem: str) -> Question:
    if field.kind in TYPED_KINDS:
        return _entry(state, field, language, problem)
    if field.kind is FieldKind.MONTH:
        return _month(state, field, language, today, problem)
    if field.kind is FieldKind.PARTS:
        return parts_question(state, field, language, problem)
    return _choice(state, field, language, problem)


def _entry(state: State, field: Field, language: str, problem: str) -> EntryQuestion:
    visit = state.here
    typed = visit.typed.get(field.id, "")
    unit = say(language, "unit.yuan") if field.kind is FieldKind.MONEY else ""
    active = visit.active == field.id
    return EntryQuestion(
        id=field.id,
        question=field.question.to(language),
        hint=field.hint.to(language) if field.hint is not None else "",
        purpose=say(language, "form.purpose", purpose=field.purpose.to(language)),
        shown=f"{as_typed(field, typed, language)} {unit}".strip() if typed else "",
        composing=composed(visit.composing) if active else "",
        active=active,
        focus=Button(f"focus:{field.id}", field.label.to(language), FocusField(field.id)),
        problem=problem,
        tips=tips(state, field.id),
        clear=clearing(state, field.id, typed, LAYOUTS[field.kind]) if active else None,
    )


def _choice(state: State, field: Field, language: str, problem: str) -> ChoiceQuestion:
    visit = state.here
    value = visit.answers.get(field.id)
    several = field.kind is FieldKind.CHOICES
    if field.kind is FieldKind.YES_NO:
        options = tuple(
            Option(
                f"{field.id}:{'yes' if answer else 'no'}",
                shown(field, answer, language),
                Answered(field.id, answer),
                value is answer,
            )
            for answer in (True, False)
        )
    else:
        ticked = value if isinstance(value, tuple) else (value,)
        options = tuple(
            Option(
                f"{field.id}:{choice.id}",
                choice.label.to(language),
                Toggled(field.id, choice.id) if several else Answered(field.id, choice.id),
                choice.id in ticked,
                choice.note.to(language) if choice.note is not None else "",
            )
            for choice in field.choices
        )
    return ChoiceQuestion(
        id=field.id,
        question=field.question.to(language),
        hint=field.hint.to(language) if field.hint is not None else "",
        purpose=say(language, "form.purpose", purpose=field.purpose.to(language)),
        options=options,
        several=several,
        problem=problem,
        tips=tips(state, field.id),
    )


def _month(state: State, field: Field, language: str, today: date, problem: str) -> MonthQuestion:
    """A year to step through and its twelve months; those to come are there, and cannot be chosen."""
    visit = state.here
    value = visit.answers.get(field.id)
    chosen = value if isinstance(value, str) else None
    year = int(chosen[:4]) if chosen else today.year
    month = int(chosen[5:7]) if chosen else 0

    def moved(by: int) -> Answered:
        to = min(f"{year + by:04d}-{month or today.month:02d}", f"{today:%Y-%m}")
        return Answered(field.id, to)

    return MonthQuestion(
        id=field.id,
        question=field.question.to(language),
        hint=field.hint.to(language) if field.hint is not None else "",
        purpose=say(language, "form.purpose", purpose=field.purpose.to(language)),
        shown=shown(field, chosen, language) if chosen else say(language, "form.no_month"),
        year=say(language, "form.year", year=year),
        year_before=Button(
            f"{field.id}:year_before", say(language, "form.year_before"), moved(-1), enabled=year > FIRST_YEAR
        ),
        year_after=Button(
            f"{field.id}:year_after", say(language, "form.year_after"), moved(1), enabled=year < today.year
        ),
        months=tuple(
            Option(
                f"{field.id}:{number:02d}",
                month_name(number, language),
                Answered(field.id, f"{year:04d}-{number:02d}"),
                number == month,
                enabled=f"{year:04d}-{number:02d}" <= f"{today:%Y-%m}",
            )
            for number in range(1, 13)
        ),
        problem=problem,
        tips=tips(state, field.id),
    )


def _keys(state: State) -> Keys | None:
    visit = state.here
    field = next((one for one in visit.chosen.fields() if one.id == visit.active), None)
    if field is None or field.kind not in TYPED_KINDS:
        return None
    return keyboard(LAYOUTS[field.kind], state)
