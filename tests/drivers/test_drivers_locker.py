"""The locker: three families of boards over one set of doors, and parsers that bear noise."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from drivers_benches import BOUND_S
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.device import DeviceClass, DeviceState
from drivers.locker import BoxState
from drivers.locker.bits import summed, xored
from drivers.locker.board_8a import Board8a
from drivers.locker.cu48 import Cu48
from drivers.locker.kerong_cu16 import KerongCu16
from drivers.registry import factory
from drivers.simulators.locker.lock_boards import Board8aBoard, Doors
from drivers.simulators.locker.stand import LockerStand
from drivers.simulators.wires import TcpWire
from outcome import Action, Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FAMILIES = ("board_8a", "cu48", "kerong_cu16")
QUICK = {"pulse_s": 0.1, "answer_timeout_s": 0.15}
NEVER = threading.Event()


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[LockerStand]:
    stand = LockerStand(tmp_path)
    for wire in stand.wires:
        wire.plug()
    yield stand
    for wire in stand.wires:
        wire.unplug()


def made(stand: LockerStand, family: str, **options: Any) -> Any:
    table = {"driver": family, **stand.options()[family], **QUICK, **options}
    return factory(DeviceClass.LOCKER, table).value()


def opened(stand: LockerStand, family: str, **options: Any) -> Any:
    device = made(stand, family, **options)
    assert device.open() == Ok(None)
    return device


@pytest.mark.parametrize("family", FAMILIES)
def test_a_box_opens_and_the_board_says_so(stand: LockerStand, family: str) -> None:
    device = opened(stand, family)
    assert device.box_states() == Ok((BoxState.CLOSED,) * 12)
    assert device.open_box(11, NEVER) == Ok(None)
    assert stand.doors.driven == [11]
    states = device.box_states().value
    assert [box for box, state in enumerate(states, 1) if state is BoxState.OPEN] == [11]
    stand.verbs()["locker-shut"].do("11")
    assert device.box_states().value[10] is BoxState.CLOSED
    device.close()


@pytest.mark.parametrize("family", FAMILIES)
def test_the_other_polarity(stand: LockerStand, family: str) -> None:
    stand.doors.closed_bit = 0
    device = opened(stand, family, closed_bit=0)
    assert device.open_box(2, NEVER) == Ok(None)
    assert device.box_states().value[:3] == (BoxState.CLOSED, BoxState.OPEN, BoxState.CLOSED)
    device.close()


@pytest.mark.parametrize("family", FAMILIES)
def test_a_door_that_sticks_is_not_told_open(stand: LockerStand, family: str) -> None:
    device = opened(stand, family)
    stand.verbs()["locker-jam"].do("3")
    outcome = device.open_box(3, NEVER, BOUND_S)
    assert (outcome.code, outcome.action) == ("box_not_opened", Action.SITE_KEEPER)
    assert stand.doors.driven == [3, 3, 3]
    stand.verbs()["locker-free"].do("3")
    assert device.open_box(3, NEVER) == Ok(None)
    device.close()


def test_a_lock_rests_between_two_drives_and_a_cancel_ends_them(stand: LockerStand) -> None:
    device = opened(stand, "board_8a", pulse_s=3600)
    stand.verbs()["locker-jam"].do("1")
    assert device.open_box(1, NEVER, 0.2).code == "box_not_opened"
    assert device.open_box(2, NEVER, 0.1).code == "box_not_opened"
    assert stand.doors.driven == [1]
    cancel = threading.Event()
    cancel.set()
    assert device.open_box(1, cancel).code == "cancelled"
    device.close()


def test_an_open_door_is_not_driven_and_a_strange_box_not_known(stand: LockerStand) -> None:
    device = opened(stand, "cu48")
    stand.verbs()["locker-force"].do("7")
    assert device.open_box(7, NEVER) == Ok(None)
    assert device.open_box(0, NEVER).code == "no_such_box"
    assert device.open_box(13, NEVER).code == "no_such_box"
    assert stand.doors.driven == []
    device.close()


@pytest.mark.parametrize("family", FAMILIES)
def test_noise_a_lost_byte_and_a_wrong_checksum_are_borne(stand: LockerStand, family: str) -> None:
    device = opened(stand, family)
    stand.doors.noise_before = b"\x02\x80\x00"
    stand.doors.loses_first_byte = 1
    assert device.poll().state is DeviceState.ONLINE
    stand.faults.fail_next("checksum")
    assert device.poll().state is DeviceState.ONLINE
    stand.faults.garbage_reply()
    assert device.poll().state is DeviceState.ONLINE
    stand.faults.fail_repeatedly("checksum")
    assert device.poll().code == "no_answer"
    device.close()


def test_a_silent_board_and_one_too_small(stand: LockerStand) -> None:
    assert made(stand, "kerong_cu16", boxes=17).open().code == "config"
    stand.faults.go_awol()
    device = made(stand, "kerong_cu16")
    assert device.open().code == "no_answer"
    assert isinstance(device.open_box(1, NEVER), Failure)
    stand.faults.clear()
    assert device.open() == Ok(None)
    stand.doors.hang_up()
    assert device.poll().code == "disconnected"
    assert device.open() == Ok(None)
    device.close()


def test_another_board_on_the_line_is_not_answered_for(stand: LockerStand) -> None:
    assert made(stand, "board_8a", address=2).open().code == "no_answer"


def test_over_a_serial_server() -> None:
    doors = Doors()
    wire = TcpWire(0, Board8aBoard(doors, 1).receive)
    wire.plug()
    table = {"driver": "board_8a", "port": f"socket://{wire.address}", **QUICK}
    device: Any = factory(DeviceClass.LOCKER, table).value()
    assert device.open() == Ok(None)
    assert device.open_box(1, NEVER) == Ok(None)
    wire.unplug()
    assert device.poll().state is DeviceState.OFFLINE
    device.close()


def test_the_frames_of_the_field() -> None:
    """As boards' descriptions print them."""
    assert KerongCu16().ask_states(0) == bytes.fromhex("02 00 30 03 35")
    assert KerongCu16().unlock(0, 2) == bytes.fromhex("02 01 31 03 37")
    assert Cu48().ask_states(0) == bytes.fromhex("02 00 00 60 03 65")
    assert Cu48().unlock(0, 1) == bytes.fromhex("02 00 00 61 03 66")
    assert Board8a().unlock(1, 1) == bytes.fromhex("8A 01 01 11 9B")
    assert Board8a().ask_states(1) == bytes.fromhex("80 01 00 33 B2")


WHOLE = {
    "board_8a": (Board8a(), xored(bytes.fromhex("80 01 00 00 08 01 33")), 1, {1, 12}),
    "cu48": (Cu48(), summed(bytes.fromhex("02 00 00 75 06 01 08 00 00 00 00")), 0, {1, 12}),
    "kerong_cu16": (KerongCu16(), summed(bytes.fromhex("02 00 35 01 08 00 00 03")), 0, {1, 12}),
}


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=100, deadline=None)
@given(noise=st.binary(max_size=40), cut=st.integers(0, 11), flip=st.integers(1, 255))
def test_a_parser_finds_its_frame_behind_any_noise_and_no_other(
    family: str, noise: bytes, cut: int, flip: int
) -> None:
    dialect, frame, address, on = WHOLE[family]
    found = dialect.states(noise + frame, address)
    assert found is not None
    assert {lock for lock, bit in enumerate(found, 1) if bit} == on
    at = cut % len(frame)
    assert dialect.states(frame[:at], address) is None
    damaged = frame[:at] + bytes([frame[at] ^ flip]) + frame[at + 1 :]
    other_board_half = family == "kerong_cu16" and at == 1
    assert dialect.states(damaged, address) is None or other_board_half
    dialect.states(noise, address)
