"""Kinds of fields that are typed digit by digit, long lists, parts, and what must hold between answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from catalogue.sample import sample
from visit.held.page import Page
from visit.typed import KEYS, LAYOUTS, PINYIN_LAYOUTS, as_typed, to_answer, to_text
from visit.views import CheckBody, ChoiceQuestion, EntryQuestion, FormBody, PartsQuestion, Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from visit_world import World

    from catalogue.model import Field, Item


def question(world: World, name: str) -> Question:
    body = world.view.body
    assert isinstance(body, FormBody)
    return next(one for one in body.questions if one.id == name)


def shown(world: World, name: str) -> str:
    one = question(world, name)
    assert isinstance(one, EntryQuestion)
    return one.shown


def field(item: Item, name: str) -> Field:
    return next(one for one in item.fields() if one.id == name)


def press(world: World, keys: str) -> World:
    for key in keys:
        world.touch(f"key:{key}")
    return world


@pytest.fixture
def person(at: Callable[..., World], deciding: Item) -> World:
    return at(deciding, Page.FORM)


@pytest.fixture
def paying(at: Callable[..., World], deciding: Item) -> World:
    return at(deciding, Page.FORM, form_at=2)


@pytest.fixture
def sharing(at: Callable[..., World], deciding: Item) -> World:
    return at(deciding, Page.FORM, form_at=4)


# --- typed --------------------------------------------------------------------------------------


def test_a_date_is_eight_digits_shown_as_people_write_it(person: World) -> None:
    person.touch("focus:since_day")
    told = [shown(press(person, key), "since_day") for key in "20260115"]
    assert told == [
        "2",
        "20",
        "202",
        "2026",
        "2026年0",
        "2026年01",
        "2026年01月1",
        "2026年1月15日",
    ]
    assert person.state.here.answers["since_day"] == "2026-01-15"
    assert shown(press(person, "9"), "since_day") == "2026年1月15日", "there is no ninth digit"
    person.touch("key:delete")
    assert "since_day" not in person.state.here.answers


def test_a_day_that_is_none_is_told_beside_its_field(person: World) -> None:
    press(person.touch("focus:since_day"), "20261345").touch("next")
    assert question(person, "since_day").problem
    assert person.page is Page.FORM


def test_half_a_date_is_never_lost_without_a_word(person: World) -> None:
    press(person.touch("focus:since_day"), "2026").touch("next")
    assert "8位数字" in question(person, "since_day").problem


def test_half_an_answer_that_may_be_skipped_is_told_too(paying: World, deciding: Item) -> None:
    """A mail address is an answer from its first letter on; half a date in an optional field is none."""
    optional = field(deciding, "since_day").model_copy(update={"required": False})
    first = deciding.form[0].model_copy(update={"fields": (deciding.form[0].fields[0], optional)})
    paying.state = paying.state.with_visit(
        item=deciding.model_copy(update={"form": (first, *deciding.form[1:])}),
        typed={**paying.state.here.typed, "since_day": "2026"},
        answers={name: one for name, one in paying.state.here.answers.items() if name != "since_day"},
    )
    paying.fill().walk_to(Page.CHECK)
    body = paying.view.body
    assert isinstance(body, CheckBody)
    assert [row.label for row in body.rows if row.note] == ["开始照护的日期"]


def test_an_identity_number_has_its_x_and_is_set_apart(person: World) -> None:
    press(person.touch("focus:cared_number"), "99010119400101002X")
    assert shown(person, "cared_number") == "990101 19400101 002X"


def test_a_phone_number_is_set_apart_as_it_is_said(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.FORM)
    while not any(one.id == "phone" for one in world.questions()):
        world.past_page()
    press(world.touch("focus:phone"), "10000000001")
    assert shown(world, "phone") == "100 0000 0001"


def test_a_bank_card_stands_in_fours_as_on_the_card(paying: World) -> None:
    press(paying.touch("focus:card"), "6222000000000009")
    assert shown(paying, "card") == "6222 0000 0000 0009"
    assert paying.state.here.answers["card"] == "6222000000000009"


def test_a_mail_address_has_all_its_keys_and_no_pinyin(paying: World) -> None:
    press(paying.touch("focus:mail"), "xiao.man_1-2@example.com")
    assert paying.state.here.answers["mail"] == "xiao.man_1-2@example.com"
    assert not paying.state.here.composing


def test_a_credit_code_has_no_keys_that_look_like_digits(sharing: World) -> None:
    press(sharing.touch("focus:firm_code"), "11990101MB0000035Q")
    assert shown(sharing, "firm_code") == "1199 0101 MB00 0003 5Q"
    assert not {"key:I", "key:O", "key:S", "key:V", "key:Z"} & set(sharing.touchable())


def test_a_share_has_its_sign(sharing: World) -> None:
    press(sharing.touch("focus:own_share"), "60")
    assert shown(sharing, "own_share") == "60%"
    assert sharing.state.here.answers["own_share"] == 60


def test_every_typed_example_can_be_typed_and_read_back(world: World, items: tuple[Item, ...]) -> None:
    today = world.wall.date()
    for one in (field for item in items for field in item.fields() if field.kind in LAYOUTS):
        example = sample(one.kind, one.example, today)
        text = to_text(one, example)
        assert to_answer(one, text) == example
        assert as_typed(one, text, "zh")
        if LAYOUTS[one.kind] not in PINYIN_LAYOUTS:
            assert set(text) <= set("".join(KEYS[LAYOUTS[one.kind]]))


# --- chosen -------------------------------------------------------------------------------------


def test_a_long_list_is_all_there(at: Callable[..., World], deciding: Item) -> None:
    world = at(deciding, Page.FORM, form_at=1)
    asked = question(world, "village")
    assert isinstance(asked, ChoiceQuestion)
    assert len(asked.options) == 22
    assert world.touch("village:v22").state.here.answers["village"] == "v22"


def parts(world: World) -> PartsQuestion:
    asked = question(world, "parts")
    assert isinstance(asked, PartsQuestion)
    return asked


def test_parts_tell_what_they_give_when_and_who_waits_for_whom(
    at: Callable[..., World], joining: Item
) -> None:
    world = at(joining, Page.FORM)
    cards = dict(parts(world).parts)
    assert cards["household"].when == "2个工作日"
    assert not any(card.after or card.option.chosen for card in cards.values())
    world.touch("parts:certificate").touch("parts:household").touch("parts:insurance")
    cards = dict(parts(world).parts)
    assert [card.after for card in cards.values()] == [(), ("certificate",), ("household",), ()]
    assert cards["household"].waits == "等出生医学证明办好再办"
    # Promised after 1, 1 + 2 and 1 + 2 + 3 working days of a Monday.
    assert [card.when for card in cards.values()] == [
        "最晚2026年11月24日办好",
        "最晚2026年11月26日办好",
        "最晚2026年12月1日办好",
        "1个工作日",
    ]
    world.touch("parts:certificate")
    assert dict(parts(world).parts)["household"].after == (), "what is not wanted is not waited for"
    assert world.state.here.answers["parts"] == ("household", "insurance")


def test_at_least_one_part_is_wanted(at: Callable[..., World], joining: Item) -> None:
    world = at(joining, Page.FORM).touch("next")
    assert world.page is Page.FORM
    assert parts(world).problem


# --- between answers ----------------------------------------------------------------------------


def test_what_does_not_hold_between_answers_is_told_beside_its_field(sharing: World, deciding: Item) -> None:
    sharing.fill().put_in(field(deciding, "firm_share"), 50)
    assert not question(sharing, "firm_share").problem, "not before the first try to go on"
    sharing.touch("next")
    assert question(sharing, "firm_share").problem == "两个比例加起来要等于100。"
    assert not question(sharing, "own_share").problem
    sharing.put_in(field(deciding, "firm_share"), 40)
    assert sharing.touch("next").page is Page.MATERIALS


# --- the check page -----------------------------------------------------------------------------


def rows(world: World) -> dict[str, str]:
    body = world.view.body
    assert isinstance(body, CheckBody)
    return {row.label: row.value for row in body.rows}


def test_numbers_of_people_are_masked_on_the_check_page(at: Callable[..., World], deciding: Item) -> None:
    told = rows(at(deciding, Page.CHECK))
    assert told["身份证号码"] == "990***********0016"
    assert told["银行卡号"] == "**** **** **** 0009"
    assert told["开始照护的日期"] == "2026年10月14日"
    assert told["您占多少"] == "60%"
    assert told["机构代码"] == "1199 0101 MB00 0003 5Q", "an office's code is public"


def test_a_wrong_number_is_shown_in_full(at: Callable[..., World], deciding: Item) -> None:
    world = at(deciding, Page.CHECK)
    world.state = world.state.with_visit(answers={**world.state.here.answers, "card": "6222000000000008"})
    assert rows(world)["银行卡号"] == "6222 0000 0000 0008"


# --- licences -----------------------------------------------------------------------------------


def test_a_licence_is_fetched_only_with_consent_and_for_a_purpose(
    at: Callable[..., World], deciding: Item
) -> None:
    world = at(deciding, Page.MATERIALS)
    card = next(one for one in world.view.body.cards if one.id == "household")  # type: ignore[union-attr]
    assert "只用来办" in card.promise
    assert not any(option.chosen for option in card.options)
    world.touch("next")
    assert world.page is Page.MATERIALS
    card = next(one for one in world.view.body.cards if one.id == "household")  # type: ignore[union-attr]
    assert card.problem


def test_who_refuses_a_licence_brings_the_original(at: Callable[..., World], deciding: Item) -> None:
    world = at(deciding, Page.MATERIALS).decide_materials().touch("household:window").touch("next")
    assert rows(world)["户口簿"] == "带原件到窗口"
