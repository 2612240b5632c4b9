"""What the supervisor may expect of every driver, asked of all of them (and, with `-m hardware`, of a real
device)."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
from drivers_benches import BOUND_S
from drivers_hardware import hardware_row, option
from drivers_rows import COMMANDS, ROWS, row_on

from drivers.device import DeviceClass, DeviceState, DeviceStatus
from drivers.registry import OWN, load
from outcome import Action, Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from drivers_row import Row

WELL = {DeviceState.ONLINE, DeviceState.NOT_SUPPORTED}


@pytest.fixture(
    params=[*ROWS, "camera.not_supported", pytest.param("", marks=pytest.mark.hardware, id="hardware")]
)
def row(request: pytest.FixtureRequest, short_dir: Path) -> Iterator[Row]:
    if not request.param:
        yield hardware_row(request.config)
        return
    with row_on(request.param, short_dir) as row:
        yield row


def test_every_driver_with_a_simulator_stands_in_the_table() -> None:
    assert {name for name in OWN if load(name).wire} | {"barcode_reader.camera"} == set(ROWS)


def test_making_it_touches_no_hardware(row: Row) -> None:
    row.unplug()
    assert row.make().capabilities.device_class in DeviceClass
    row.plug()


def test_capabilities_are_known_before_it_is_open(row: Row) -> None:
    capabilities = row.make().capabilities
    assert f"{capabilities.device_class}.{capabilities.driver}" == row.name
    assert not capabilities.simulated


def test_life_cycle(row: Row) -> None:
    device = row.make()
    assert device.open() == Ok(None)
    assert device.claim() == Ok(None)
    assert device.poll().state in WELL
    device.release()
    device.close()


def test_close_is_safe_in_any_state(row: Row) -> None:
    device = row.make()
    device.close()
    device.open()
    row.unplug()
    device.close()
    device.close()
    row.plug()


def test_equal_polls_mean_that_nothing_changed(row: Row) -> None:
    device = row.make()
    device.open()
    assert device.poll() == device.poll()
    device.close()


def test_trouble_is_returned_with_a_code_and_never_raised(row: Row) -> None:
    device = row.make()
    device.open()
    row.unplug()
    status = device.poll()
    assert isinstance(status, DeviceStatus)
    assert status.state is DeviceState.NOT_SUPPORTED or (status.code and status.detail)
    reset = device.reset()
    assert isinstance(reset, Failure)
    assert reset.code
    assert reset.detail
    device.close()
    assert device.poll().state in {DeviceState.OFFLINE, DeviceState.NOT_SUPPORTED}
    row.plug()


def test_it_can_be_opened_again(row: Row) -> None:
    device = row.make()
    for _ in range(3):
        assert device.open() == Ok(None)
        assert device.poll().state in WELL
        device.close()


def test_it_comes_back_after_its_plug_was_out(row: Row) -> None:
    device = row.make()
    assert device.open() == Ok(None)
    row.unplug()
    device.poll()
    device.close()
    row.plug()
    until = time.monotonic() + BOUND_S
    while device.open() != Ok(None):
        device.close()
        assert time.monotonic() < until
    assert device.poll().state in WELL
    device.close()


def test_its_command_succeeds_or_says_who_must_act(row: Row) -> None:
    device, command = row.make(), COMMANDS.get(row.device_class)
    if command is None or row.make().poll().state is DeviceState.NOT_SUPPORTED:
        pytest.skip("no command")
    row.ready()
    assert device.open() == Ok(None)
    device.claim()
    outcome = command(device, threading.Event())
    assert isinstance(outcome, Ok), outcome
    device.release()
    device.close()


def test_a_command_without_a_device_is_refused_and_not_raised(row: Row) -> None:
    device, command = row.make(), COMMANDS.get(row.device_class)
    if command is None:
        pytest.skip("no command")
    never_open = command(device, threading.Event())
    assert isinstance(never_open, Failure)
    assert never_open.code
    assert never_open.action in Action
    device.close()


def test_a_close_from_outside_ends_what_runs_without_an_exception(row: Row) -> None:
    device, command = row.make(), COMMANDS.get(row.device_class)
    if command is None:
        pytest.skip("no command")
    device.open()
    raised: list[BaseException] = []
    begun = threading.Event()

    def run() -> None:
        begun.set()
        try:
            command(device, threading.Event())
        except Exception as bug:  # noqa: BLE001  what the test is about
            raised.append(bug)

    thread = threading.Thread(target=run)
    thread.start()
    assert begun.wait(BOUND_S)
    device.close()
    thread.join(BOUND_S)
    assert not thread.is_alive()
    assert raised == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("port=/dev/ttyUSB0", "/dev/ttyUSB0"),
        ("baud=9600", 9600),
        ("wake_by_reset=false", False),
        ("a=b=c", "b=c"),
    ],
)
def test_an_option_of_the_command_line_has_the_type_that_config_toml_gives_it(
    text: str, value: object
) -> None:
    assert option(text) == (text.partition("=")[0], value)


def test_an_option_without_a_value_is_refused() -> None:
    with pytest.raises(pytest.UsageError, match="KEY=VALUE"):
        option("port")
