"""Lights on a relay board: the right one, in the right colour, and dark for the next resident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_devices import SmallBench, small_on

from drivers.device import DeviceState
from drivers.lights import Colour, FlashRate, Light
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[SmallBench]:
    with small_on("lights.relay_board", tmp_path) as bench:
        yield bench


def lit(bench: SmallBench) -> list[int]:
    return bench.stand.state()["lit"]


def until(bench: SmallBench, wanted: Callable[[], bool]) -> None:
    with bench.stand.board.changed:
        assert bench.stand.board.changed.wait_for(wanted, 10)


def test_a_light_and_its_colours(bench: SmallBench) -> None:
    device = bench.opened()
    assert device.set_light(Light.CARD_READER, FlashRate.CONTINUOUS) == Ok(None)
    assert device.set_light(Light.SCANNER, FlashRate.CONTINUOUS, Colour.GREEN) == Ok(None)
    until(bench, lambda: lit(bench) == [1, 3])
    assert device.set_light(Light.SCANNER, FlashRate.CONTINUOUS, Colour.RED) == Ok(None)
    until(bench, lambda: lit(bench) == [1, 2])
    assert device.set_light(Light.SCANNER, FlashRate.OFF) == Ok(None)
    until(bench, lambda: lit(bench) == [1])
    device.release()
    until(bench, lambda: lit(bench) == [])


def test_a_light_that_is_not_there(bench: SmallBench) -> None:
    device = bench.opened()
    assert device.set_light(Light.CAMERA, FlashRate.CONTINUOUS).code == "no_such_light"
    assert device.set_light(Light.CARD_READER, FlashRate.CONTINUOUS, Colour.RED).code == "no_such_light"
    assert bench.make(lights={"kitchen": 1}).open().code == "config"
    assert bench.make(lights={"camera.pink": 1}).open().code == "config"


def test_a_mechanical_relay_is_spared(bench: SmallBench) -> None:
    device = bench.opened()
    before = len(bench.stand.board.switched)
    assert device.set_light(Light.CARD_READER, FlashRate.QUICK) == Ok(None)
    until(bench, lambda: bench.stand.board.on[0])
    assert not device._flasher._rates
    assert bench.stand.board.switched[before:] == [(1, True)]


def test_a_solid_state_relay_flashes_until_it_is_told_otherwise(bench: SmallBench) -> None:
    device = bench.opened(solid_state=True)
    switched = bench.stand.board.switched
    before = len(switched)
    assert device.set_light(Light.CARD_READER, FlashRate.QUICK) == Ok(None)
    until(bench, lambda: (1, False) in switched[before:])
    assert device.poll().state is DeviceState.ONLINE
    thread = device._flasher._thread
    device.release()
    thread.join(10)
    assert not thread.is_alive()
    until(bench, lambda: lit(bench) == [])


def test_flashing_ends_with_the_line(bench: SmallBench) -> None:
    device = bench.opened(solid_state=True)
    assert device.set_light(Light.CARD_READER, FlashRate.QUICK) == Ok(None)
    thread = device._flasher._thread
    bench.unplug()
    thread.join(10)
    assert not thread.is_alive()
    assert device.poll().state is DeviceState.OFFLINE
