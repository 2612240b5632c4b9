"""Offline is computed from times alone; duties from what was reported."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hub_terminal import NOON, HeldClock, Terminal, submission
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from contract import wire
from contract.fleet import DeviceReport
from hub.fleet.overview import overview
from hub.presence import Presence, presence
from outcome import Action

if TYPE_CHECKING:
    from hub.wiring import Hub

MINUTE = timedelta(minutes=1)
PAPER_OUT = DeviceReport(
    device_class="receipt_printer",
    driver="escpos",
    state="online",
    paper="out",
    cover="closed",
    media="not_supported",
    code="paper_out",
    action="site_keeper",
    detail="",
)


@pytest.mark.parametrize(
    ("silent_min", "up_min", "expected"),
    [
        (None, 60, Presence.NEVER_SEEN),
        (0, 60, Presence.ONLINE),
        (2.5, 60, Presence.ONLINE),
        (2.6, 60, Presence.OFFLINE),
        (2.6, 2.9, Presence.AWAITED),
        (600, 1, Presence.AWAITED),
        (600, 3, Presence.OFFLINE),
    ],
)
def test_presence(silent_min: float | None, up_min: float, expected: Presence) -> None:
    last_seen = None if silent_min is None else NOON - silent_min * MINUTE
    assert presence(NOON, last_seen, NOON - up_min * MINUTE, MINUTE) is expected


@hypothesis_settings(max_examples=200)
@given(silent=st.integers(0, 100_000), up=st.integers(0, 100_000), later=st.integers(0, 100_000))
def test_silence_never_heals(silent: int, up: int, later: int) -> None:
    """Time alone leads from online to offline and never back."""
    order = [Presence.ONLINE, Presence.AWAITED, Presence.OFFLINE]
    seen, since, wait = (
        NOON - timedelta(seconds=silent),
        NOON - timedelta(seconds=up),
        timedelta(seconds=later),
    )
    now = order.index(presence(NOON, seen, since, MINUTE))
    assert order.index(presence(NOON + wait, seen, since, MINUTE)) >= now


def test_overview_follows_the_clock(hub: Hub, terminal: Terminal, clock: HeldClock) -> None:
    (view,) = overview(hub)
    assert view.presence is Presence.NEVER_SEEN
    terminal.post(wire.HEARTBEAT, terminal.heartbeat())
    (view,) = overview(hub)
    assert (view.presence, view.duties) == (Presence.ONLINE, ())
    assert overview(hub, only_act=True) == []
    clock.now += timedelta(minutes=4)
    (view,) = overview(hub, only_act=True)
    assert view.presence is Presence.OFFLINE
    assert [duty.who for duty in view.duties] == [Action.SITE_KEEPER]


def test_device_in_trouble_names_who_must_act(hub: Hub, terminal: Terminal) -> None:
    terminal.post(wire.HEARTBEAT, terminal.heartbeat(PAPER_OUT))
    (view,) = overview(hub, only_act=True)
    assert [(duty.who, duty.en) for duty in view.duties] == [
        (Action.SITE_KEEPER, "Receipt printer: paper_out")
    ]


def test_hole_in_the_sequence_is_reported_once_nothing_is_under_way(hub: Hub, terminal: Terminal) -> None:
    for sequence in (1, 2, 5):
        assert terminal.post(wire.CASES, submission(sequence)).status_code == 200
    busy = terminal.heartbeat().model_copy(update={"waiting_cases": 2})
    terminal.post(wire.HEARTBEAT, busy)
    (view,) = overview(hub)
    assert (view.durable_sequence, view.missing, view.duties) == (2, (3, 4), ())
    terminal.post(wire.HEARTBEAT, terminal.heartbeat())
    (view,) = overview(hub)
    assert "3..4" in view.duties[0].en


def test_records_set_aside_are_a_duty(hub: Hub, terminal: Terminal) -> None:
    terminal.post(wire.HEARTBEAT, terminal.heartbeat().model_copy(update={"aside_cases": 2}))
    (view,) = overview(hub, only_act=True)
    assert [duty.who for duty in view.duties] == [Action.ENGINEER]
    assert view.duties[0].en.startswith("2 records are set aside")


def test_wrong_clock_is_a_duty(hub: Hub, terminal: Terminal) -> None:
    terminal.post(wire.HEARTBEAT, terminal.heartbeat(), signed_at="2001-01-01T00:00:00+00:00")
    (view,) = overview(hub)
    assert [duty.who for duty in view.duties] == [Action.ENGINEER]
    assert view.last_seen == NOON


def test_heartbeat_for_another_terminal_is_refused(terminal: Terminal) -> None:
    other = terminal.heartbeat().model_copy(update={"terminal_id": "QH0002"})
    assert terminal.post(wire.HEARTBEAT, other).json()["code"] == "other_terminal"
