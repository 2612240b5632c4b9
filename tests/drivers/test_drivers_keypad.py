"""The tactile keypad: a key counts once, a slip of the finger does not, and the plug of the earphones is told."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from drivers_benches import BOUND_S
from small_devices import SmallBench, small_on

from drivers.device import DeviceClass, DeviceState
from drivers.keypad import Earphones, Key, Plugged, Pressed
from drivers.keypad.evdev import EvdevKeypad, EvdevOptions
from drivers.registry import factory
from drivers.simulators.keypad.stand import KEYS
from outcome import Action, Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEVER = threading.Event()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[SmallBench]:
    with small_on("keypad.evdev", tmp_path) as bench:
        yield bench


@pytest.mark.parametrize("name", KEYS)
def test_every_key_is_told_by_what_it_is_for(bench: SmallBench, name: str) -> None:
    device = bench.opened()
    bench.do("key", name)
    assert device.next_key(NEVER, BOUND_S) == Ok(Pressed(Key(name)))
    assert device.next_key(NEVER, 0.05).code == "timeout"


def test_there_is_a_key_for_everything(bench: SmallBench) -> None:
    assert {Key(one) for one in KEYS} == set(Key)


def test_a_held_key_counts_once(bench: SmallBench) -> None:
    device = bench.opened()
    bench.do("hold-key", "down")
    assert device.next_key(NEVER, BOUND_S) == Ok(Pressed(Key.DOWN))
    assert device.next_key(NEVER, 0.1).code == "timeout"


def test_keys_between_two_calls_are_told_in_their_order(bench: SmallBench) -> None:
    device = bench.opened()
    for name in ("up", "1", "ok"):
        bench.do("key", name)
    told = [device.next_key(NEVER, BOUND_S) for _ in range(3)]
    assert told == [Ok(Pressed(Key.UP)), Ok(Pressed(Key.D1)), Ok(Pressed(Key.OK))]


def test_nothing_of_a_visit_waits_for_the_next_one(bench: SmallBench) -> None:
    device = bench.opened()
    bench.do("key", "1")
    bench.do("key", "2")
    assert device.next_key(NEVER, BOUND_S) == Ok(Pressed(Key.D1))
    device.release()
    assert device.next_key(NEVER, 0.05).code == "timeout"


def test_a_second_stroke_within_the_double_strike_time_is_a_slip(bench: SmallBench) -> None:
    clock = {"now": 10.0}
    options = EvdevOptions(**bench.stand.options()["evdev"] | {"double_strike_s": 0.5})
    device = EvdevKeypad(options, now=lambda: clock["now"])
    assert device.open() == Ok(None)
    told = []
    for after in (0.0, 0.3, 0.3, 0.6):
        clock["now"] += after
        bench.do("key", "ok")
        told.append(isinstance(device.next_key(NEVER, 0.05), Ok))
    assert told == [True, False, False, True]
    bench.do("key", "up")
    bench.do("key", "ok")
    assert device.next_key(NEVER, BOUND_S) == Ok(Pressed(Key.UP))
    assert device.next_key(NEVER, BOUND_S) == Ok(Pressed(Key.OK))
    device.close()


def test_the_plug_is_told_once_each_way(bench: SmallBench) -> None:
    device = bench.opened()
    assert device.earphones is Earphones.UNKNOWN
    bench.do("earphones-in")
    bench.do("earphones-in")
    bench.do("earphones-out")
    assert device.next_key(NEVER, BOUND_S) == Ok(Plugged(there=True))
    assert device.next_key(NEVER, BOUND_S) == Ok(Plugged(there=False))
    assert device.earphones is Earphones.NOT_PRESENT


def test_a_plug_that_goes_in_while_a_visit_ends_is_told_to_the_next_one(bench: SmallBench) -> None:
    device = bench.opened()
    for verb, name in (("key", "1"), ("key", "2"), ("earphones-in", ""), ("key", "3")):
        bench.do(verb, *filter(None, (name,)))
    assert device.next_key(NEVER, BOUND_S) == Ok(Pressed(Key.D1))  # the rest was read with it
    device.release()
    assert device.next_key(NEVER, BOUND_S) == Ok(Plugged(there=True))
    assert device.next_key(NEVER, 0.05).code == "timeout"


def test_a_pad_that_tells_its_plug_by_keys(bench: SmallBench) -> None:
    device = bench.opened(earphones_in="KEY_F2", earphones_out="KEY_F3", keys={"KEY_F4": "help"})
    for name in ("repeat", "slower", "where"):
        bench.do("key", name)
    told = [device.next_key(NEVER, BOUND_S).value for _ in range(3)]
    assert told == [Plugged(there=True), Pressed(Key.HELP), Plugged(there=False)]


def test_a_key_that_no_keyboard_has_is_refused_with_those_there_are(bench: SmallBench) -> None:
    refused = factory(
        DeviceClass.KEYPAD, {"driver": "evdev", "path": "/dev/null", "keys": {"KEY_HEPL": "help"}}
    )
    assert refused.action is Action.ENGINEER
    assert "KEY_HELP" in refused.detail


def test_a_pad_that_is_pulled_out(bench: SmallBench) -> None:
    device = bench.opened()
    bench.unplug()
    assert device.next_key(NEVER, BOUND_S).code == "disconnected"
    assert device.poll().state is DeviceState.OFFLINE
    device.close()
    assert device.open().code == "no_device"
