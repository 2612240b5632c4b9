"""Is somebody still there; leaving; and no wait without an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visit_invariants import leaks
from visit_world import PICTURE

from visit import effects as do
from visit import events as e
from visit.handlers.presence import next_deadline
from visit.held.page import Over, Page
from visit.views import QuestionOverlay

if TYPE_CHECKING:
    from collections.abc import Callable

    from visit_world import World

    from catalogue.model import Item


def question(world: World) -> QuestionOverlay:
    over = world.view.overlay
    assert isinstance(over, QuestionOverlay)
    return over


# --- still there? -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "seconds"),
    [(Page.FORM, 90), (Page.SIGN, 90), (Page.GUIDE, 180), (Page.CHECK, 180), (Page.RESULT, 180)],
)
def test_the_question_comes_after_a_while_and_later_where_people_read(
    at: Callable[..., World], collecting: Item, page: Page, seconds: float
) -> None:
    world = at(collecting, page).wait(seconds - 0.1)
    assert world.state.over is Over.NOTHING
    assert world.wait(0.1).state.over is Over.STILL_THERE


def test_every_touch_puts_the_question_off(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.FORM).wait(80).send(e.Touched()).wait(80)
    assert world.state.over is Over.NOTHING
    world.send(e.LineChanged(up=False)).wait(10)
    assert world.state.over is Over.STILL_THERE, "news is not a touch"


def test_twenty_seconds_are_counted_down_one_by_one(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.FORM).wait(90)
    assert question(world).seconds_left == 20
    shown = []
    while world.state.over is Over.STILL_THERE:
        shown.append(question(world).seconds_left)
        assert world.to_deadline() <= 1.0
    assert shown == list(range(20, 0, -1))
    assert world.page is Page.FAREWELL
    assert not leaks(world.state)


def test_going_on_keeps_everything(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.FORM).touch("has_trade_name:yes").wait(90).wait(19.9).touch("keep_going")
    assert world.page is Page.FORM
    assert world.state.here.answers == {"has_trade_name": True}
    assert next_deadline(world.state) == pytest.approx(world.at + 90)


def test_leaving_from_the_question_is_at_once(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.FORM).wait(90).touch("leave")
    assert world.page is Page.FAREWELL
    assert {do.Wipe, do.ReleaseDevices, do.StopReading} <= {type(one) for one in world.effects}


def test_a_touch_elsewhere_does_not_answer_the_question(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.FORM).wait(90).wait(15).send(e.GoNext(), e.Touched()).wait(5)
    assert world.page is Page.FAREWELL
    assert do.Note("late_touch", "GoNext on form/still_there") in world.effects


def test_a_turn_that_comes_early_changes_nothing_but_the_clock(
    at: Callable[..., World], collecting: Item
) -> None:
    from dataclasses import replace

    world = at(collecting, Page.CHECK)
    before = world.state
    after = world.wait(1).state
    assert replace(after, at=before.at, wall=before.wall) == before


# --- leaving ------------------------------------------------------------------------------------


def test_leaving_asks_only_when_something_would_be_lost(world: World, collecting: Item) -> None:
    world.begin(collecting).touch("next")
    assert world.touch("exit").page is Page.FAREWELL


def test_what_was_filled_in_is_not_lost_by_one_touch(at: Callable[..., World], collecting: Item) -> None:
    world = at(collecting, Page.CHECK).touch("exit")
    assert (world.page, world.state.over) == (Page.CHECK, Over.ASK_EXIT)
    world.touch("keep_going")
    assert (world.page, world.state.over) == (Page.CHECK, Over.NOTHING)
    assert world.touch("exit").touch("leave").page is Page.FAREWELL
    assert not world.ordered(do.AcceptCase)


def test_a_case_on_its_way_to_the_disk_is_not_left(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.SIGN)
    world.silent.add(do.AcceptCase)
    world.past_page().send(e.AskExit(), e.GoBack(), e.ConfirmExit())
    assert world.page is Page.SUBMITTING


def test_after_the_result_leaving_loses_nothing_and_is_not_asked(
    at: Callable[..., World], collecting: Item
) -> None:
    assert at(collecting, Page.RESULT).touch("exit").page is Page.FAREWELL


def test_news_for_a_visit_that_is_over_enters_no_other(at: Callable[..., World], printing: Item) -> None:
    world = at(printing, Page.RESULT)
    key = world.state.here.key
    assert key is not None
    late = (
        e.CaseAnswered(world.answer_to(key)),
        e.DocumentRendered("doc-1", PICTURE),
        e.Printed(f"{key}/1"),
        e.PrintFailed(f"{key}/1", "paper_out", "site_keeper"),
        e.CaseAccepted(key, "QH01-000001", world.wall),
        e.CaseSetAside(key, "unknown_item"),
        e.QueryAnswered(world.found()),
        e.CandidatesFound("x", (("杏花春", 1),)),
    )
    world.touch("exit").past_deadlines(lambda s: s.page is Page.ATTRACT)
    for event in late:
        world.one(event)
        assert world.state.visit is None
        assert not leaks(world.state)
    world.begin(printing).walk_to(Page.FORM)
    before = world.state.visit
    for event in late:
        world.one(event)
    assert world.state.visit == before


def test_the_start_page_is_chinese_again_when_whoever_changed_it_went_away(world: World) -> None:
    assert world.send(e.SetLanguage("en")).wait(60).state.language == "en"
    assert world.wait(60).state.language == "zh"
