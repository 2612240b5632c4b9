"""What is played: each trial of an item's file and its examples, online and, where the item can, with the line down."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from catalogue.answers import problems, relevant
from catalogue.fictional import applicant_of
from catalogue.model import Ends, Item, Network, Trial
from catalogue.realm import Realm
from catalogue.rulebook import Situation, barred, unmet
from catalogue.sample import examples, records
from catalogue.trial_end import by_examples
from contract.codes import CaseState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from contract.case import Answer, Applicant

GUIDE = "guide"
"""The play of an item that is only guided here; like the one of the examples, no file names it."""
OFFLINE = "+offline"
"""Ends the name of a play of a trial that its file has online, with the line down."""


_OFFLINE_WORD = re.compile(r"\boffline\b")

GOOD = frozenset({CaseState.APPROVED, CaseState.DONE})
WITH_THE_OFFICE = frozenset({CaseState.SUBMITTED, CaseState.IN_REVIEW})
_DECIDED = {
    Ends.APPROVED: GOOD,
    Ends.ACCEPTED: WITH_THE_OFFICE,
    Ends.TO_MEND: WITH_THE_OFFICE | {CaseState.TO_MEND},
    Ends.NOT_ELIGIBLE: WITH_THE_OFFICE | {CaseState.REFUSED},
    Ends.NOTHING_FOUND: WITH_THE_OFFICE | {CaseState.REFUSED},
}
"""By where the same trial ends with the line up, when the hub knows what the terminal could not."""


@dataclass(frozen=True)
class Play:
    """One way through one item, and where it ends."""

    item: Item
    id: str
    trial: Trial
    card: str
    """Name of the applicant's card in the residents' file; empty where nobody is asked who they are."""
    applicant: Applicant | None
    answers: dict[str, Answer]
    """To every field of the form that the trial answers."""
    facts: dict[str, Answer]
    """What departments have on record."""
    offline: bool
    ends: Ends | None
    """None: the item is guided only."""
    fails: frozenset[str]
    """Rules that are told not to hold before the resident leaves."""
    decided: frozenset[CaseState] = frozenset(CaseState)
    """Of a case that was taken in with the line down: what the office may make of it afterwards."""
    fails_later: frozenset[str] = frozenset()
    """Rules that do not hold then, with the records that the terminal could not see."""


def plays_of(items: Iterable[Item], today: date) -> tuple[Play, ...]:
    """All of them, in the order of the items. Each trial has a person of its own, so that each has its own records."""
    numbers = itertools.count()
    return tuple(play for item in items for play in _of_item(item, numbers, today))


def _of_item(item: Item, numbers: Iterator[int], today: date) -> Iterator[Play]:
    if not item.complete:
        nothing = Trial(id=GUIDE, says="The guide, to its end.", ends=Ends.ACCEPTED)
        yield Play(item, GUIDE, nothing, "", None, {}, {}, offline=False, ends=None, fails=frozenset())
        return
    for trial in (by_examples(item), *item.trials):
        play = _of_trial(item, trial, next(numbers), today)
        yield play
        if item.needs.network is Network.LATER and not trial.offline:
            yield _with_the_line_down(play, today)


def _of_trial(item: Item, trial: Trial, number: int, today: date) -> Play:
    who = None if item.needs.anonymous else applicant_of(trial.applicant, today, number=number)
    answers = examples(item, today, trial.answers)
    taken_in = trial.ends in {Ends.ACCEPTED, Ends.APPROVED}
    return Play(
        item=item,
        id=trial.id,
        trial=trial,
        card=f"{item.id}.{trial.id}" if who is not None else "",
        applicant=who,
        answers=answers,
        facts=records(item, today, trial.facts),
        offline=trial.offline,
        ends=trial.ends,
        fails=frozenset() if taken_in and trial.offline else frozenset(trial.fails),
        decided=GOOD | WITH_THE_OFFICE,
        fails_later=frozenset(trial.fails) if taken_in else frozenset(),
    )


def _with_the_line_down(play: Play, today: date) -> Play:
    """Nobody's records are known then: what they would have decided is decided at the hub."""
    item = play.item
    answers = relevant(item, {name: value for name, value in play.answers.items() if value is not None})
    here = Situation(today, answers, play.applicant, offline=True)
    told = frozenset(rule.id for rule in barred(item, here))
    wrong = problems(item, answers, today=today, realm=Realm.DEMO, applicant=play.applicant)
    if told:
        ends, fails = Ends.NOT_ELIGIBLE, told
    elif wrong:
        ends, fails = Ends.TO_MEND, frozenset(rule.id for rule in unmet(item, here))
    else:
        ends, fails = Ends.ACCEPTED, frozenset()
    decided = _DECIDED[play.ends] if play.ends is not None else frozenset(CaseState)
    if any(_OFFLINE_WORD.search(rule.holds) for rule in item.rules.instant):
        decided |= WITH_THE_OFFICE  # that the line was down may be a reason for a person to look
    return replace(play, id=play.id + OFFLINE, offline=True, ends=ends, fails=fails, decided=decided)
