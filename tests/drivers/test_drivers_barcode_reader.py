"""Code scanners at their simulated wires, and the reader that looks through a camera."""

from __future__ import annotations

import errno
import os
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from drivers_benches import BOUND_S

from drivers import input_device
from drivers.barcode_reader import Barcode
from drivers.barcode_reader.camera_reader import CameraReader, CameraReaderOptions
from drivers.barcode_reader.hid import HidOptions, HidScanner
from drivers.barcode_reader.serial_scanner import SerialOptions, SerialScanner
from drivers.camera import sources
from drivers.camera.mjpeg import DRIVER as MJPEG
from drivers.device import DeviceState
from drivers.simulators.barcode_reader.key_fifo import key, keys_of
from drivers.simulators.barcode_reader.stand import BarcodeReaderStand
from drivers.simulators.camera.stand import CameraStand
from outcome import Action, Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CODE = "YX99A001-000123"


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[BarcodeReaderStand]:
    stand = BarcodeReaderStand(tmp_path)
    for wire in stand.wires:
        wire.plug()
    yield stand
    stand.close()
    for wire in stand.wires:
        wire.unplug()


@pytest.fixture
def scanner(stand: BarcodeReaderStand) -> Iterator[Callable[..., SerialScanner]]:
    made: list[SerialScanner] = []

    def make(**options: Any) -> SerialScanner:
        quick = {"answer_timeout_s": 0.2, "idle_s": 0.05} | options
        device = SerialScanner(SerialOptions(port=stand.options()["serial"]["port"], **quick))
        made.append(device)
        return device

    yield make
    for device in made:
        device.close()


@pytest.fixture
def wedge(stand: BarcodeReaderStand) -> Iterator[HidScanner]:
    device = HidScanner(HidOptions(**stand.options()["hid"], idle_s=0.05))
    assert device.open() == Ok(None)
    yield device
    device.close()


class Reading:
    """A read that goes on while the test moves the simulator's hands."""

    def __init__(self, device: Any, deadline_s: float = BOUND_S) -> None:
        self.cancel = threading.Event()
        self._outcome: Any = None
        self._thread = threading.Thread(target=self._run, args=(device, deadline_s))
        self._thread.start()

    def _run(self, device: Any, deadline_s: float) -> None:
        self._outcome = device.read(self.cancel, deadline_s)

    def outcome(self) -> Any:
        self._thread.join(BOUND_S)
        assert not self._thread.is_alive()
        return self._outcome


def until(wanted: Callable[[], bool]) -> None:
    """Spins; bounded."""
    end = time.monotonic() + BOUND_S
    while not wanted():
        assert time.monotonic() < end
        os.sched_yield()


# --- on a serial line ---------------------------------------------------------------------------


@pytest.mark.parametrize("family", ["gm65", "syn_t", "t_p"])
@pytest.mark.parametrize(
    ("terminator", "suffix"), [("auto", b"\r\n"), ("auto", b""), ("cr", b"\r"), ("crlf", b"\r\n")]
)
def test_it_lights_up_reads_and_goes_dark(
    stand: BarcodeReaderStand, scanner: Any, family: Any, terminator: str, suffix: bytes
) -> None:
    stand.scanner.family, stand.scanner.suffix = family, suffix
    device = scanner(family=family, terminator=terminator)
    assert device.open() == Ok(None)
    reading = Reading(device)
    assert stand.scanner.lit.wait(BOUND_S)
    assert stand.scanner.scan(CODE.encode())
    assert reading.outcome() == Ok(Barcode("", CODE.encode()))
    assert not stand.scanner.lit.is_set()
    reading = Reading(device)
    assert stand.scanner.lit.wait(BOUND_S)
    reading.cancel.set()
    assert reading.outcome().code == "cancelled"
    until(lambda: not stand.scanner.lit.is_set())
    assert device.poll().state is DeviceState.ONLINE


def test_a_code_with_chinese_keeps_its_bytes(stand: BarcodeReaderStand, scanner: Any) -> None:
    device = scanner()
    device.open()
    reading = Reading(device)
    stand.scanner.lit.wait(BOUND_S)
    stand.scanner.scan("办件 990001\n云溪市".encode("gb18030"))
    code = reading.outcome().value
    assert (code.text, code.charset) == ("办件 990001\n云溪市", "gb18030")


def test_codes_that_came_while_nobody_asked_are_dropped(stand: BarcodeReaderStand, scanner: Any) -> None:
    device = scanner()
    device.open()
    stand.scanner.say(b"the-visit-before")
    assert device.claim() == Ok(None)
    stand.scanner.say(b"between-two-reads")
    assert device.read(threading.Event(), 0.3).code == "timeout"
    stand.scanner.say(b"after-the-read")
    reading = Reading(device)
    stand.scanner.lit.wait(BOUND_S)
    stand.scanner.scan(CODE.encode())
    assert reading.outcome().value.data == CODE.encode()


