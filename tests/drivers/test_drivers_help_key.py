"""The help key: a press counts once, a bounce does not, and one that sticks is told."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from drivers_benches import BOUND_S
from small_devices import SmallBench, small_on

from drivers.device import DeviceState
from outcome import Action, Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEVER = threading.Event()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[SmallBench]:
    with small_on("help_key.contact", tmp_path) as bench:
        yield bench


def test_a_press_counts_once_however_long_it_is_held(bench: SmallBench) -> None:
    device = bench.opened()
    bench.do("hold-help-key")
    assert device.wait_for_press(NEVER, BOUND_S) == Ok(None)
    assert device.wait_for_press(NEVER, 0.1).code == "timeout"
    bench.do("let-go-help-key")
    assert device.wait_for_press(NEVER, 0.2).code == "timeout"
    bench.do("press-help-key")
    assert device.wait_for_press(NEVER, BOUND_S) == Ok(None)


def test_a_press_that_only_a_poll_saw_is_told_once(bench: SmallBench) -> None:
    device = bench.opened()
    bench.do("hold-help-key")
    assert device.poll().usable
    bench.do("let-go-help-key")
    assert device.poll().usable
    assert device.wait_for_press(NEVER, BOUND_S) == Ok(None)
    assert device.wait_for_press(NEVER, 0.1).code == "timeout"


def test_a_bounce_is_no_press(bench: SmallBench) -> None:
    device = bench.opened(debounce_s=0.3)
    bench.do("hold-help-key")
    letting_go = threading.Timer(0.05, bench.do, ["let-go-help-key"])
    letting_go.start()
    assert device.wait_for_press(NEVER, 0.6).code == "timeout"
    letting_go.join()


def test_a_stuck_key_is_told_and_is_no_call_for_help_at_the_start(bench: SmallBench) -> None:
    bench.do("hold-help-key")
    device = bench.opened(stuck_after_s=0.15)
    outcome = device.wait_for_press(NEVER, BOUND_S)
    assert (outcome.code, outcome.action) == ("key_stuck", Action.SITE_KEEPER)
    status = device.poll()
    assert (status.state, status.code) == (DeviceState.HARDWARE_ERROR, "key_stuck")
    bench.do("let-go-help-key")
    while device.poll().state is not DeviceState.ONLINE:
        assert device.poll().code in {"", "key_stuck"}
    bench.do("press-help-key")
    assert device.wait_for_press(NEVER, BOUND_S) == Ok(None)


def test_a_contact_that_opens_when_pressed(bench: SmallBench) -> None:
    bench.do("hold-help-key")  # closed at rest
    device = bench.opened(active=False)
    bench.do("let-go-help-key")
    assert device.wait_for_press(NEVER, BOUND_S) == Ok(None)


def test_cancelled_and_gone(bench: SmallBench) -> None:
    device = bench.opened()
    cancel = threading.Event()
    cancel.set()
    assert device.wait_for_press(cancel).code == "cancelled"
    bench.unplug()
    assert device.wait_for_press(NEVER, BOUND_S).code == "disconnected"
    assert device.poll().state is DeviceState.OFFLINE


def test_a_serial_server_that_went_silent_is_noticed(bench: SmallBench) -> None:
    port = bench.stand.options()["contact"]["port"]
    device = bench.opened(port=f"{port}?timeout=0.3")
    bench.stand.faults.go_awol()
    assert device.poll().state is DeviceState.OFFLINE
    bench.stand.faults.clear()
    assert device.open() == Ok(None)
