"""A device that is well is asked rarely while nobody visits; its line's end, a visit and trouble are noticed at once."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Any

import pytest
from drivers_benches import BOUND_S
from small_devices import SmallBench, small_on

from drivers.bell import Bell, wait_for
from drivers.delays import Delays
from drivers.device import DeviceClass, DeviceState, DeviceStatus, Media, OnALine
from drivers.registry import factory
from drivers.supervisor import Supervisor
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RARELY = 10 * BOUND_S
DELAYS = Delays(
    poll_interval_s=0.02,
    rest_poll_interval_s=0.02,
    quiet_poll_interval_s=RARELY,
    quiet_line_interval_s=RARELY,
    backoff_first_s=0.02,
    backoff_most_s=0.05,
)


class Kept:
    """A supervised device at rest, its polls counted, and what it published."""

    def __init__(self, bench: SmallBench, device_class: DeviceClass, driver: str) -> None:
        self.bench = bench
        table = {"driver": driver, **bench.stand.options()[driver]}
        made = factory(device_class, table)
        assert isinstance(made, Ok)
        self.polls: queue.Queue[DeviceStatus] = queue.Queue()
        self.told: queue.Queue[DeviceStatus] = queue.Queue()
        make = made.value

        def counted() -> Any:
            device = make()
            poll = device.poll

            def noted() -> DeviceStatus:
                status: DeviceStatus = poll()
                self.polls.put(status)
                return status

            device.poll = noted
            return device

        self.supervisor: Supervisor[Any] = Supervisor(
            counted, device_class, lambda _, status: self.told.put(status), DELAYS
        )
        self.supervisor.start()
        self.until(DeviceState.ONLINE)

    def until(self, state: DeviceState) -> None:
        while self.told.get(timeout=BOUND_S).state is not state:
            """It is on its way."""


@pytest.fixture(params=["relay.lcus", "locker.cu48", "ups.nut", "presence.ld2410"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    device_class, _, driver = request.param.partition(".")
    with small_on(request.param, tmp_path) as bench:
        made = Kept(bench, DeviceClass(device_class), driver)
        yield made
        assert made.supervisor.stop(BOUND_S)


def test_a_pulled_plug_is_heard_and_not_asked_for(kept: Kept) -> None:
    kept.bench.unplug()
    kept.until(DeviceState.NO_DEVICE)
    seen = [kept.polls.get_nowait() for _ in range(kept.polls.qsize())]
    assert len(seen) == 2, "the first look, and the one after the line's end"
    kept.bench.plug()
    kept.until(DeviceState.ONLINE)


def test_a_visit_begins_with_a_look(kept: Kept) -> None:
    assert kept.polls.get(timeout=BOUND_S).usable
    kept.supervisor.claim()
    assert kept.polls.get(timeout=BOUND_S).usable
    assert kept.polls.get(timeout=BOUND_S).usable, "and others follow it"


def test_what_is_not_quiet() -> None:
    online = DeviceStatus(DeviceState.ONLINE)
    assert online.quiet
    assert DeviceStatus(DeviceState.ONLINE, media=Media.NOT_PRESENT).quiet
    assert not DeviceStatus(DeviceState.ONLINE, media=Media.PRESENT).quiet
    assert not DeviceStatus(DeviceState.ONLINE, code="paper_low").quiet
    assert not DeviceStatus(DeviceState.OFFLINE, code="no_answer").quiet
    assert not DeviceStatus(DeviceState.UNKNOWN).quiet


def test_a_bell_ends_a_wait_and_can_be_rung_anew() -> None:
    bell = Bell()
    for _ in range(2):
        ringing = threading.Timer(0.01, bell.set)
        ringing.start()
        assert not wait_for(None, bell, BOUND_S), "no line was heard"
        assert bell.is_set()
        ringing.join()
        bell.clear()
        assert not wait_for(None, bell, 0)
        assert not bell.is_set()


def test_drivers_say_what_they_hang_on(kept: Kept) -> None:
    device = kept.supervisor._worker.device
    assert isinstance(device, OnALine)
    assert device.line() is not None
    device.close()
    assert device.line() is None