def test_the_second_half_of_a_stale_code_is_not_taken_for_one(
    stand: BarcodeReaderStand, scanner: Any
) -> None:
    """It is still coming in when the next read begins, piece after piece."""
    device = scanner(idle_s=0.4)  # the sender may be held up for a moment, too
    device.open()
    reading, end = Reading(device), time.monotonic() + 0.3
    while time.monotonic() < end:
        stand.scanner.send(b"stale")
        assert not stand.scanner.lit.is_set()
        os.sched_yield()
    assert stand.scanner.lit.wait(BOUND_S)
    stand.scanner.scan(CODE.encode())
    assert reading.outcome().value.data == CODE.encode()


def test_a_line_that_is_never_silent_is_noise(stand: BarcodeReaderStand, scanner: Any) -> None:
    stand.scanner.family = "untriggered"
    device = scanner(family="untriggered", idle_s=0.2)
    device.open()
    reading = Reading(device, 0.5)

    def ended() -> bool:
        stand.scanner.send(b"x")
        return reading._outcome is not None

    until(ended)
    assert (reading.outcome().code, reading.outcome().action) == ("line_noise", Action.ENGINEER)


def test_the_light_is_lit_again_while_a_code_is_awaited(stand: BarcodeReaderStand, scanner: Any) -> None:
    device = scanner(trigger_again_s=0.05)
    device.open()
    reading = Reading(device)
    until(lambda: stand.scanner.triggers >= 3)
    until(lambda: not stand.scanner.lit.is_set() or stand.scanner.scan(CODE.encode()))
    assert reading.outcome().value.data == CODE.encode()


def test_nothing_read_is_not_a_code(stand: BarcodeReaderStand, scanner: Any) -> None:
    stand.scanner.family = "t_p"
    device = scanner(family="t_p", trigger_again_s=0.1)
    device.open()
    reading = Reading(device)
    stand.scanner.lit.wait(BOUND_S)
    stand.scanner.scan(b"%%NoRead")
    until(lambda: stand.scanner.triggers >= 2)
    stand.hold(CODE)
    assert reading.outcome().value.data == CODE.encode()


def test_a_code_that_is_cut_off_is_no_code_where_a_terminator_is_set(
    stand: BarcodeReaderStand, scanner: Any
) -> None:
    device = scanner(terminator="cr", trigger_again_s=0.1)
    device.open()
    stand.faults.fail_next(stand.failure("cut_off"))
    reading = Reading(device, 1.5)
    stand.scanner.lit.wait(BOUND_S)
    stand.scanner.scan(CODE.encode())
    assert reading.outcome().code == "timeout"


@pytest.mark.parametrize("fault", ["go_awol", "garbage_reply"])
def test_a_scanner_that_does_not_take_the_trigger(
    stand: BarcodeReaderStand, scanner: Any, fault: str
) -> None:
    device = scanner()
    device.open()
    getattr(stand.faults, fault)()
    outcome = device.read(threading.Event(), BOUND_S)
    assert (outcome.code, outcome.action) == ("no_answer", Action.SITE_KEEPER)
    stand.faults.clear()
    assert device.poll().state is DeviceState.ONLINE


def test_a_silent_scanner_is_offline_and_one_that_cannot_be_asked_is_believed(
    stand: BarcodeReaderStand, scanner: Any
) -> None:
    stand.faults.go_awol()
    asked = scanner()
    assert asked.open().code == "no_answer"
    assert asked.poll().code == "no_answer"
    asked.close()
    believed = scanner(family="syn_t")
    assert believed.open() == Ok(None)
    assert believed.poll().state is DeviceState.ONLINE
    for wire in stand.wires:
        wire.unplug()
    assert believed.poll().code == "disconnected"
    assert believed.read(threading.Event(), 1).code == "disconnected"


def test_a_code_right_behind_the_answer_is_read(stand: BarcodeReaderStand, scanner: Any) -> None:
    device = scanner(terminator="cr")
    device.open()
    took, stand.scanner.receive = stand.scanner.receive, None
    stand._line._receive = lambda data, reply: took(data, lambda answer: reply(answer + b"990001\r"))
    assert device.read(threading.Event(), BOUND_S).value.data == b"990001"


# --- typed by a keyboard ------------------------------------------------------------------------


def test_what_is_typed_is_read(stand: BarcodeReaderStand, wedge: HidScanner) -> None:
    stand.hold("https://yunxi.example/c?k=YX99A001_000123&n=7")
    code = wedge.read(threading.Event(), BOUND_S).value
    assert code.text == "https://yunxi.example/c?k=YX99A001_000123&n=7"
    assert "YX99" not in repr(code)


