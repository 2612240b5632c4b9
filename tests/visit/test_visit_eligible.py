"""Who may not apply is told as soon as it is decided, in the item's words, and is never left there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from visit_world import INK, RESIDENT, shelf

from visit import effects as do
from visit import events as e
from visit.held.page import Over, Page
from visit.views import BarredBody, Mark, PreviewBody

if TYPE_CHECKING:
    from collections.abc import Callable

    from visit_world import World

    from catalogue.model import Item

CHILD = RESIDENT.model_copy(update={"name": "王小苗", "id_number": "990101201503070012"})


def barred(world: World) -> BarredBody:
    assert world.page is Page.NOT_ELIGIBLE
    body = world.view.body
    assert isinstance(body, BarredBody)
    return body


def records(world: World) -> PreviewBody:
    assert world.page is Page.RECORDS
    body = world.view.body
    assert isinstance(body, PreviewBody)
    return body


def begun_today(world: World) -> World:
    """The first page of the form, with care that began today."""
    since = next(one for one in world.questions() if one.id == "since_day")
    return world.fill().put_in(since, world.wall.date().isoformat())


# --- when it is told ----------------------------------------------------------------------------


def test_a_child_is_told_right_after_the_card_and_nothing_is_asked(world: World, deciding: Item) -> None:
    world.card = CHILD
    world.begin(deciding).walk_to(Page.IDENTIFY).touch("next")
    body = barred(world)
    assert body.reasons == ("满18周岁才能申领。可以请家里的大人来办。",)
    assert not world.ordered(do.AskHub), "who may not apply is not looked up either"


def test_what_is_on_record_decides_before_the_form(world: World, deciding: Item) -> None:
    world.on_record["months_paid"] = 36
    world.begin(deciding).walk_to(Page.IDENTIFY).touch("next")
    assert "36个月" in barred(world).reasons[0]
    assert not barred(world).because, "a record that is not for showing is not shown here either"


def test_an_answer_decides_as_soon_as_its_page_is_left(at: Callable[..., World], deciding: Item) -> None:
    world = begun_today(at(deciding, Page.FORM))
    assert world.page is Page.FORM
    body = barred(world.touch("next"))
    assert body.reasons == ("照护满30天才能申领，请满30天再来。",)
    assert [(row.label, row.value) for row in body.because] == [("开始照护的日期", "2026年11月23日")]


def test_a_day_that_passes_midnight_decides_anew_before_signing(
    at: Callable[..., World], deciding: Item
) -> None:
    world = at(deciding, Page.CHECK)
    world.state = world.state.with_visit(
        answers={**world.state.here.answers, "since_day": "2026-11-20"}, typed={}
    )
    assert "30天" in barred(world.touch("next")).reasons[0]


def test_nothing_is_handed_in_for_somebody_who_may_not(at: Callable[..., World], deciding: Item) -> None:
    world = at(deciding, Page.SIGN).send(e.Drew(INK))
    known = world.state.here.records
    assert known is not None
    late = known.model_copy(update={"facts": {**known.facts, "months_paid": 36}})
    world.state = world.state.with_visit(records=late)
    barred(world.touch("next"))
    assert not world.ordered(do.AcceptCase)


def test_what_is_not_known_bars_nobody(offline: World, deciding: Item) -> None:
    offline.on_record["months_paid"] = 36
    offline.begin(deciding).walk_to(Page.SIGN)
    assert not offline.ordered(do.AskHub)


# --- the way on ---------------------------------------------------------------------------------


def test_the_page_has_window_help_exit_and_the_way_back(at: Callable[..., World], deciding: Item) -> None:
    world = begun_today(at(deciding, Page.FORM)).touch("next")
    body = barred(world)
    window = deciding.guide.window
    told = {row.value for row in body.window}
    assert {window.name.zh, window.place.zh, window.hours.zh, window.phone} <= told
    assert "呼叫帮办" in body.help
    assert {"help", "exit", "change"} <= set(world.touchable())
    assert world.touch("exit").state.over is Over.ASK_EXIT
    assert world.touch("leave").page is Page.FAREWELL


def test_back_leads_to_the_page_that_decided_and_another_answer_goes_on(
    at: Callable[..., World], deciding: Item
) -> None:
    world = begun_today(at(deciding, Page.FORM)).touch("next").touch("change")
    assert (world.page, world.state.here.form_at) == (Page.FORM, 0)
    assert world.touch("next").page is Page.NOT_ELIGIBLE, "the same answer is no way round it"
    world.touch("change").fill().touch("next")
    assert (world.page, world.state.here.form_at) == (Page.FORM, 1)


def test_the_answer_itself_can_be_gone_to_and_leads_back_to_the_check(
    at: Callable[..., World], deciding: Item
) -> None:
    world = at(deciding, Page.CHECK)
    world.state = world.state.with_visit(
        answers={**world.state.here.answers, "since_day": "2026-11-20"}, typed={}
    )
    world.touch("next").touch("change:since_day")
    assert (world.page, world.state.here.form_at) == (Page.FORM, 0)
    assert world.fill().touch("next").page is Page.CHECK


def test_another_card_begins_anew(world: World, deciding: Item) -> None:
    world.card = CHILD
    world.begin(deciding).walk_to(Page.IDENTIFY).touch("next").touch("change")
    assert world.page is Page.IDENTIFY
    world.card = RESIDENT
    assert world.touch("other_card").touch("next").page is Page.RECORDS


def test_when_it_no_longer_holds_the_page_says_so(at: Callable[..., World], deciding: Item) -> None:
    world = begun_today(at(deciding, Page.FORM)).touch("next")
    world.state = replace(world.state, wall=world.wall.replace(year=world.wall.year + 1))
    assert "上一步" in barred(world).reasons[0]


# --- what departments have on record ------------------------------------------------------------


def test_records_are_shown_masked_with_source_and_date(at: Callable[..., World], deciding: Item) -> None:
    body = records(at(deciding, Page.RECORDS))
    assert [(row.label, row.value) for row in body.rows] == [
        ("户口所在地", "云溪市清河县柳林镇"),
        ("原来的银行卡", "**** **** **** 0009"),
    ]
    assert body.rows[0].note == "来自公安部门  2026年11月23日"
    assert all(row.change is None for row in body.rows), "read-only: it is corrected where it is kept"


def test_records_are_asked_for_once(at: Callable[..., World], deciding: Item) -> None:
    world = at(deciding, Page.FORM).touch("back")
    assert len(records(world).rows) == 2
    world.touch("next").touch("back").touch("back")
    assert world.page is Page.IDENTIFY
    assert len(world.ordered(do.AskHub)) == 1


def test_a_department_that_does_not_answer_keeps_nobody(world: World, deciding: Item) -> None:
    world.silent.add(do.AskHub)
    world.begin(deciding).walk_to(Page.IDENTIFY).touch("next")
    assert records(world).mark is Mark.WAITING
    assert world.send(e.GoNext()).page is Page.RECORDS, "not past the question before its time"
    world.wait(world.state.machine.delays.records_s)
    assert records(world).mark is Mark.WARNING
    assert world.touch("next").page is Page.FORM
    world.send(e.QueryAnswered(world.found()))
    assert world.state.here.records is None, "an answer that comes too late changes nothing"


def test_a_failed_question_can_be_asked_again(world: World, deciding: Item) -> None:
    world.instead[do.AskHub] = lambda _: (e.QueryFailed("hub_error", "nobody"),)
    world.begin(deciding).walk_to(Page.IDENTIFY).touch("next")
    world.instead.clear()
    assert records(world.touch("again")).mark is Mark.DONE


def test_with_nothing_to_show_the_way_goes_on_by_itself(world: World, deciding: Item) -> None:
    nothing = deciding.model_copy(
        update={"facts": tuple(one.model_copy(update={"shown": False}) for one in deciding.facts)}
    )
    world.state = replace(world.state, machine=replace(world.state.machine, catalogue=shelf((nothing,))))
    world.begin(nothing).walk_to(Page.IDENTIFY).touch("next")
    assert world.page is Page.FORM
    assert world.touch("back").page is Page.IDENTIFY


def test_news_does_not_pull_away_the_question_whether_somebody_is_there(world: World, deciding: Item) -> None:
    world.on_record["months_paid"] = 36
    world.silent.add(do.AskHub)
    world.begin(deciding).walk_to(Page.IDENTIFY).touch("next").touch("exit")
    world.send(e.QueryAnswered(world.found()))
    assert (world.page, world.state.over) == (Page.RECORDS, Over.ASK_EXIT)
    assert world.touch("keep_going").touch("next").page is Page.NOT_ELIGIBLE


def test_of_another_card_nothing_stays_on_record(at: Callable[..., World], deciding: Item) -> None:
    world = at(deciding, Page.RECORDS).touch("back").touch("other_card")
    assert world.state.here.records is None


@pytest.mark.parametrize("value", ["thirty-six", True, ("36",)])
def test_a_record_of_another_kind_decides_nothing(world: World, deciding: Item, value: object) -> None:
    world.on_record["months_paid"] = value  # type: ignore[assignment]
    world.begin(deciding).walk_to(Page.FORM)
