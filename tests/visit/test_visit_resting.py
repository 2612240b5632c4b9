"""The page that nobody uses: opening times, notices with their days, two languages, and dark when the room is dark."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from visit_world import CHINA, PRINTER, World, broken, healthy, switched_on

from catalogue.hall_notices import HallNotice, hanging
from catalogue.model import Text
from visit import events as e
from visit.held.comfort import Wish
from visit.held.night import Night
from visit.held.page import Page
from visit.pages.board import parts
from visit.resting import SHIFT_S
from visit.view import view
from visit.views import AttractBody, OutOfServiceBody

if TYPE_CHECKING:
    from catalogue.model import Item

NIGHT = Night(time(21), time(6, 30))
DIM_S = 300.0


def shown(world: World) -> AttractBody:
    body = view(world.state).body
    assert isinstance(body, AttractBody)
    return body


def by_night(items: tuple[Item, ...], hour: int = 23) -> World:
    world = switched_on(items).start()
    machine = replace(world.state.machine, night=NIGHT, dim_s=DIM_S)
    wall = datetime(2026, 11, 23, hour, tzinfo=CHINA)
    world.state = replace(world.state, machine=machine, wall=wall)
    return world


def later(world: World, seconds: float) -> World:
    world.state = replace(world.state, at=world.state.at + seconds)
    return world


def test_both_languages_take_turns_and_the_invitation_stands_in_both(world: World) -> None:
    titles = set()
    for _ in range(2):
        body = shown(world)
        titles.add(body.title)
        assert body.invitation == "点一下屏幕开始"
        assert body.also == "Touch to start"
        world.to_deadline()
    assert titles == {"政务服务自助终端", "Government self-service"}


def test_who_comes_is_greeted_in_the_own_language_of_the_terminal(world: World) -> None:
    world.send(e.DeviceChanged(healthy("presence")))
    while shown(world).title != "Government self-service":
        world.to_deadline()
    world.send(e.PresenceChanged(present=True))
    assert shown(world).title == "政务服务自助终端"


@pytest.mark.parametrize("choose", [e.SetLanguage("en"), e.OpenComfort(), e.CallHelp()])
def test_who_has_chosen_is_not_spoken_to_in_another_language(world: World, choose: e.Event) -> None:
    world.send(choose)
    if isinstance(choose, e.OpenComfort):
        world.state = replace(world.state, comfort=world.state.comfort.with_wish(Wish.ELDER, on=True))
    seen = {shown(later(world, 12.0)).title for _ in range(4)}
    assert len(seen) == 1


def test_it_says_whether_the_outlet_is_open(world: World) -> None:
    own = world.state.machine.around.own
    assert own is not None
    said = shown(world).hours
    assert said
    assert "现在开着" in said or "open now" in said.lower() or "24" in said


def test_a_notice_hangs_from_its_first_day_to_its_last() -> None:
    told = Text(zh="休息", en="Closed")
    some = HallNotice(id="one", title=told, text=told, since=date(2026, 11, 20), until=date(2026, 11, 22))
    here = some.model_copy(update={"id": "two", "outlets": ("hall",), "since": date(2026, 11, 21)})
    assert [one.id for one in hanging((some, here), "hall", date(2026, 11, 22))] == ["two", "one"]
    assert [one.id for one in hanging((some, here), "bank", date(2026, 11, 22))] == ["one"]
    assert not hanging((some, here), "hall", date(2026, 11, 23))
    assert not hanging((some,), "hall", date(2026, 11, 19))


def test_notices_take_their_turn_among_the_lists(world: World) -> None:
    today = world.state.wall
    assert today is not None
    told = Text(zh="窗口休息", en="Counter closed")
    one = HallNotice(id="one", title=told, text=told, since=today.date(), until=today.date())
    shelf = world.state.machine.catalogue
    region = shelf.region.model_copy(update={"notices": (one,)})
    machine = replace(world.state.machine, catalogue=replace(shelf, region=region))
    world.state = replace(world.state, machine=machine)
    rows = [row for _ in range(60) for row in shown(later(world, 12.0)).board.rows]
    assert {"窗口休息", "Counter closed"} <= {row.label for row in rows}


def test_at_night_it_dims_when_nobody_is_there(items: tuple[Item, ...]) -> None:
    world = by_night(items)
    assert view(world.state).night
    assert not view(world.state).dimmed
    assert view(later(world, DIM_S).state).dimmed


def test_by_day_it_does_not_dim(items: tuple[Item, ...]) -> None:
    assert not view(later(by_night(items, hour=12), DIM_S * 10).state).dimmed


def test_who_comes_wakes_it_and_is_welcomed(items: tuple[Item, ...]) -> None:
    world = later(by_night(items), DIM_S)
    wall = world.state.wall
    world.send(e.PresenceChanged(present=True))
    world.state = replace(world.state, wall=wall)
    assert not view(world.state).dimmed
    assert shown(world).subtitle in {
        "您好，想办什么，点一下屏幕就开始。",
        "Welcome. Touch the screen to start.",
    }
    assert not view(later(world, DIM_S * 10).state).dimmed, "they are still there"
    world.send(e.PresenceChanged(present=False))
    world.state = replace(world.state, wall=wall)
    assert not view(world.state).dimmed, "they have only just gone"
    assert view(later(world, DIM_S).state).dimmed


def test_a_touch_wakes_it(items: tuple[Item, ...]) -> None:
    world = later(by_night(items), DIM_S)
    world.at = world.state.at
    world.send(e.Touched())
    world.state = replace(world.state, wall=datetime(2026, 11, 23, 23, tzinfo=CHINA))
    assert not view(world.state).dimmed


def test_no_page_of_a_visit_is_dimmed(items: tuple[Item, ...]) -> None:
    world = by_night(items).touch("begin")
    world.state = replace(world.state, wall=datetime(2026, 11, 23, 23, tzinfo=CHINA))
    assert world.page is Page.HOME
    assert not view(later(world, DIM_S * 10).state).dimmed


def test_the_pages_that_stand_for_hours_move(items: tuple[Item, ...]) -> None:
    world = switched_on(items).start()
    before = shown(world).phase
    assert shown(later(world, SHIFT_S)).phase == before + 1
    world.send(e.LineChanged(up=False), e.DeviceChanged(broken(PRINTER, "paper_out")))
    body = view(world.state).body
    assert isinstance(body, OutOfServiceBody)
    assert view(later(world, SHIFT_S).state).body.phase == body.phase + 1  # type: ignore[union-attr]
    assert timedelta(seconds=SHIFT_S) < timedelta(hours=1)


def turns_of_an_hour(world: World) -> int:
    """How often the terminal wakes by itself."""
    until, turns = world.at + 3600, 0
    while world.at < until:
        world.to_deadline()
        turns += 1
    return turns


def test_with_nobody_there_the_lists_are_turned_over_every_ten_minutes(world: World) -> None:
    """Without an eye for people it must be taken that somebody reads."""
    assert turns_of_an_hour(world) == 300
    world.send(e.DeviceChanged(healthy("presence")))
    assert turns_of_an_hour(world) == 6
    world.send(e.PresenceChanged(present=True))
    assert turns_of_an_hour(world) == 300
    world.send(e.PresenceChanged(present=False))
    assert turns_of_an_hour(world) == 6
    world.send(e.DeviceChanged(broken("presence", "no_answer")))
    assert turns_of_an_hour(world) == 300


def test_with_nobody_there_every_list_is_still_shown(world: World) -> None:
    world.send(e.DeviceChanged(healthy("presence")))
    seen = set()
    for _ in range(60):
        seen.add(shown(world).board)
        world.to_deadline()
    languages = len(world.state.machine.languages)
    assert len(seen) == languages * len(parts(world.state))