def test_what_was_typed_before_is_dropped_but_a_shift_key_stays_down(
    stand: BarcodeReaderStand, wedge: HidScanner
) -> None:
    stand._keys.press(keys_of("stale\r") + key(42, 1))
    assert wedge.claim() == Ok(None)
    stand._keys.press(keys_of("stale"))
    assert wedge.read(threading.Event(), 0.2).code == "timeout"
    assert wedge._keyboard.held == {42}
    stand.hold(CODE)
    assert wedge.read(threading.Event(), BOUND_S).value.text == CODE


def test_a_code_with_chinese_cannot_be_typed_and_is_not_halved(
    stand: BarcodeReaderStand, wedge: HidScanner
) -> None:
    stand.hold("办件990001")
    outcome = wedge.read(threading.Event(), BOUND_S)
    assert (outcome.code, outcome.action) == ("code_unreadable", Action.RESIDENT)


def test_a_device_that_cannot_be_grabbed_is_refused_and_told(stand: BarcodeReaderStand) -> None:
    path = stand.options()["hid"]["path"]
    device = HidScanner(HidOptions(path=path))
    outcome = device.open()
    assert (outcome.code, outcome.action) == ("not_exclusive", Action.ENGINEER)
    assert "ENOTTY" in outcome.detail
    device.close()
    shared = HidScanner(HidOptions(path=path, exclusive=False))
    assert shared.open() == Ok(None)
    assert shared.capabilities.facts["grabbed"] == "no, ENOTTY"
    shared.close()


@pytest.mark.parametrize(("error", "said"), [(None, "yes"), (errno.EBUSY, "no, another program has it")])
def test_the_kernel_is_asked_for_the_grab(
    stand: BarcodeReaderStand, monkeypatch: pytest.MonkeyPatch, error: int | None, said: str
) -> None:
    asked = []

    def ioctl(_: object, request: int, argument: int) -> int:
        asked.append((request, argument))
        if error:
            raise OSError(error, os.strerror(error))
        return 0

    monkeypatch.setattr(input_device.fcntl, "ioctl", ioctl)  # no kernel of a test has a keyboard to grab
    device = HidScanner(HidOptions(path=stand.options()["hid"]["path"]))
    outcome = device.open()
    assert asked == [(0x40044590, 1)]
    assert device.capabilities.facts["grabbed"] == said
    assert isinstance(outcome, Failure) is bool(error)
    device.close()


def test_a_keyboard_that_is_pulled_out(stand: BarcodeReaderStand, wedge: HidScanner) -> None:
    reading = Reading(wedge)
    stand._keys.unplug()
    assert reading.outcome().code == "disconnected"
    assert wedge.poll().code == "disconnected"
    wedge.close()
    assert wedge.open().code == "no_device"


# --- through a camera ---------------------------------------------------------------------------


@pytest.fixture
def camera() -> Iterator[CameraStand]:
    stand = CameraStand()
    for wire in stand.wires:
        wire.plug()
    device = MJPEG.make(MJPEG.options(**stand.options()["mjpeg"]))
    assert device.open() == Ok(None)
    yield stand
    device.close()
    for wire in stand.wires:
        wire.unplug()
    stand.close()


def test_a_code_before_the_camera_is_read(camera: CameraStand) -> None:
    device = CameraReader(CameraReaderOptions(looks_per_second=30))
    assert device.open() == Ok(None)
    assert device.poll().state is DeviceState.ONLINE
    reading = Reading(device)
    camera.verbs()["camera-content"].do("办件 990001")
    assert reading.outcome() == Ok(Barcode("qr", "办件 990001".encode()))
    device.close()
    assert device.read(threading.Event(), 1).code == "not_open"


def test_without_a_camera_there_is_no_reader() -> None:
    assert sources.open_camera("person") is None
    device = CameraReader(CameraReaderOptions(camera="person"))
    assert device.open().code == "no_device"
    assert device.poll().code == "no_device"
    assert device.read(threading.Event(), 1).code == "no_device"


def test_a_camera_that_stands_still_is_told(camera: CameraStand) -> None:
    device = CameraReader(CameraReaderOptions(no_frames_s=0.2))
    device.open()
    camera.verbs()["camera-stall"].do()
    outcome = device.read(threading.Event(), BOUND_S)
    assert (outcome.code, outcome.action) == ("no_frames", Action.SITE_KEEPER)
    camera.verbs()["camera-run"].do()


def test_a_cancelled_read_ends_soon(camera: CameraStand) -> None:
    device = CameraReader(CameraReaderOptions())
    device.open()
    reading = Reading(device)
    reading.cancel.set()
    assert reading.outcome().code == "cancelled"
