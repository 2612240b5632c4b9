"""Which version is the older one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.model import Item, version_order


@pytest.mark.parametrize(
    ("older", "newer"),
    [("1", "2"), ("9", "10"), ("1.9", "1.10"), ("2026-11", "2027-1"), ("2", "2.1"), ("first", "1")],
)
def test_versions_go_by_their_numbers(older: str, newer: str) -> None:
    assert version_order(older) < version_order(newer)


@pytest.mark.parametrize(
    ("since", "version", "accepted"),
    [
        (None, "1", True),
        (None, "", True),
        ("2", "1", False),
        ("2", "2", True),
        ("2", "10", True),
        ("2", "x", False),
    ],
)
def test_item_accepts_what_it_says(
    collecting: Item, since: str | None, version: str, *, accepted: bool
) -> None:
    assert collecting.model_copy(update={"accepts_since": since}).accepts(version) is accepted


@settings(max_examples=100)
@given(st.text(alphabet="0123456789.-x٣", max_size=30) | st.just("9" * 10_000))
def test_no_version_of_a_file_stops_the_loader(version: str) -> None:
    assert version_order(version) >= version_order("")
    assert version_order(version) < version_order(version + ".1")
