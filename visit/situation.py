"""What the rules of the item may look at, as far as this visit knows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from catalogue.answers import relevant
from catalogue.rulebook import Situation, barred, prompts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from catalogue.model import Eligibility, Fact, Field, Item, Prompt
    from contract.case import Answer
    from contract.query import QueryAnswer
    from visit.held.visit import Visit
    from visit.state import State

_WORD = re.compile(r"[a-z][a-z0-9_]*")


def facts_of(visit: Visit) -> dict[str, Answer]:
    """What departments have on record, the latest answer first; only what the item's file speaks of."""
    if visit.item is None:
        return {}
    known: Mapping[str, Answer] = {}
    for answer in (visit.records, visit.preview):
        known = {**known, **(answer.facts if answer is not None else {})}
    return {fact.id: known[fact.id] for fact in visit.item.facts if known.get(fact.id) is not None}


def situation(state: State, today: date) -> Situation:
    visit = state.here
    offline = visit.accepted_offline if visit.confirmed_at is not None else not state.machine.line_up
    return Situation(
        day=today,
        answers=relevant(visit.chosen, visit.answers),
        applicant=visit.who,
        facts=facts_of(visit),
        offline=offline,
    )


def bars(state: State, today: date) -> tuple[Eligibility, ...]:
    """Why this applicant may not, as far as it is decided. Nobody is judged before they said who they are."""
    visit = state.here
    if visit.applicant is None and not visit.chosen.needs.anonymous:
        return ()
    return barred(visit.chosen, situation(state, today))


def hints(state: State, at: str) -> tuple[Prompt, ...]:
    """智能提示 for a place of the visit, by the day on which they are read."""
    assert state.wall is not None
    item = state.here.chosen
    return prompts(item, situation(state, state.wall.date()), at) if item.rules.prompts else ()


def spoken_of(item: Item, expression: str) -> tuple[tuple[Field, ...], tuple[Fact, ...]]:
    """The fields and facts that an expression looks at."""
    words = set(_WORD.findall(expression))
    return (
        tuple(field for field in item.fields() if field.id in words),
        tuple(fact for fact in item.facts if fact.id in words),
    )


def asks_records(item: Item) -> bool:
    """Whether the departments are asked as soon as it is known who applies.

    They are where a record decides who may apply, and where no other page of the item shows what is on record.
    """
    if not item.facts or item.needs.anonymous:
        return False
    return not item.preview or any(spoken_of(item, rule.holds)[1] for rule in item.rules.eligibility)


def records_shown(item: Item, answer: QueryAnswer | None) -> tuple[Fact, ...]:
    """What of the answer the resident is shown."""
    if answer is None:
        return ()
    return tuple(fact for fact in item.facts if fact.shown and answer.facts.get(fact.id) is not None)
