"""Real-time status bytes: known ones, every one, and none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.device import Cover, DeviceState, Paper
from drivers.receipt_printer.status import decode, is_status
from outcome import Action

CLEAR = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}
answers = st.dictionaries(st.integers(1, 4), st.none() | st.integers(0, 255))


def test_all_clear() -> None:
    status = decode(CLEAR)
    assert (status.state, status.paper, status.cover) == (DeviceState.ONLINE, Paper.FULL, Cover.CLOSED)
    assert status.usable
    assert not status.code


@pytest.mark.parametrize(
    ("given", "state", "code", "action"),
    [
        ({2: 0x16, 1: 0x1A}, DeviceState.USER_ERROR, "cover_open", Action.SITE_KEEPER),
        ({2: 0x32, 4: 0x72}, DeviceState.USER_ERROR, "paper_out", Action.SITE_KEEPER),
        ({4: 0x7E}, DeviceState.USER_ERROR, "paper_out", Action.SITE_KEEPER),
        ({4: 0x1E}, DeviceState.ONLINE, "paper_low", Action.SITE_KEEPER),
        ({3: 0x1A, 2: 0x52}, DeviceState.HARDWARE_ERROR, "cutter_error", Action.SITE_KEEPER),
        ({3: 0x32, 2: 0x52}, DeviceState.HARDWARE_ERROR, "hardware_error", Action.ENGINEER),
        ({3: 0x52, 2: 0x52}, DeviceState.DEVICE_BUSY, "cooling_down", Action.NOBODY),
        ({3: 0x16, 2: 0x52}, DeviceState.USER_ERROR, "paper_jam", Action.SITE_KEEPER),
        ({1: 0x1A}, DeviceState.USER_ERROR, "off_line", Action.SITE_KEEPER),
    ],
)
def test_documented_bytes(given: dict[int, int], state: DeviceState, code: str, action: Action) -> None:
    status = decode(CLEAR | given)
    assert (status.state, status.code, status.action) == (state, code, action)


def test_paper_under_an_open_cover_is_unknown() -> None:
    assert decode(CLEAR | {2: 0x16, 4: 0x72}).paper is Paper.UNKNOWN


def test_a_printer_without_the_sensor_never_says_full() -> None:
    assert decode(CLEAR, near_end_sensor=False).paper is Paper.UNKNOWN


@given(answers)
def test_paper_is_full_only_on_a_valid_answer_that_says_so(given_answers: dict[int, int | None]) -> None:
    status = decode(given_answers)
    byte = given_answers.get(4)
    if byte is None or not is_status(byte):
        assert status.paper is not Paper.FULL
        assert status.paper is not Paper.LOW
    if not any(byte is not None and is_status(byte) for byte in given_answers.values()):
        assert (status.state, status.code) == (DeviceState.OFFLINE, "no_answer")
        assert not status.usable
