"""Filling in: choices, several choices, months, keys, pinyin, promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from visit import effects as do
from visit import events as e
from visit.held.page import Page
from visit.typed import to_answer, to_text
from visit.views import EntryQuestion, FormBody, MonthQuestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from visit_world import World

    from catalogue.model import Field, Item


def form(world: World) -> FormBody:
    body = world.view.body
    assert isinstance(body, FormBody)
    return body


def field(item: Item, name: str) -> Field:
    return next(one for one in item.fields() if one.id == name)


def entry(world: World, name: str) -> EntryQuestion:
    return next(one for one in form(world).questions if isinstance(one, EntryQuestion) and one.id == name)


@pytest.fixture
def naming(at: Callable[..., World], collecting: Item) -> World:
    """The page that asks for a trade name."""
    return at(collecting, Page.FORM, form_at=1)


@pytest.fixture
def numbers(at: Callable[..., World], collecting: Item) -> World:
    """The page with two typed numbers: people and money."""
    world = at(collecting, Page.FORM)
    while not any(one.id == "capital" for one in form(world).questions):
        world.past_page()
    return world


# --- choices ------------------------------------------------------------------------------------


def test_a_page_goes_on_only_when_right_and_tells_all_its_problems_at_once(numbers: World) -> None:
    numbers.touch("next")
    assert all(one.problem for one in form(numbers).questions)
    assert len(form(numbers).questions) == 2
    numbers.fill().touch("next")
    assert any(one.id == "phone" for one in form(numbers).questions)


def test_problems_are_not_shown_before_the_first_try(numbers: World) -> None:
    assert not any(one.problem for one in form(numbers).questions)


def test_a_changed_answer_drops_what_depended_on_it_and_its_typed_text(
    naming: World, collecting: Item
) -> None:
    naming.put_in(field(collecting, "trade_name"))
    assert naming.state.here.typed["trade_name"] == "杏花春"
    naming.touch("back").touch("has_trade_name:no")
    assert "trade_name" not in naming.state.here.answers
    assert "trade_name" not in naming.state.here.typed
    naming.touch("next")
    assert [one.id for one in form(naming).questions] == ["composition"]


def test_half_typed_text_of_another_field_stays(numbers: World, collecting: Item) -> None:
    """ "1.234" is no amount yet; typing elsewhere must not make it vanish."""
    numbers.touch("focus:capital")
    for key in "1.234":
        numbers.touch(f"key:{key}")
    numbers.put_in(field(collecting, "employees"))
    assert "capital" not in numbers.state.here.answers
    assert entry(numbers, "capital").shown == "1.234 元"


def test_several_choices_are_kept_in_the_order_of_the_guide(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.FORM, form_at=1)
    world.touch("insurances:injury").touch("insurances:pension")
    assert world.state.here.answers["insurances"] == ("pension", "injury")
    world.touch("insurances:pension").touch("insurances:injury")
    assert "insurances" not in world.state.here.answers
    world.send(e.Toggled("insurances", "no_such_choice"))
    assert "insurances" not in world.state.here.answers


@pytest.mark.parametrize("value", ["no_such_choice", None, True, 3, ("summary",)])
def test_only_what_is_offered_can_be_answered(
    at: Callable[..., World], printing: Item, value: object
) -> None:
    world = at(printing, Page.FORM).send(e.Answered("kind", value))  # type: ignore[arg-type]
    assert not world.state.here.answers


def test_a_field_of_another_page_cannot_be_answered(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.FORM).send(e.Answered("purpose", "loan"), e.FocusField("purpose"))
    assert not world.state.here.answers
    assert not world.state.here.active


# --- months -------------------------------------------------------------------------------------


def month(world: World, name: str) -> MonthQuestion:
    return next(one for one in form(world).questions if isinstance(one, MonthQuestion) and one.id == name)


def test_years_are_stepped_within_bounds(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.FORM, form_at=2)
    assert month(world, "period_from").year == "2026年"
    assert not month(world, "period_from").year_after.enabled
    world.touch("period_from:03").touch("period_from:year_before")
    assert world.state.here.answers["period_from"] == "2025-03"
    world.send(e.Answered("period_from", "1990-03"))
    assert not month(world, "period_from").year_before.enabled
    assert month(world, "period_from").year_after.enabled


@pytest.mark.parametrize(
    "value", ["1989-12", "2026-13", "2026-00", "2026-1", "２０２６-01", "", "2026", "abcd-ef"]
)
def test_a_month_that_is_none_is_refused(at: Callable[..., World], printing: Item, value: str) -> None:
    world = at(printing, Page.FORM, form_at=2).send(e.Answered("period_from", value))
    assert "period_from" not in world.state.here.answers


def test_months_to_come_cannot_be_chosen(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.FORM, form_at=2)
    offered = [int(one.id[-2:]) for one in month(world, "period_from").months if one.enabled]
    assert offered == list(range(1, world.wall.month + 1))
    world.send(e.Answered("period_from", f"{world.wall.year - 1}-12"))
    assert all(one.enabled for one in month(world, "period_from").months)
    world.touch("period_from:year_after")
    assert world.state.here.answers["period_from"] == f"{world.wall:%Y-%m}", "no further than this month"


def test_months_to_come_and_a_wrong_order_are_told(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.FORM, form_at=2)
    world.send(e.Answered("period_from", f"{world.wall.year}-12")).touch("period_to:10").touch("next")
    assert world.page is Page.FORM
    assert all(one.problem for one in form(world).questions)
    world.touch("period_from:09").touch("next")
    assert [one.id for one in form(world).questions] == ["purpose"]


# --- keys ---------------------------------------------------------------------------------------


def test_the_first_empty_typed_field_has_the_keys(numbers: World, collecting: Item) -> None:
    assert entry(numbers, "employees").active
    numbers.put_in(field(collecting, "employees")).touch("back").touch("next")
    assert entry(numbers, "capital").active


def test_digits_are_limited_deleted_and_cleared(numbers: World) -> None:
    for _ in range(9):
        numbers.touch("key:9")
    assert entry(numbers, "employees").shown == "999999"
    numbers.touch("key:delete")
    assert numbers.state.here.answers["employees"] == 99_999
    numbers.touch("key:clear")
    assert "employees" not in numbers.state.here.answers


@pytest.mark.parametrize("key", ["a", "D", "C", "", "12", "space", "一"])
def test_a_key_that_the_layout_does_not_have_types_nothing(numbers: World, key: str) -> None:
    numbers.send(e.KeyPressed(key))
    assert not numbers.state.here.typed.get("employees")


def test_money_is_typed_in_yuan_and_kept_in_fen(numbers: World, collecting: Item) -> None:
    capital = field(collecting, "capital")
    numbers.touch("focus:capital").type(capital, "20000.5")
    assert numbers.state.here.answers["capital"] == 2_000_050
    for text, fen in {"": None, ".": None, "1.": 100, "0.01": 1, "1.005": None, "1.2.3": None}.items():
        assert to_answer(capital, text) == fen
    for fen in (1, 100, 2_000_050):
        assert to_answer(capital, to_text(capital, fen)) == fen


# --- pinyin -------------------------------------------------------------------------------------


def test_letters_are_looked_up_and_a_word_uses_up_its_letters(naming: World) -> None:
    naming.silent.add(do.LookUpPinyin)
    for letter in "xinghuac":
        naming.touch(f"key:{letter}")
    naming.send(e.CandidatesFound("xinghuac", (("杏花", 7), ("星", 4))))
    naming.touch("candidate:0")
    assert entry(naming, "trade_name").shown == "杏花"
    assert entry(naming, "trade_name").composing == "c"
    assert naming.last(do.LookUpPinyin) == do.LookUpPinyin("c")
    naming.send(e.CandidatesFound("c", (("春", 1),))).touch("candidate:0")
    assert naming.state.here.answers["trade_name"] == "杏花春"
    assert not naming.state.here.composing


def test_candidates_for_letters_that_have_changed_are_not_offered(naming: World) -> None:
    naming.silent.add(do.LookUpPinyin)
    naming.touch("key:x").touch("key:i").send(e.CandidatesFound("x", (("小", 1),)))
    assert naming.state.here.candidates == ()
    naming.send(e.PickCandidate("小", 1))
    assert "trade_name" not in naming.state.here.answers


def test_a_word_far_behind_is_turned_to(naming: World) -> None:
    words = tuple((word, 3) for word in "是时事室视市世石实式使始")
    naming.silent.add(do.LookUpPinyin)
    for letter in "shi":
        naming.touch(f"key:{letter}")
    naming.send(e.CandidatesFound("shi", words))
    assert naming.labels("candidate:") == list("是时事室视市")
    naming.touch("words_on")
    assert naming.labels("candidate:") == list("世石实式使始")
    naming.send(e.TurnWords(1)).send(e.TurnWords(7)).send(
        e.TurnWords(-9)
    )  # behind the last, before the first
    naming.touch("candidate:3")
    assert naming.state.here.answers["trade_name"] == "式"


def test_the_same_words_again_turn_nothing_back(naming: World) -> None:
    words = tuple((word, 1) for word in "是时事室视市世")
    naming.silent.add(do.LookUpPinyin)
    naming.touch("key:s").send(e.CandidatesFound("s", words)).touch("words_on")
    naming.send(e.CandidatesFound("s", words))
    assert naming.labels("candidate:") == ["世"]


def test_other_letters_show_their_likeliest_words(naming: World) -> None:
    naming.silent.add(do.LookUpPinyin)
    naming.touch("key:s").send(e.CandidatesFound("s", tuple((word, 1) for word in "是时事室视市世")))
    naming.touch("words_on").touch("key:h").send(e.CandidatesFound("sh", tuple((word, 2) for word in "上说")))
    assert naming.labels("candidate:") == ["上", "说"]
    assert not naming.labels("words_")


def test_delete_takes_letters_first_and_then_words(naming: World) -> None:
    naming.vocabulary = "杏"
    naming.touch("key:x").touch("candidate:0").touch("key:y").touch("key:delete")
    assert entry(naming, "trade_name").shown == "杏"
    assert naming.state.here.candidates == ()
    naming.touch("key:delete")
    assert entry(naming, "trade_name").shown == ""


def test_another_field_and_another_page_forget_the_letters(naming: World) -> None:
    naming.touch("key:x").touch("focus:trade_name")
    assert not naming.state.here.composing
    naming.touch("key:x").touch("back").touch("next")
    assert not naming.state.here.composing


def test_a_text_has_room_for_no_more_than_its_field(naming: World) -> None:
    naming.vocabulary = "杏花春杏花春"
    for _ in range(3):
        naming.touch("key:x").touch("candidate:0")
    assert len(naming.state.here.typed["trade_name"]) == 10


def test_every_example_of_the_shelf_can_be_typed_with_the_keys_there_are(
    at: Callable[..., World], collecting: Item
) -> None:
    """The hint asks for names with 、 between them, so there must be such a key."""
    world = at(collecting, Page.FORM, form_at=2).touch("composition:family").touch("next")
    world.vocabulary = "王小满"
    world.touch("key:w").touch("candidate:0").touch("key:、")
    world.vocabulary = "王立夏"
    world.touch("key:w").touch("candidate:0").touch("next")
    assert world.state.here.answers["family_names"] == "王小满、王立夏"
    assert "place_area" in {one.id for one in form(world).questions}


# --- materials ----------------------------------------------------------------------------------


def test_promises_are_asked_unticked_and_must_be_decided(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.MATERIALS)
    cards = {one.id: one for one in world.view.body.cards}  # type: ignore[union-attr]
    assert not any(option.chosen for one in cards.values() for option in one.options)
    assert cards["place_promise"].promise == collecting.materials[2].promise.zh  # type: ignore[union-attr]
    assert "11月30日" in cards["place_lease"].how, "five working days after a Monday"
    world.touch("next")
    cards = {one.id: one for one in world.view.body.cards}  # type: ignore[union-attr]
    assert world.page is Page.MATERIALS
    assert {name for name, one in cards.items() if one.problem} == {"place_promise", "place_lease"}
    assert (
        world.touch("place_promise:hand_in").touch("place_lease:not_needed").touch("next").page is Page.CHECK
    )


def test_what_was_promised_goes_into_the_case_with_its_version(
    at: Callable[..., World], collecting: Item
) -> None:
    world = at(collecting, Page.RESULT)
    order = world.last(do.AcceptCase)
    assert isinstance(order, do.AcceptCase)
    materials = {one.material_id: one for one in order.facts.materials}
    assert materials["place_promise"].promise_version == "2026-11"
    assert str(materials["place_lease"].deferred_until) == "2026-11-30"
    assert materials["identity"].promise_version is None
