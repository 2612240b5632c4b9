"""What the supervisor may expect of every driver, asked of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from drivers_benches import printer_on, reader_on

from drivers.device import DeviceClass, DeviceState, DeviceStatus
from drivers.not_supported import NotSupported
from outcome import Failure, Ok

if TYPE_CHECKING:
    from pathlib import Path

Made = tuple[Callable[[], Any], Callable[[], None]]


@pytest.fixture(params=["sam_serial pty", "sam_serial tcp", "escpos pty", "escpos tcp", "not_supported"])
def driver(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Made]:
    """How to make the device, and how to pull its plug."""
    name, _, kind = request.param.partition(" ")
    if name == "not_supported":
        yield lambda: NotSupported(DeviceClass.CAMERA), lambda: None
        return
    on = reader_on if name == "sam_serial" else printer_on
    with on(kind, tmp_path) as bench:
        yield bench.make, bench.wire.unplug


def test_making_it_touches_no_hardware(driver: Made) -> None:
    make, unplug = driver
    unplug()
    assert make().capabilities.device_class in DeviceClass


def test_capabilities_are_known_before_it_is_open(driver: Made) -> None:
    make, _ = driver
    capabilities = make().capabilities
    assert capabilities.driver
    assert not capabilities.simulated


def test_life_cycle(driver: Made) -> None:
    make, _ = driver
    device = make()
    assert device.open() == Ok(None)
    assert device.claim() == Ok(None)
    assert device.poll().state in {DeviceState.ONLINE, DeviceState.NOT_SUPPORTED}
    device.release()
    device.close()


def test_close_is_safe_in_any_state(driver: Made) -> None:
    make, unplug = driver
    device = make()
    device.close()
    device.open()
    unplug()
    device.close()
    device.close()


def test_equal_polls_mean_that_nothing_changed(driver: Made) -> None:
    make, _ = driver
    device = make()
    device.open()
    assert device.poll() == device.poll()
    device.close()


def test_trouble_is_returned_with_a_code_and_never_raised(driver: Made) -> None:
    make, unplug = driver
    device = make()
    device.open()
    unplug()
    status = device.poll()
    assert isinstance(status, DeviceStatus)
    assert status.state is DeviceState.NOT_SUPPORTED or (status.code and status.detail)
    reset = device.reset()
    assert isinstance(reset, Failure)
    assert reset.code
    assert reset.detail
    device.close()
    assert device.poll().state in {DeviceState.OFFLINE, DeviceState.NOT_SUPPORTED}


def test_it_can_be_opened_again(driver: Made) -> None:
    make, _ = driver
    device = make()
    for _ in range(3):
        assert device.open() == Ok(None)
        assert device.poll().state in {DeviceState.ONLINE, DeviceState.NOT_SUPPORTED}
        device.close()
