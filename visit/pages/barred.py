"""What departments have on record before anything is asked, and who may not apply: why, and what to do now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.answers import relevant
from catalogue.showing import shown_fact, shown_masked
from visit.events import GoBack, GoNext, JumpTo, TryAgain
from visit.held.page import Page
from visit.situation import bars, facts_of, records_shown, spoken_of
from visit.views import BarredBody, Button, Mark, PreviewBody, Row, Tone
from wording import say
from wording.forms import day

if TYPE_CHECKING:
    from catalogue.model import Fact, Field
    from visit.state import State


def records(state: State) -> PreviewBody:
    """Read-only: what is on record is not asked again."""
    visit, language = state.here, state.language
    title = say(language, "records.title")
    go_on = Button("next", say(language, "records.next"), GoNext(), Tone.PRIMARY)
    if visit.trouble is not None:
        again = Button("again", say(language, "button.again"), TryAgain())
        status = say(language, "records.failed")
        return PreviewBody(title, Mark.WARNING, status, (), "", (again, go_on))
    if visit.records is None:
        return PreviewBody(title, Mark.WAITING, say(language, "preview.loading"), (), "", ())
    return PreviewBody(
        title,
        Mark.DONE,
        say(language, "records.found"),
        fact_rows(state),
        say(language, "records.wrong"),
        (go_on,),
    )


def fact_rows(state: State, facts: tuple[Fact, ...] | None = None) -> tuple[Row, ...]:
    """Shared data with its source and date; all that is shown of the latest answer, or these of them."""
    visit, language = state.here, state.language
    answer = visit.preview or visit.records
    if answer is None:
        return ()
    as_of = answer.as_of.astimezone(state.wall.tzinfo if state.wall else None).date()
    known = facts_of(visit)
    wanted = records_shown(visit.chosen, answer) if facts is None else facts
    return tuple(
        Row(
            fact.label.to(language),
            shown_fact(fact, known[fact.id], language),
            note=say(language, "records.from", source=fact.source.to(language), day=day(as_of, language)),
        )
        for fact in wanted
        if fact.shown and fact.id in known
    )


def not_eligible(state: State) -> BarredBody:
    """Never a dead end: why, what to do, what it was decided by, the window, and the way back."""
    visit, language = state.here, state.language
    assert state.wall is not None
    item = visit.chosen
    rules = bars(state, state.wall.date())
    given = relevant(item, visit.answers)
    fields: dict[str, Field] = {}
    facts: dict[str, Fact] = {}
    for rule in rules:
        looked_at = spoken_of(item, rule.holds)
        fields |= {field.id: field for field in looked_at[0] if given.get(field.id) is not None}
        facts |= {fact.id: fact for fact in looked_at[1]}
    because = tuple(
        Row(
            field.label.to(language),
            shown_masked(field, given[field.id], language),
            change=Button(f"change:{field.id}", say(language, "check.change"), JumpTo(field.id), Tone.QUIET),
        )
        for field in fields.values()
    )
    window = item.guide.window
    at_the_card = visit.barred_from in {Page.IDENTIFY, Page.RECORDS}
    return BarredBody(
        title=say(language, "barred.title"),
        reasons=tuple(rule.says.to(language) for rule in rules) or (say(language, "barred.no_longer"),),
        because_title=say(language, "barred.because"),
        because=(*fact_rows(state, tuple(facts.values())), *because),
        window_title=say(language, "barred.window"),
        window=(
            Row(say(language, "closed.window"), window.name.to(language)),
            Row(say(language, "closed.place"), window.place.to(language)),
            Row(say(language, "closed.hours"), window.hours.to(language)),
            Row(say(language, "closed.phone"), window.phone),
        ),
        help=say(language, "barred.help"),
        back=Button(
            "change",
            say(language, "barred.other_card" if at_the_card else "barred.change"),
            GoBack(),
            Tone.PRIMARY,
        ),
    )
