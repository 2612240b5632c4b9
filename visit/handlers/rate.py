"""好差评: a grade by one touch, then reasons to tick if one likes. Who does neither has not rated, and nothing is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contract.rating_tags import fitting
from visit.held.page import Page
from visit.held.rating import RatingGiven
from visit.moves import go
from visit.turn import Turn, stay

if TYPE_CHECKING:
    from visit.events import GoBack, GoNext, Rate, SkipRating, Stamped, ToggleTag
    from visit.state import State


def rate(state: State, event: Rate, stamped: Stamped) -> Turn:
    given = RatingGiven(stamped.fresh_id, event.grade, stamped.wall)
    return go(state.with_visit(rating=given), Page.RATING_WHY)


def toggle_tag(state: State, event: ToggleTag, stamped: Stamped) -> Turn:
    given = state.here.rating
    if given is None:
        return stay(state)
    ticked = fitting(given.grade, tuple({*given.tags} ^ {event.code}))
    return stay(state.with_visit(rating=replace(given, tags=ticked)))


def choose_again(state: State, event: GoBack, stamped: Stamped) -> Turn:
    return go(state.with_visit(rating=None), Page.RATING)


def done(state: State, event: GoNext, stamped: Stamped) -> Turn:
    return go(state, Page.FAREWELL)


def skip(state: State, event: SkipRating, stamped: Stamped) -> Turn:
    return go(state, Page.FAREWELL)
