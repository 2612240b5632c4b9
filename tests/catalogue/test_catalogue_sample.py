"""Examples that move with the calendar stay right answers, on whatever day they are played."""

from __future__ import annotations

from datetime import date

import pytest
from catalogue_files import ruled, told_of
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.answers import problems
from catalogue.model import FieldKind
from catalogue.realm import Realm
from catalogue.sample import examples, records, sample

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("kind", "written", "is_"),
    [
        (FieldKind.DATE, "today", "2026-03-01"),
        (FieldKind.DATE, "today-1", "2026-02-28"),
        (FieldKind.DATE, "today+30", "2026-03-31"),
        (FieldKind.DATE, "2025-12-01", "2025-12-01"),
        (FieldKind.DATE, "today-", "today-"),
        (FieldKind.DATE, "yesterday", "yesterday"),
        (FieldKind.TEXT, "today-1", "today-1"),
        (FieldKind.WHOLE_NUMBER, 3, 3),
        (FieldKind.DATE, None, None),
    ],
)
def test_an_example_on_a_day(kind, written, is_):
    assert sample(kind, written, DAY) == is_


def test_what_is_given_stands_instead_and_moves_too(tmp_path):
    item = ruled(tmp_path)
    answers = examples(item, DAY, {"happened": "today-7", "second": None})
    assert (answers["happened"], answers["second"], answers["first"]) == ("2026-02-22", None, 60)
    assert records(item, DAY) == {"insured_months": 24}
    assert records(item, DAY, {"insured_months": 6}) == {"insured_months": 6}


@settings(max_examples=60)
@given(day=st.dates(date(2026, 1, 1), date(2080, 1, 1)))
def test_the_examples_are_right_on_every_day(catalogue, day):
    for item in catalogue.items.values():
        if not item.rules.checks:
            assert problems(item, examples(item, day), today=day, realm=Realm.DEMO) == (), item.id


def test_an_example_that_moves_out_of_its_bounds_is_told(tmp_path):
    found = told_of(tmp_path, ("example: today-30", "example: today+1"))
    assert "not a right answer" in found["form[1].fields[2].example"].reason


@pytest.mark.parametrize(
    ("bounds", "example", "right"),
    [
        ("maximum: 0", "2025-12-01", True),
        ("minimum: -180", "2025-12-01", False),
        ("minimum: -180", "today-30", True),
        ("minimum: 1", "2026-01-02", False),
        ("minimum: 1", "today+1", True),
    ],
)
def test_an_example_that_would_grow_old_is_told(tmp_path, bounds, example, right):
    changes = (("maximum: 0", bounds), ("example: today-30", f"example: {example}"))
    if right:
        ruled(tmp_path, *changes)
        return
    found = told_of(tmp_path, *changes)
    assert "no right answer for ever" in found["form[1].fields[2].example"].reason
    assert "today-30" in found["form[1].fields[2].example"].mend
