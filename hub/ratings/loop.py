"""差评 in a closed loop: checked, mended, answered, supervised (核查 → 整改 → 反馈 → 监督). By whom, by when; pure.

A bad rating is never deleted and never made better. One that was a mistake or malice can be left out of the figures, when
a second person agrees; it stays where it is, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from catalogue.promise import workdays_after
from contract.codes import Grade
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

BAD = frozenset({Grade.DISSATISFIED, Grade.VERY_DISSATISFIED})


class Stage(StrEnum):
    """What is to be done next."""

    CHECKING = "checking"
    """核查: is it so?"""
    MENDING = "mending"
    """整改: it is, and is put right."""
    REPLYING = "replying"
    """反馈: whoever rated is told, where they can be reached."""
    SUPERVISED = "supervised"
    """监督: somebody else looks whether it stays right."""
    CLOSED = "closed"
    EXCLUDED = "excluded"
    """Left out of the figures, by two persons; still here."""


class Act(StrEnum):
    """What somebody does about it."""

    CALL_BACK = "call_back"
    FOUND_SO = "found_so"
    MENDED = "mended"
    REPLIED = "replied"
    CONFIRMED = "confirmed"
    NOT_YET = "not_yet"
    """Supervision: it is not right yet."""
    EXCLUDE = "exclude"
    """Ask that it is left out."""
    AGREE = "agree"
    DISAGREE = "disagree"


NEXT: Mapping[Stage, Mapping[Act, Stage]] = {
    Stage.CHECKING: {
        Act.CALL_BACK: Stage.CHECKING,
        Act.FOUND_SO: Stage.MENDING,
        Act.EXCLUDE: Stage.CHECKING,
        Act.AGREE: Stage.EXCLUDED,
        Act.DISAGREE: Stage.CHECKING,
    },
    Stage.MENDING: {Act.CALL_BACK: Stage.MENDING, Act.MENDED: Stage.REPLYING},
    Stage.REPLYING: {Act.CALL_BACK: Stage.REPLYING, Act.REPLIED: Stage.SUPERVISED},
    Stage.SUPERVISED: {Act.CONFIRMED: Stage.CLOSED, Act.NOT_YET: Stage.MENDING},
    Stage.CLOSED: {},
    Stage.EXCLUDED: {},
}


@dataclass(frozen=True)
class Deadlines:
    """What a place promises. Counted from the day on which the rating came."""

    name: str
    call_back_days: int
    mend_days: int
    workdays: bool
    """Mending is counted in working days; calling back never is."""

    def call_back_by(self, opened: date) -> date:
        return opened + timedelta(self.call_back_days)

    def mend_by(self, opened: date) -> date:
        if self.workdays:
            return workdays_after(opened, self.mend_days)
        return opened + timedelta(self.mend_days)


DEADLINES: dict[str, Deadlines] = {
    one.name: one
    for one in (
        Deadlines("fifteen-days", call_back_days=1, mend_days=15, workdays=False),
        Deadlines("fifteen-workdays", call_back_days=1, mend_days=15, workdays=True),
    )
}
"""As provinces set them: both call back within a day."""


@dataclass(frozen=True)
class BadRating:
    """Where one stands."""

    stage: Stage
    opened_on: date
    call_back_by: date
    mend_by: date
    called_back_on: date | None = None
    mended_on: date | None = None
    mended_by: str = ""
    closed_on: date | None = None
    proposed_by: str = ""
    """Who asks that it is left out; empty: nobody does."""
    excluded_on: date | None = None

    def mended_in_time(self) -> bool:
        return self.mended_on is not None and self.mended_on <= self.mend_by


def opened(on: date, deadlines: Deadlines) -> BadRating:
    return BadRating(Stage.CHECKING, on, deadlines.call_back_by(on), deadlines.mend_by(on))


def after(bad: BadRating, act: Act, by: str, today: date) -> Outcome[BadRating]:
    """Failures: `not_now` (nobody does that at this stage), `second_person` (whoever mended it, or asks that it is left
    out, does not confirm that alone), `nothing_proposed`, `proposed` (decide first whether it is left out).
    """
    stage = NEXT[bad.stage].get(act)
    if stage is None:
        possible = ", ".join(NEXT[bad.stage]) or "nothing"
        return Failure("not_now", Action.NOBODY, f"{bad.stage}: possible is {possible}")
    why = _why_not(bad, act, by)
    if why is not None:
        return why
    changed: Mapping[Act, Mapping[str, object]] = {
        Act.CALL_BACK: {"called_back_on": bad.called_back_on or today},
        Act.EXCLUDE: {"proposed_by": by},
        Act.AGREE: {"excluded_on": today},
        Act.DISAGREE: {"proposed_by": ""},
        Act.MENDED: {"mended_on": today, "mended_by": by},
        Act.CONFIRMED: {"closed_on": today},
        Act.NOT_YET: {"mended_on": None, "mended_by": ""},
    }
    facts = {**vars(bad), "stage": stage, **changed.get(act, {})}
    return Ok(BadRating(**facts))


def possible(bad: BadRating, by: str, today: date) -> tuple[Act, ...]:
    """What this person may do about it now."""
    return tuple(act for act in NEXT[bad.stage] if isinstance(after(bad, act, by, today), Ok))


def _why_not(bad: BadRating, act: Act, by: str) -> Failure | None:
    if act in {Act.FOUND_SO, Act.EXCLUDE} and bad.proposed_by:
        return Failure("proposed", Action.NOBODY, "a second person decides first whether it is left out")
    if act in {Act.AGREE, Act.DISAGREE} and not bad.proposed_by:
        return Failure("nothing_proposed", Action.NOBODY, "nobody asks that it is left out")
    if act in {Act.AGREE, Act.DISAGREE} and bad.proposed_by == by:
        return Failure("second_person", Action.NOBODY, "somebody else decides that")
    if act in {Act.CONFIRMED, Act.NOT_YET} and bad.mended_by == by:
        return Failure("second_person", Action.NOBODY, "whoever mended it does not supervise it")
    return None
