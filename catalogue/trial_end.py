"""Where a trial ends by the rules and answers of its item alone: what its file promises is held against it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from catalogue.answers import asked_materials, problem_of, problems, relevant
from catalogue.fictional import applicant_of
from catalogue.model import Ends, Handling, Item, MaterialWay, Person, Trial
from catalogue.realm import Realm
from catalogue.rulebook import Situation, barred, instant, unmet
from catalogue.sample import examples, records

if TYPE_CHECKING:
    from datetime import date

    from catalogue.answers import Problem

GOOD = (Ends.APPROVED, Ends.ACCEPTED)
EXAMPLES = "examples"
"""The id of the trial that no file names: the examples as they are."""


def by_examples(item: Item) -> Trial:
    """The examples of the file, played by the applicant of the first trial that ends well: who else may not apply."""
    at_once = item.handling is Handling.PRINT or bool(item.rules.instant)
    who = next((one.applicant for one in item.trials if one.ends in GOOD and not one.offline), Person())
    ends = Ends.APPROVED if at_once else Ends.ACCEPTED
    return Trial(id=EXAMPLES, says="The examples of the file.", applicant=who, ends=ends)


def situation_of(item: Item, trial: Trial, day: date) -> Situation:
    """As the terminal sees it: without the line nobody's records are known."""
    who = None if item.needs.anonymous else applicant_of(trial.applicant, day)
    given = examples(item, day, trial.answers)
    answers = relevant(item, {name: value for name, value in given.items() if value is not None})
    facts = {} if trial.offline else records(item, day, trial.facts)
    return Situation(day, answers, who, facts, trial.offline)


def end_of(item: Item, trial: Trial, day: date) -> tuple[Ends, frozenset[str]]:
    """Where the resident's visit ends, and the rules that fail there. A step that fails ends it.

    Of whom nothing is on record only the trial knows: where nothing can be found, it is believed.
    """
    here = situation_of(item, trial, day)
    told = frozenset(rule.id for rule in barred(item, here))
    if told:
        return Ends.NOT_ELIGIBLE, told
    if trial.ends is Ends.NOTHING_FOUND and item.handling is Handling.PRINT and item.preview:
        return Ends.NOTHING_FOUND, frozenset()
    if _problems(item, here):
        return Ends.TO_MEND, frozenset(rule.id for rule in unmet(item, _right(item, here)))
    if trial.offline:
        return _later(item, trial, here)
    if item.handling is Handling.COLLECT or (item.handling is Handling.APPLY and not item.rules.instant):
        return Ends.ACCEPTED, frozenset()
    failed = frozenset(one.rule.id for one in instant(item, here) if one.held is not True)
    return (Ends.ACCEPTED if failed or _refused(item, trial, here) else Ends.APPROVED), failed


def to_mend(item: Item, trial: Trial, day: date) -> tuple[Problem, ...]:
    """What is wrong with the answers of the trial."""
    return _problems(item, situation_of(item, trial, day))


def _problems(item: Item, here: Situation) -> tuple[Problem, ...]:
    return problems(
        item, here.answers, today=here.day, realm=Realm.DEMO, applicant=here.applicant, facts=here.facts
    )


def _right(item: Item, here: Situation) -> Situation:
    """With the answers that are right in themselves: of the others no rule is asked."""
    wrong = {
        field.id
        for field in item.fields()
        if problem_of(field, here.answers.get(field.id), here.answers, today=here.day, realm=Realm.DEMO)
    }
    return replace(here, answers={name: value for name, value in here.answers.items() if name not in wrong})


def _later(item: Item, trial: Trial, here: Situation) -> tuple[Ends, frozenset[str]]:
    """Taken in; what fails when the hub decides it with the records may be named, and need not be."""
    known = replace(here, facts=records(item, here.day, trial.facts))
    told = frozenset(rule.id for rule in barred(item, known))
    if told:  # taken in, and turned down for what was on record all along
        return Ends.NOT_ELIGIBLE, told
    failed = {one.rule.id for one in instant(item, known) if one.held is not True}
    return Ends.ACCEPTED, frozenset(trial.fails) & failed


def _refused(item: Item, trial: Trial, here: Situation) -> bool:
    """Whether a paper is to be brought, as its promise was not given: then a person looks at it."""
    ways = {MaterialWay.PROMISE, MaterialWay.LATER, MaterialWay.LICENCE, MaterialWay.SCAN}
    may = {material.id for material in asked_materials(item, here.answers) if material.way in ways}
    return any(name in may and not given for name, given in trial.promises.items())
