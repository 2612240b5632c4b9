"""The relay board: it switches, says so, and a contact that sticks is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_devices import SmallBench, small_on

from drivers.device import DeviceState
from drivers.relay import lcus_board
from outcome import Action, Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[SmallBench]:
    with small_on("relay.lcus", tmp_path) as bench:
        yield bench


def test_on_and_off(bench: SmallBench) -> None:
    device = bench.opened()
    assert device.set_relay(2, on=True) == Ok(None)
    assert device.relay_states() == Ok((False, True, False, False))
    device.release()
    assert device.relay_states().value[1]
    assert device.reset() == Ok(None)
    assert bench.stand.board.on == [False] * 8


def test_a_contact_that_sticks_and_a_channel_that_is_not_there(bench: SmallBench) -> None:
    device = bench.opened()
    bench.do("relay-stick", "1")
    outcome = device.set_relay(1, on=True)
    assert (outcome.code, outcome.action) == ("relay_stuck", Action.ENGINEER)
    bench.do("relay-free", "1")
    assert device.set_relay(1, on=True) == Ok(None)
    assert device.set_relay(5, on=True).code == "no_such_channel"
    assert device.set_relay(0, on=True).code == "no_such_channel"


def test_a_board_that_cannot_tell(bench: SmallBench) -> None:
    bench.stand.faults.go_awol()
    asking = bench.make()
    assert asking.open().code == "no_answer"
    asking.close()
    device = bench.opened(tells_states=False)
    assert device.poll().state is DeviceState.ONLINE
    assert device.relay_states().code == "not_supported"
    with bench.stand.board.changed:
        assert device.set_relay(4, on=True) == Ok(None)
        assert bench.stand.board.changed.wait_for(lambda: bench.stand.board.on[3], 10)


def test_a_cut_answer_is_none(bench: SmallBench) -> None:
    device = bench.opened()
    bench.stand.faults.fail_next("short")
    assert device.relay_states().code == "no_answer"


def test_the_frames_of_the_field() -> None:
    assert lcus_board.switch(1, on=True) == bytes.fromhex("A0 01 01 A2")
    assert lcus_board.switch(1, on=False) == bytes.fromhex("A0 01 00 A1")


@settings(max_examples=100, deadline=None)
@given(noise=st.binary(max_size=30), on=st.lists(st.booleans(), min_size=1, max_size=8))
def test_states_are_read_behind_noise(noise: bytes, on: list[bool]) -> None:
    lcus_board.states(noise, len(on))
    told = "".join(f"CH{number}: {'ON' if one else 'OFF'} \r\n" for number, one in enumerate(on, 1)).encode()
    assert lcus_board.states(noise + b"\r\n" + told, len(on)) == tuple(on)
    assert lcus_board.states(told[:-7], len(on)) is None
