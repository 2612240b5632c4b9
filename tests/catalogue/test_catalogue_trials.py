"""Every trial of every item ends as its file says on any day, and the trials of an item show all of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from product_items import product_items

from catalogue.answers import applies, asked_materials
from catalogue.delivery import WAY
from catalogue.model import Field, Item, Material, Network, Trial
from catalogue.rulebook import prompts
from catalogue.trial_end import GOOD, by_examples, end_of, situation_of

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = (date(2026, 1, 1), date(2026, 11, 22), date(2028, 2, 29), date(2031, 12, 31))
"""The day on which files are checked, a Sunday, a leap day, and the last of a year."""


def _complete() -> dict[str, Item]:
    return {name: item for name, item in product_items().items.items() if item.complete}


ITEMS = _complete()
TRIALS = [(item, trial) for item in ITEMS.values() for trial in item.trials]
each_item = pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS.keys())


def played(item: Item) -> tuple[Trial, ...]:
    return (*item.trials, by_examples(item))


@pytest.mark.parametrize(("item", "trial"), TRIALS, ids=[f"{item.id}-{trial.id}" for item, trial in TRIALS])
def test_trial_ends_as_its_file_says(item: Item, trial: Trial) -> None:
    for day in DAYS:
        assert end_of(item, trial, day) == (trial.ends, frozenset(trial.fails)), day


@each_item
def test_examples_of_the_file_are_a_case_that_is_taken_in(item: Item) -> None:
    for day in DAYS:
        assert end_of(item, by_examples(item), day) == (by_examples(item).ends, frozenset()), day


@each_item
def test_every_branch_is_walked_and_passed_by(item: Item) -> None:
    """What is asked only in some cases is asked in one of the trials, and not asked in another."""
    walked = [situation_of(item, trial, DAYS[0]).answers for trial in played(item)]
    for part in _conditional(item):
        asked = {applies(part, given) for given in walked}
        assert asked == {True, False}, f"{part.id} is asked in {asked} of the trials only"


def _conditional(item: Item) -> Iterator[Field | Material]:
    # The pages of delivery are the same in every item, and made by this program: test_catalogue_delivery.py.
    yield from (field for field in item.fields() if field.when and field.when.field != WAY)
    yield from (material for material in item.materials if material.when)


@each_item
def test_trials_show_a_good_end_and_the_line_down(item: Item) -> None:
    assert any(trial.ends in GOOD for trial in item.trials)
    offline = any(trial.offline for trial in item.trials)
    assert offline == (item.needs.network is Network.LATER)


@each_item
def test_every_prompt_is_shown_by_a_trial(item: Item) -> None:
    """On its first day. Where it hangs on the calendar, its trial gives the months that go with that day."""
    for prompt in item.rules.prompts:
        here = [situation_of(item, trial, prompt.since) for trial in played(item)]
        assert any(prompt in prompts(item, one, prompt.at) for one in here), prompt.id


@each_item
def test_promises_of_trials_are_of_materials_that_are_asked(item: Item) -> None:
    for trial in item.trials:
        given = situation_of(item, trial, DAYS[0]).answers
        wanted = {material.id for material in asked_materials(item, given)}
        assert set(trial.promises) <= wanted, trial.id


@each_item
def test_a_purpose_says_more_than_the_name_of_what_is_asked(item: Item) -> None:
    for field in item.fields():
        assert field.purpose.zh != field.label.zh, field.id
        assert field.purpose.en != field.label.en, field.id
