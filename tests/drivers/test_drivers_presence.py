"""Presence: somebody is believed at once, an empty place later, and a radar's stream bears noise."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from drivers_benches import BOUND_S
from hypothesis import given, settings
from hypothesis import strategies as st
from small_devices import SmallBench, small_on

from drivers.device import DeviceState
from drivers.presence import Proximity
from drivers.presence.ld2410_report import LONGEST, Report, ReportReader
from drivers.presence.watch import Patience
from drivers.simulators.presence.radar import report
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEVER = threading.Event()
HERE, NOBODY = Proximity.PRESENT, Proximity.NOT_PRESENT


@pytest.fixture(params=["presence.contact", "presence.ld2410"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallBench]:
    with small_on(request.param, tmp_path) as bench:
        yield bench


def test_somebody_comes_and_goes(bench: SmallBench) -> None:
    device = bench.opened()
    assert device.proximity() == Ok(NOBODY)
    assert device.wait_for_change(NOBODY, NEVER, 0.1).code == "timeout"
    bench.do("person-comes")
    assert device.wait_for_change(NOBODY, NEVER, BOUND_S) == Ok(HERE)
    bench.do("person-leaves")
    assert device.wait_for_change(HERE, NEVER, BOUND_S) == Ok(NOBODY)
    cancel = threading.Event()
    cancel.set()
    assert device.wait_for_change(NOBODY, cancel).code == "cancelled"


def test_who_is_far_away_is_not_there(bench: SmallBench) -> None:
    device = bench.opened()
    bench.do("person-comes", "300")
    assert device.wait_for_change(NOBODY, NEVER, 0.4).code == "timeout"


@pytest.mark.parametrize("bench", ["presence.ld2410"], indirect=True)
def test_a_radar_that_falls_silent_talks_noise_or_goes(bench: SmallBench) -> None:
    device = bench.opened(answer_timeout_s=0.5)
    bench.stand.faults.garbage_reply()
    assert device.poll().state is DeviceState.ONLINE
    bench.stand.faults.go_awol()
    while (status := device.poll()).state is DeviceState.ONLINE:
        """A report may have been on its way."""
    assert status.code == "no_answer"
    bench.unplug()
    assert device.proximity().code == "disconnected"


@pytest.mark.parametrize(
    ("stream", "nobody"),
    [
        (report(0), True),
        (report(0) * 10, True),
        (b"", False),
        (report(0) * 9 + report(75), False),
        (report(75) + report(0), False),
        (report(0)[:-1], False),
        (report(0) + report(0)[:5], False),
        (report(0)[1:], False),
    ],
)
def test_what_need_not_be_looked_at(stream: bytes, nobody: bool) -> None:
    reader = ReportReader()
    assert reader.nobody(stream) is nobody
    assert not nobody or {one.state for one in reader.feed(stream)} == {0}
    reader.feed(report(0)[:5])
    assert not reader.nobody(report(0)), "its beginning came before"


def test_patience() -> None:
    patience = Patience(arrive_s=0.5, leave_s=5)
    seen = [
        (False, 0, NOBODY), (True, 1, NOBODY), (False, 1.4, NOBODY), (True, 2, NOBODY), (True, 2.5, HERE),
        (False, 3, HERE), (False, 7.9, HERE), (True, 7.95, HERE), (False, 8, HERE), (False, 13, NOBODY),
    ]  # fmt: skip
    for somebody, at, told in seen:
        assert patience.feed(somebody=somebody, at=at) is told, at


def test_a_report_says_who_is_nearest() -> None:
    assert ReportReader().feed(report(75)) == [Report(3, 75, 75)]
    assert Report(1, 80, 20).distance_cm == 80
    assert Report(2, 80, 20).distance_cm == 20
    assert Report(0, 80, 20).distance_cm == 0


@settings(max_examples=150, deadline=None)
@given(noise=st.binary(max_size=60), cuts=st.lists(st.integers(1, 20), max_size=12), far=st.integers(1, 600))
def test_reports_are_found_in_any_stream(noise: bytes, cuts: list[int], far: int) -> None:
    """However it is cut, and whatever came before: what looks like the beginning of a long report may swallow
    some, and never more than a longest report's worth."""
    stream = noise + report(far) * (2 + (LONGEST + 10) // len(report(far)))
    reader, found = ReportReader(), []
    for cut in cuts:
        found += reader.feed(stream[:cut])
        stream = stream[cut:]
    found += reader.feed(stream)
    assert Report(3, far, far) in found


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 22), st.integers(1, 255))
def test_a_damaged_report_is_none_or_tells_only_other_figures(at: int, flip: int) -> None:
    frame = bytearray(report(200))
    frame[at] ^= flip
    found = ReportReader().feed(bytes(frame))
    framing = at < 8 or at >= len(frame) - 6
    assert not found or not framing or at in {6, len(frame) - 5}
