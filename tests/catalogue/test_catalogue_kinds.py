# ruff: noqa: E501 - the tables read best with one case a line
"""The rule of each kind of field: what is right, what is wrong, and that no answer raises."""

from __future__ import annotations

from datetime import date

import pytest
from catalogue_fields import CHOICES, field
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.answers import Realm, problem_of
from catalogue.model import FieldKind
from catalogue.showing import shown

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("asked", "right", "wrong"),
    [
        (field(FieldKind.TEXT), ["x", "12号", "㙍" * 100], [7, True, "x" * 101, "a\x00b", "a\u202eb", "a\nb", ("x",)]),
        (field(FieldKind.TEXT, minimum=2, maximum=10), ["杏花", "杏" * 10], ["杏", "杏" * 11]),
        (field(FieldKind.TEXT, han_only=True), ["杏花春", "𠮷祥"], ["杏花A", "杏花1", "杏,花"]),
        (
            field(FieldKind.PERSON_NAME),
            ["王秀英", "刘䶮𠮷", "阿依古丽·买买提", "SMITH, ALEX", "O'Neil Anne-Marie", "李" * 50],
            ["王", "王1", "·王英", "王··英", "王英·", "李" * 51, "王 英", 3, "<b>王</b>"],
        ),
        (field(FieldKind.PHONE), ["13800138000", "10000000001"], ["12800138000", "1380013800", "１３８００１３８０００", 13800138000, "10000100001"]),
        (field(FieldKind.WHOLE_NUMBER), [0, 999_999], [-1, True, "3", 1_000_000]),
        (field(FieldKind.WHOLE_NUMBER, minimum=1, maximum=3), [1, 3], [0, 4]),
        (field(FieldKind.MONEY, minimum=100), [100, 10**13], [99, False, "100", 10**13 + 1]),
        (field(FieldKind.MONTH), ["1990-01", "2026-11"], ["2026-12", "2026-00", "2026-13", "2026-1", "1899-12", 202611, "2026-11-01"]),
        (field(FieldKind.YES_NO), [True, False], [1, 0, "true"]),
        (field(FieldKind.CHOICE, choices=CHOICES), ["a"], ["d", ("a",), True]),
        (field(FieldKind.AREA, choices=CHOICES), ["c"], ["d", 1]),
        (field(FieldKind.CHOICES, choices=CHOICES), [("a",), ("c", "a")], ["a", ("a", "a"), ("d",)]),
        (field(FieldKind.CHOICES, choices=CHOICES, minimum=2, maximum=2), [("a", "b")], [("a",), ("a", "b", "c")]),
    ],
)  # fmt: skip
def test_the_rule_of_each_kind(asked, right, wrong):
    for value in right:
        assert problem_of(asked, value, {}, today=TODAY, realm=Realm.DEMO) is None, value
    for value in wrong:
        problem = problem_of(asked, value, {}, today=TODAY, realm=Realm.DEMO)
        assert problem is not None, value
        assert problem.field == "it"


@pytest.mark.parametrize("kind", list(FieldKind))
@pytest.mark.parametrize("nothing", [None, "", "  ", ()])
def test_nothing_is_wrong_only_where_an_answer_is_needed(kind, nothing):
    choices = CHOICES if kind in {FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.AREA} else ()
    assert problem_of(field(kind, choices=choices), nothing, {}, today=TODAY, realm=Realm.DEMO)
    assert (
        problem_of(field(kind, choices=choices, required=False), nothing, {}, today=TODAY, realm=Realm.DEMO)
        is None
    )


@given(
    kind=st.sampled_from(FieldKind),
    value=st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.lists(st.text(max_size=3)).map(tuple),
)
@settings(max_examples=200)
def test_no_answer_raises(kind, value):
    asked = field(kind, choices=CHOICES)
    problem_of(asked, value, {"it": value}, today=TODAY, realm=Realm.DEMO)
    assert isinstance(shown(asked, value, "zh"), str)
    assert isinstance(shown(asked, value, "en"), str)


def test_a_demo_phone_is_refused_where_the_place_is_real():
    asked = field(FieldKind.PHONE)
    assert problem_of(asked, "10000000001", {}, today=TODAY, realm=Realm.DEMO) is None
    assert problem_of(asked, "10000000001", {}, today=TODAY, realm=Realm.REAL)
    assert problem_of(asked, "10000000001", {}, today=TODAY), (
        "the strict rule is the one that is not asked for"
    )
    assert problem_of(asked, "13800138000", {}, today=TODAY, realm=Realm.REAL) is None


def test_the_end_is_not_before_the_start():
    end = field(FieldKind.MONTH, not_before="start")
    assert problem_of(end, "2020-03", {"start": "2020-03"}, today=TODAY, realm=Realm.DEMO) is None
    problem = problem_of(end, "2020-02", {"start": "2020-03"}, today=TODAY, realm=Realm.DEMO)
    assert problem
    assert "2020年3月" in problem.text.zh
    # A start that is itself wrong is told at the start, not a second time at the end.
    assert problem_of(end, "2020-02", {"start": "soon"}, today=TODAY, realm=Realm.DEMO) is None
