"""The speaker: a program is fed through a pipe, killed when it does not end, and missed when it is not there."""

from __future__ import annotations

import io
import sys
import threading
import time
import wave
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from drivers_benches import BOUND_S
from small_devices import SmallBench, small_on, tone

from drivers.device import DeviceState
from drivers.speaker.sound import scaled, silence
from outcome import Action, Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Iterator

NEVER = threading.Event()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[SmallBench]:
    with small_on("speaker.player_program", tmp_path) as bench:
        yield bench


def test_a_sound_is_heard_whole_and_as_loud_as_it_should_be(bench: SmallBench) -> None:
    device = bench.opened(volume_percent=100)
    long = tone(20)  # more than a pipe holds at once
    assert device.play_sound(long, NEVER, BOUND_S) == Ok(None)
    assert device.set_volume(25) == Ok(None)
    assert device.play_sound(tone(), NEVER, BOUND_S) == Ok(None)
    device.release()
    assert device.play_sound(tone(), NEVER, BOUND_S) == Ok(None)
    heard = bench.stand.speaker.heard
    assert [(one.seconds, one.peak) for one in heard] == [(20, 20000), (0.5, 5000), (0.5, 20000)]


def test_what_is_for_the_earphones_is_heard_there_alone(bench: SmallBench) -> None:
    device = bench.opened()
    assert device.play_sound(tone(0.3), NEVER, BOUND_S, earphones=True) == Ok(None)
    assert [one.seconds for one in bench.stand.earphones.heard] == [0.3]
    assert bench.stand.speaker.heard == []


def test_without_a_socket_nothing_is_played_instead(bench: SmallBench) -> None:
    device = bench.opened(earphones=[])
    assert device.play_sound(tone(), NEVER, BOUND_S, earphones=True).code == "no_earphones"
    assert bench.stand.speaker.heard == []


def test_it_is_killed_at_the_deadline_with_all_that_it_started(bench: SmallBench, tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    script = f"sleep 600 & echo $! > {pids}.new; mv {pids}.new {pids}; wait"
    device = bench.make(program="/bin/sh", arguments=["-c", script], probe_timeout_s=0.5)
    assert device.open().code == "no_sound"
    grandchild = int(pids.read_text())
    until = time.monotonic() + BOUND_S
    while _runs(grandchild):
        assert time.monotonic() < until
    status = device.poll()
    assert (status.state, status.code) == (DeviceState.HARDWARE_ERROR, "no_sound")


def _runs(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}


def test_a_cancel_falls_silent_at_once_also_when_the_pipe_is_full(bench: SmallBench) -> None:
    device = bench.opened()
    device._options = type(device._options)(program="/bin/sleep", arguments=("600",))
    cancel = threading.Event()
    threading.Timer(0.1, cancel.set).start()
    begun = time.monotonic()
    assert device.play_sound(tone(30), cancel, 600).code == "cancelled"
    assert time.monotonic() - begun < BOUND_S
    assert device.poll().state is DeviceState.ONLINE  # a cancel is no fault


def test_closing_from_another_thread_ends_what_hangs(bench: SmallBench) -> None:
    device = bench.opened()
    bench.stand.faults.go_awol()
    threading.Timer(0.2, device.close).start()
    assert isinstance(device.play_sound(tone(), NEVER, 600), Failure)
    assert device.poll().code == "not_open"


def test_a_missing_program_is_told(bench: SmallBench) -> None:
    outcome = bench.make(program="no-such-player").open()
    assert (outcome.code, outcome.action) == ("player_missing", Action.ENGINEER)
    device = bench.opened()
    bench.unplug()
    status = device.poll()
    assert (status.state, status.code) == (DeviceState.OFFLINE, "player_missing")
    assert device.play_sound(tone(), NEVER).code == "player_missing"


def test_no_sound_device_is_told_until_one_is_there(bench: SmallBench) -> None:
    device = bench.opened()
    bench.stand.faults.fail_next("no_sound")
    outcome = device.play_sound(tone(), NEVER, BOUND_S)
    assert (outcome.code, outcome.action) == ("no_sound", Action.SITE_KEEPER)
    assert device.poll().code == "no_sound"
    assert device.play_sound(tone(), NEVER, BOUND_S) == Ok(None)
    assert device.poll().state is DeviceState.ONLINE


def test_a_program_that_does_not_listen(bench: SmallBench) -> None:
    device = bench.make(program=sys.executable, arguments=["-I", "-S", "-c", "raise SystemExit(3)"])
    assert device.open().code == "no_sound"


@pytest.mark.parametrize("wav", [b"", b"RIFF", b"RIFF\0\0\0\0WAVE", tone()[:30], tone()[:40]])
def test_what_is_no_sound_is_told_before_a_program_starts(bench: SmallBench, wav: bytes) -> None:
    device = bench.opened()
    assert device.play_sound(wav, NEVER).code == "sound_unreadable"
    assert device.poll().state is DeviceState.ONLINE


def test_loudness() -> None:
    softer = scaled(tone(0.01, peak=30000), 50)
    with wave.open(io.BytesIO(softer.value)) as sound:
        assert set(array("h", sound.readframes(9999))) == {15000, -15000}
    assert scaled(silence(0.01), 100) == Ok(silence(0.01))
