"""Every trial of every item ends as its file says, by rules and answers alone, on any day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from catalogue.answers import applies, asked_materials, asked_pages, problems, relevant
from catalogue.fictional import applicant_of
from catalogue.loader import Catalogue, load
from catalogue.model import Ends, Field, Handling, Item, Material, MaterialWay, Network, Trial
from catalogue.realm import Realm
from catalogue.rulebook import Situation, barred, instant, prompts, unmet
from catalogue.sample import examples, records
from tests.catalogue.conftest import SERVICES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract.case import Answer

DAYS = (date(2026, 1, 1), date(2026, 11, 22), date(2028, 2, 29), date(2031, 12, 31))
"""The day on which files are checked, a working day, a leap day, and the last of a year."""

BY_EXAMPLES = Trial(id="examples", says="The examples of the file.", ends=Ends.ACCEPTED)


def _complete() -> dict[str, Item]:
    loaded = load(SERVICES)
    assert isinstance(loaded, Catalogue), "\n".join(map(str, loaded))
    return {name: item for name, item in loaded.items.items() if item.complete}


ITEMS = _complete()
TRIALS = [(item, trial) for item in ITEMS.values() for trial in item.trials]


def answered(item: Item, trial: Trial, day: date) -> dict[str, Answer]:
    given = examples(item, day, trial.answers)
    return relevant(item, {name: value for name, value in given.items() if value is not None})


def situation(item: Item, trial: Trial, day: date) -> Situation:
    """As the terminal sees it: without the line nobody's records are known."""
    who = None if item.needs.anonymous else applicant_of(trial.applicant, day)
    facts = {} if trial.offline else records(item, day, trial.facts)
    return Situation(day, answered(item, trial, day), who, facts, trial.offline)


def outcome(item: Item, trial: Trial, day: date) -> tuple[Ends, frozenset[str]]:
    """Where the resident's visit ends, and what fails there. A step that fails ends it; what follows is never asked."""
    here = situation(item, trial, day)
    told = frozenset(rule.id for rule in barred(item, here))
    if told:
        return Ends.NOT_ELIGIBLE, told
    if trial.ends is Ends.NOTHING_FOUND:  # of whom nothing is on record, the trial alone knows
        assert item.handling is Handling.PRINT
        assert item.preview
        return Ends.NOTHING_FOUND, frozenset()
    wrong = problems(
        item, here.answers, today=day, realm=Realm.DEMO, applicant=here.applicant, facts=here.facts
    )
    if wrong:
        return Ends.TO_MEND, frozenset(rule.id for rule in unmet(item, here))
    if trial.offline:
        later = replace(here, facts=records(item, day, trial.facts))
        assert not barred(item, later), "taken in, and turned down for what was on record all along"
        return Ends.ACCEPTED, frozenset()
    if item.handling is Handling.COLLECT or (item.handling is Handling.APPLY and not item.rules.instant):
        return Ends.ACCEPTED, frozenset()
    failed = frozenset(one.rule.id for one in instant(item, here) if one.held is not True)
    return (Ends.ACCEPTED if failed or _refused(item, trial, here) else Ends.APPROVED), failed


def _refused(item: Item, trial: Trial, here: Situation) -> bool:
    """Whether a paper is to be brought, as its promise was not given: then a person looks at it."""
    ways = {MaterialWay.PROMISE, MaterialWay.LATER}
    may = {material.id for material in asked_materials(item, here.answers) if material.way in ways}
    return any(name in may and not given for name, given in trial.promises.items())


@pytest.mark.parametrize(("item", "trial"), TRIALS, ids=[f"{item.id}-{trial.id}" for item, trial in TRIALS])
def test_trial_ends_as_its_file_says(item: Item, trial: Trial) -> None:
    for day in DAYS:
        assert outcome(item, trial, day) == (trial.ends, frozenset(trial.fails)), day


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS.keys())
def test_examples_of_the_file_are_a_case_that_is_taken_in(item: Item) -> None:
    for day in DAYS:
        ends, failed = outcome(item, BY_EXAMPLES, day)
        assert ends in {Ends.APPROVED, Ends.ACCEPTED}, (day, failed)


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS.keys())
def test_every_branch_is_walked_and_passed_by(item: Item) -> None:
    """What is asked only in some cases is asked in one of the trials, and not asked in another."""
    day = DAYS[0]
    walked = [answered(item, trial, day) for trial in (*item.trials, BY_EXAMPLES)]
    for part in _conditional(item):
        asked = {applies(part, given) for given in walked}
        assert asked == {True, False}, f"{item.id}: {part.id} is asked in {asked} of the trials only"


def _conditional(item: Item) -> Iterator[Field | Material]:
    yield from (field for field in item.fields() if field.when)
    yield from (material for material in item.materials if material.when)


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS.keys())
def test_trials_show_a_good_end_and_the_line_down(item: Item) -> None:
    assert {trial.ends for trial in item.trials} & {Ends.APPROVED, Ends.ACCEPTED}
    offline = any(trial.offline for trial in item.trials)
    assert offline == (item.needs.network is Network.LATER)


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS.keys())
def test_every_prompt_is_shown_by_a_trial(item: Item) -> None:
    """On its first day. Where it hangs on the calendar, its trial gives the months that go with that day."""
    for prompt in item.rules.prompts:
        here = [situation(item, trial, prompt.since) for trial in (*item.trials, BY_EXAMPLES)]
        assert any(prompt in prompts(item, one, prompt.at) for one in here), f"{item.id}: {prompt.id}"


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS.keys())
def test_promises_of_trials_are_of_materials_that_are_asked(item: Item) -> None:
    for trial in item.trials:
        wanted = {material.id for material in asked_materials(item, answered(item, trial, DAYS[0]))}
        assert set(trial.promises) <= wanted, trial.id


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS.keys())
def test_a_page_asks_three_things_at_most_with_a_purpose_for_each(item: Item) -> None:
    for page in asked_pages(item, answered(item, BY_EXAMPLES, DAYS[0])):
        assert 1 <= len(page.fields) <= 3
    for field in item.fields():
        assert field.purpose.zh != field.label.zh, f"{item.id}: {field.id} says its name for a purpose"
