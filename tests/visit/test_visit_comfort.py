"""长辈版 and the other ways to be served: one tap, nothing lost, gone with the visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from visit import events as e
from visit.held.comfort import USUAL, Wish
from visit.held.device_health import DeviceHealth
from visit.held.night import Night
from visit.held.page import Over, Page
from visit.view import view
from visit.views import ComfortOverlay


def test_elder_mode_is_one_tap_from_the_start_page_and_begins(world):
    world.touch("elder")
    assert world.page is Page.HOME
    assert view(world.state).comfort.elder


def test_a_second_tap_takes_it_back(world):
    world.touch("elder").touch("elder")
    assert world.state.comfort == USUAL
    assert world.page is Page.HOME


@pytest.mark.parametrize("wish", Wish)
def test_nothing_of_it_is_left_for_the_next_one(world, wish):
    world.send(e.SetComfort(wish, on=True)).touch("exit")
    assert world.page is Page.FAREWELL
    assert world.state.comfort.has(wish), "the farewell is still read by the same eyes"
    world.past_deadlines(lambda state: state.page is Page.ATTRACT)
    assert world.state.comfort == USUAL


def test_who_walks_off_the_start_page_leaves_it_as_it_was(world):
    world.touch("comfort")
    assert world.state.over is Over.COMFORT
    world.past_deadlines(lambda state: state.over is Over.NOTHING)
    assert (world.page, world.state.comfort) == (Page.ATTRACT, USUAL)


def test_the_panel_shows_what_is_on_and_changes_it(world):
    world.touch("begin").touch("comfort").touch("wish:contrast")
    panel = view(world.state).overlay
    assert isinstance(panel, ComfortOverlay)
    assert [one.id for one in panel.options if one.chosen] == ["wish:contrast"]
    world.touch("close_comfort")
    assert world.page is Page.HOME
    assert view(world.state).comfort.contrast


@pytest.mark.parametrize("there", [(), ("speaker",), ("voice",), ("speaker", "voice")])
def test_nothing_is_spoken_without_a_voice_and_a_loudspeaker(world, there):
    for name in there:
        world.send(e.DeviceChanged(DeviceHealth(name, usable=True, state="online")))
    panel = view(world.touch("comfort").state).overlay
    assert isinstance(panel, ComfortOverlay)
    assert ("wish:spoken" in {one.id for one in panel.options}) is (len(there) == 2)


@pytest.mark.parametrize(("wish", "times"), [(Wish.ELDER, 2), (Wish.SPOKEN, 3)])
def test_who_reads_slowly_or_listens_has_more_time(world, wish, times):
    idle = world.state.machine.delays.idle_s
    world.touch("begin").send(e.SetComfort(wish, on=True))
    assert world.wait(idle * times - 1).state.over is Over.NOTHING
    assert world.wait(2).state.over is Over.STILL_THERE


def test_a_question_is_answered_before_the_ways_are_chosen(world):
    world.touch("begin").touch("help").send(e.OpenComfort())
    assert world.state.over is Over.HELP


@pytest.mark.parametrize(
    ("span", "hour", "dark"),
    [
        ((21, 6), 23, True),
        ((21, 6), 3, True),
        ((21, 6), 6, False),
        ((21, 6), 12, False),
        ((1, 5), 3, True),
        ((1, 5), 23, False),
    ],
)
def test_night_goes_over_midnight_or_not(span, hour, dark):
    night = Night(time(span[0]), time(span[1]))
    assert night.covers(datetime(2026, 11, 22, hour, tzinfo=UTC)) is dark


def elder_who_is_read_to(world):
    world.state = replace(world.state, machine=replace(world.state.machine, reads=True))
    for name in ("speaker", "voice"):
        world.send(e.DeviceChanged(DeviceHealth(name, usable=True, state="online")))
    return world.touch("elder")


def test_elder_mode_is_read_along_and_silenced_with_one_touch(world):
    elder_who_is_read_to(world)
    assert view(world.state).reads
    world.touch("quiet")
    assert not view(world.state).reads
    assert view(world.touch("comfort").state).overlay.options[-1].chosen
    world.touch("close_comfort").touch("quiet")
    assert view(world.state).reads


def test_who_is_served_spoken_is_not_read_to_as_well(world):
    elder_who_is_read_to(world).send(e.SetComfort(Wish.SPOKEN, on=True))
    shown = view(world.state)
    assert (shown.reads, shown.chrome.quiet) == (False, None)


def test_where_it_would_disturb_nothing_is_read_and_nothing_offered(world):
    elder_who_is_read_to(world)
    world.state = replace(world.state, machine=replace(world.state.machine, reads=False))
    shown = view(world.state)
    assert (shown.reads, shown.chrome.quiet) == (False, None)
    panel = view(world.touch("comfort").state).overlay
    assert "wish:quiet" not in {one.id for one in panel.options}
