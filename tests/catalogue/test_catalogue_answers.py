# ruff: noqa: E501 - the tables read best with one case a line
"""Everything to mend is told at once; nothing is asked that the guide does not list."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue import sample
from catalogue.answers import (
    Realm,
    applies,
    asked_materials,
    asked_pages,
    problem_of,
    problems,
    relevant,
    shown,
)
from catalogue.model import Choice, Field, FieldKind, Item, Text, When
from catalogue.notice import one_time_notice

TODAY = date(2026, 11, 22)


def text(word: str) -> Text:
    return Text(zh=word, en=word)


def field(kind: FieldKind, **more) -> Field:
    filled = {
        "id": "it",
        "label": text("it"),
        "question": text("?"),
        "purpose": text("for a test"),
        "example": None,
    }
    return Field(kind=kind, **{**filled, **more})


def examples(item: Item) -> dict:
    return sample.examples(item, TODAY)


CHOICES = (Choice(id="a", label=text("A")), Choice(id="b", label=text("B")), Choice(id="c", label=text("C")))


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


@pytest.mark.parametrize(
    ("wanted", "answer", "holds"),
    [
        (True, True, True),
        (True, 1, False),
        (True, False, False),
        (1, True, False),
        ("a", "a", True),
        ("a", ("b", "a"), True),
        ("a", ("b",), False),
        ("a", None, False),
    ],
)
def test_when(wanted, answer, holds):
    asked = field(FieldKind.TEXT, when=When(field="other", equals=wanted))
    assert applies(asked, {"other": answer}) is holds


def test_a_changed_mind_takes_its_questions_and_answers_along(collecting):
    yes = examples(collecting)
    assert "trade_name" in relevant(collecting, yes)
    no = yes | {"has_trade_name": False, "trade_name": "x"}
    assert "trade_name" not in relevant(collecting, no)
    assert "trade_name" not in {one.id for page in asked_pages(collecting, no) for one in page.fields}
    assert [page.id for page in asked_pages(collecting, no)] == [
        page.id for page in collecting.form if page.id not in {"trade_name", "family"}
    ]
    assert problems(collecting, no, today=TODAY, realm=Realm.DEMO) == ()


def test_questions_that_hang_on_a_question_that_is_gone_are_gone(collecting):
    pages = list(collecting.form)
    hanging = pages[2].fields[0].model_copy(update={"when": When(field="trade_name", equals="杏花春")})
    pages[2] = pages[2].model_copy(update={"fields": (hanging,)})
    item = collecting.model_copy(update={"form": tuple(pages)})
    answers = examples(item)
    assert "composition" in relevant(item, answers)
    assert "composition" not in relevant(item, answers | {"has_trade_name": False})


def test_the_examples_are_right_answers(catalogue):
    for item in catalogue.items.values():
        assert problems(item, examples(item), today=TODAY, realm=Realm.DEMO) == ()


def test_all_problems_come_at_once_in_the_order_of_the_form(collecting):
    found = problems(collecting, {"has_trade_name": True, "phone": "1"}, today=TODAY, realm=Realm.DEMO)
    assert [one.field for one in found] == [
        one.id for one in collecting.fields() if one.id not in {"has_trade_name", "family_names"}
    ]


ANSWER = (
    st.none()
    | st.booleans()
    | st.integers(-5, 10**9)
    | st.text(max_size=12)
    | st.sampled_from(["2020-01", "2027-01", "person", "family", "summary", "10000000001", "杏花春"])
    | st.lists(st.sampled_from(["pension", "injury", "catering", "x"]), max_size=3).map(tuple)
)


@given(data=st.data(), name=st.sampled_from(["shebao-canbao-zhengming", "getihu-sheli"]))
@settings(max_examples=150)
def test_mending_all_that_is_told_is_enough_and_only_what_the_guide_lists_is_asked(catalogue, data, name):
    item = catalogue.items[name]
    asked = {one.id: one for one in item.fields()}
    answers = data.draw(st.dictionaries(st.sampled_from([*asked, "never_asked"]), ANSWER))
    told = {one.field for one in one_time_notice(item, None, "zh").asked}
    rounds = 0
    while found := problems(item, answers, today=TODAY, realm=Realm.DEMO):
        assert {one.field for one in found} <= told
        mended = {one.field: asked[one.field].example for one in found}
        # An end mended against a resident's own later start: the start is as good a mend.
        for one in found:
            start = asked[one.field].not_before
            if start:
                mended[start] = asked[start].example
        answers = answers | mended
        rounds += 1
        # Mending can open one further question at most: the one that hangs on the mended answer.
        assert rounds <= 2
    assert set(relevant(item, answers)) <= told
    case = one_time_notice(item, answers, "en")
    asked_now = {one.id for page in asked_pages(item, answers) for one in page.fields}
    assert {one.field for one in case.asked} == asked_now <= told
    assert {one.material for one in case.materials} == {one.id for one in asked_materials(item, answers)}


@pytest.mark.parametrize(
    ("asked", "value", "zh", "en"),
    [
        (field(FieldKind.MONTH), "2020-01", "2020年1月", "January 2020"),
        (field(FieldKind.MONTH), "soon", "soon", "soon"),
        (field(FieldKind.MONEY), 100_000, "¥1,000.00", "¥1,000.00"),
        (field(FieldKind.MONEY), 5, "¥0.05", "¥0.05"),
        (field(FieldKind.WHOLE_NUMBER), 0, "0", "0"),
        (field(FieldKind.YES_NO), False, "否", "No"),
        (field(FieldKind.YES_NO), None, "未填写", "Not given"),
        (field(FieldKind.PHONE), "10000000001", "100 0000 0001", "100 0000 0001"),
        (field(FieldKind.CHOICES, choices=CHOICES), ("a", "c"), "A、C", "A; C"),
        (
            field(FieldKind.CHOICE, choices=(Choice(id="m", label=Text(zh="明细", en="List")),)),
            "m",
            "明细",
            "List",
        ),
        (field(FieldKind.TEXT), "12号", "12号", "12号"),
    ],
)
def test_how_an_answer_is_shown(asked, value, zh, en):
    assert shown(asked, value, "zh") == zh
    assert shown(asked, value, "en") == en
