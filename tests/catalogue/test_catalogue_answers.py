"""Everything to mend is told at once; nothing is asked that the guide does not list."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue import sample
from catalogue.answers import Realm, asked_materials, asked_pages, problems, relevant
from catalogue.delivery import ADDRESS, AREA, LOCKER
from catalogue.model import Item, When
from catalogue.notice import one_time_notice

TODAY = date(2026, 11, 22)


def examples(item: Item) -> dict:
    return sample.examples(item, TODAY)


def test_a_changed_mind_takes_its_questions_and_answers_along(collecting):
    yes = examples(collecting)
    assert "trade_name" in relevant(collecting, yes)
    no = yes | {"has_trade_name": False, "trade_name": "x"}
    assert "trade_name" not in relevant(collecting, no)
    assert "trade_name" not in {one.id for page in asked_pages(collecting, no) for one in page.fields}
    assert [page.id for page in asked_pages(collecting, no)] == [
        page.id for page in collecting.form if page.id not in {"trade_name", "family", LOCKER}
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
        one.id
        for one in collecting.fields()
        if one.id not in {"has_trade_name", "family_names", LOCKER, AREA, ADDRESS}
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
