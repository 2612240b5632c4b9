"""取件: typed or laid before the reader, open, shut, done; and a plain way on from everything that goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visit_locker import (
    CODE,
    SCANNED,
    before_the_locker,
    locker_stations,
    opens,
    refuses,
    settles,
    shut,
    typed,
)
from visit_world import World, broken, switched_on

from visit import effects as do
from visit import events as e
from visit.held.page import Page
from visit.held.pickup import BoxFault, BoxStage
from visit.views import ProgressBody

if TYPE_CHECKING:
    from catalogue.model import Item


@pytest.fixture
def here(items: tuple[Item, ...]) -> World:
    return before_the_locker(items)


def words(world: World) -> str:
    body = world.view.body
    assert isinstance(body, ProgressBody)
    return " ".join([body.title, *(f"{one.label} {one.value} {one.note}" for one in body.steps)])


def stage(world: World) -> BoxStage:
    return world.state.here.pickup.stage


def test_a_typed_code_opens_a_box_and_the_shut_door_ends_it(here: World) -> None:
    typed(here)
    assert here.page is Page.BOX
    assert "3号柜已打开，取出后请关门" in words(here)
    assert here.view.lights == {"locker"}
    order = here.last(do.OpenBox)
    assert isinstance(order, do.OpenBox)
    assert order.code == CODE
    shut(here)
    assert stage(here) is BoxStage.DONE
    assert here.view.lights == frozenset()
    assert here.touch("done").page is Page.HOME


@pytest.mark.parametrize("begun", [True, False])
def test_a_code_before_the_reader_does_the_same_also_on_the_first_page(
    items: tuple[Item, ...], begun: bool
) -> None:
    world = before_the_locker(items)
    if not begun:
        world.past_deadlines(lambda state: state.page is Page.ATTRACT)
    world.send(e.CodeScanned(SCANNED))
    assert world.page is Page.BOX
    assert stage(world) is BoxStage.OPEN


def test_with_the_line_down_it_is_the_same(items: tuple[Item, ...]) -> None:
    assert stage(typed(before_the_locker(items, line=False))) is BoxStage.OPEN


def test_a_mistyped_code_is_told_before_anybody_is_asked(here: World) -> None:
    typed(here, CODE[:-1] + str((int(CODE[-1]) + 1) % 10))
    assert here.page is Page.CODE
    assert here.ordered(do.OpenBox) == []


def test_a_terminal_without_a_locker_has_no_button_and_says_so(items: tuple[Item, ...]) -> None:
    world = switched_on(items).start(line=True).touch("begin")
    assert "pick_up" not in world.touchable()
    world.send(e.CodeScanned(SCANNED))
    assert world.page is Page.CODE
    assert world.state.here.code.fault == "code.no_locker"


def test_a_locker_that_is_down_is_told_on_the_first_page(here: World) -> None:
    here.send(e.DeviceChanged(broken("locker", "no_answer")))
    button = here.touchable()["pick_up"]
    assert "用不了" in getattr(button, "note", "")


@pytest.mark.parametrize("fault", [one for one in BoxFault if one is not BoxFault.TIMEOUT])
def test_every_refusal_is_told_and_a_person_can_be_called(here: World, fault: BoxFault) -> None:
    here.instead[do.OpenBox] = refuses(fault, wait_s=300, box=3)
    typed(here)
    assert stage(here) is BoxStage.STOPPED
    assert "柜子没有打开" in words(here)
    assert "help" in here.touchable()
    assert here.touch("back").page is Page.CODE


def test_a_locked_locker_says_for_how_long(here: World) -> None:
    here.instead[do.OpenBox] = refuses("code_locked", wait_s=290)
    assert "5分钟" in words(typed(here))


def test_a_door_that_stuck_is_tried_again_with_the_same_code_under_the_same_job(here: World) -> None:
    here.instead[do.OpenBox] = refuses("box_not_opened", "site_keeper", box=3)
    typed(here)
    here.instead[do.OpenBox] = opens()
    here.touch("again")
    first, second = here.ordered(do.OpenBox)
    assert first == second
    assert stage(here) is BoxStage.OPEN
    assert here.state.here.pickup.code == "", "an open box needs no code any more"


def test_a_spent_code_is_not_offered_again(here: World) -> None:
    here.instead[do.OpenBox] = refuses("code_spent")
    typed(here)
    assert "again" not in here.touchable()
    assert here.state.here.pickup.code == ""


def test_a_silent_locker_is_given_up_and_an_open_door_told_all_the_same(here: World) -> None:
    here.silent.add(do.OpenBox)
    typed(here)
    here.wait(20)
    assert stage(here) is BoxStage.STOPPED
    here.send(*opens()(here.last(do.OpenBox)))
    assert stage(here) is BoxStage.OPEN


def test_a_door_left_open_is_spoken_of_again_and_then_somebody_is_asked_for(here: World) -> None:
    typed(here).wait(29)
    assert "还开着" not in words(here)
    assert "还开着" in words(here.wait(1))
    shut(here)
    assert stage(here) is BoxStage.DONE


def test_somebody_who_goes_away_from_an_open_door_ends_the_visit(here: World) -> None:
    typed(here).past_deadlines(lambda state: state.page is Page.ATTRACT)
    assert here.ordered(do.CancelBox) == []


def test_whoever_leaves_before_the_lock_is_driven_lets_it_be(here: World) -> None:
    here.silent.add(do.OpenBox)
    typed(here).touch("exit")
    assert len(here.ordered(do.CancelBox)) == 1
    assert here.page is Page.FAREWELL


def test_an_empty_box_is_told_once_and_a_person_stands_beside_it(here: World) -> None:
    typed(here).touch("nothing_inside")
    assert "nothing_inside" not in here.touchable()
    here.send(e.NothingInside())
    assert len(here.ordered(do.BoxEmpty)) == 1
    assert "已经记下" in words(here)
    assert here.touch("help").view.overlay is not None


def test_staff_put_something_in_and_say_so(here: World) -> None:
    here.instead[do.OpenBox] = opens("put_in", 5)
    typed(here)
    assert "5号柜已打开，放进去后请关门" in words(here)
    assert "QH0001-20261122-0001" in words(here)
    shut(here).touch("inside")
    order = here.last(do.SettleBox)
    assert isinstance(order, do.SettleBox)
    assert order.inside
    assert "可以来取" in words(here)


def test_staff_who_did_not_put_it_in_say_so_too(here: World) -> None:
    here.instead[do.OpenBox] = opens("put_in", 5)
    shut(typed(here)).touch("not_inside")
    order = here.last(do.SettleBox)
    assert isinstance(order, do.SettleBox)
    assert not order.inside
    assert "放件码还能用" in words(here)


@pytest.mark.parametrize("silent", [True, False])
def test_what_staff_said_is_asked_again_until_it_is_on_disk(here: World, silent: bool) -> None:
    here.instead[do.OpenBox] = opens("put_in", 5)
    shut(typed(here))
    if silent:
        here.silent.add(do.SettleBox)
    here.instead[do.SettleBox] = settles("disk_full")
    here.touch("inside").wait(20)
    assert stage(here) is BoxStage.ASKING
    assert "没有记下来" in words(here)
    here.silent.clear()
    here.instead[do.SettleBox] = settles()
    assert stage(here.touch("inside")) is BoxStage.DONE


def test_news_of_another_box_is_nothing_to_this_one(here: World) -> None:
    typed(here)
    other = here.fresh()
    for news in (
        e.BoxShut(other),
        e.BoxRefused(other, "code_spent", "resident"),
        e.BoxSettled(other),
        e.BoxOpened(other, "pick_up", 4, "", "", ""),
    ):
        here.send(news)
        assert stage(here) is BoxStage.OPEN
    assert here.state.here.pickup.box == 3


def test_the_code_is_nowhere_to_be_read(items: tuple[Item, ...]) -> None:
    for name, world in locker_stations(items):
        assert world.page is Page.BOX, name
        assert CODE not in repr(world.state) + repr(world.view), name
        world.touch("exit")
        assert world.page is Page.FAREWELL, name
