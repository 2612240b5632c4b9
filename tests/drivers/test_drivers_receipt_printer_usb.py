"""The receipt printer as a character device: what usblp does that a serial line does not."""

from __future__ import annotations

import errno
import os
import pty
import termios
import threading
import time
import tty
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from drivers_benches import BOUND_S

from drivers.device import DeviceState
from drivers.receipt_printer import escpos_usb as module
from drivers.receipt_printer.escpos_usb import EscposUsbOptions, UsblpTransport, escpos_usb
from drivers.receipt_printer.job import Cut, PrintJob, Text
from drivers.receipt_printer.transport import GONE
from drivers.simulators.receipt_printer.stand import ReceiptPrinterStand
from outcome import Action, Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from drivers.receipt_printer.escpos import Escpos

JOB = PrintJob("job", (*(Text(f"第{number}行") for number in range(40)), Cut()))


@pytest.fixture
def stand(short_dir: Path) -> Iterator[ReceiptPrinterStand]:
    stand = ReceiptPrinterStand(short_dir)
    for wire in stand.wires:
        wire.plug()
    yield stand
    stand.printer.set(paper_out=True)  # it prints nothing more into a folder that goes
    for wire in stand.wires:
        wire.unplug()


@pytest.fixture
def device(stand: ReceiptPrinterStand) -> Iterator[Escpos]:
    made = escpos_usb(EscposUsbOptions(answer_timeout_s=0.2, silence_s=0.5, **stand.options()["escpos_usb"]))
    assert made.open() == Ok(None)
    yield made
    made.close()


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    """Both ends of a raw terminal: the printer's, and the one with a path."""
    printer, line = pty.openpty()
    tty.setraw(line)
    yield printer, line
    os.close(line)
    os.close(printer)


def opened(line: int) -> UsblpTransport:
    transport = UsblpTransport(os.ttyname(line), 0.2)
    assert transport.open() == Ok(None)
    return transport


def refusing(monkeypatch: pytest.MonkeyPatch, call: str, number: int, times: int = 1000) -> None:
    """The kernel's own refusal of so many calls, which no device in its place gives."""
    whole: Callable[..., object] = getattr(os, call)
    left = [number] * times

    def refuse(*args: object) -> object:
        if left:
            raise OSError(left.pop(), "refused")
        return whole(*args)

    monkeypatch.setattr(module.os, call, refuse)


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_receipt_comes_out_and_a_closed_printer_stays_closed(
    stand: ReceiptPrinterStand, device: Escpos
) -> None:
    assert isinstance(device.print_raw(JOB), Ok)
    assert len(stand.printer.receipts) == 1
    device.close()
    assert device.poll().code == "disconnected"


def test_an_unplug_in_the_middle_is_disconnected(stand: ReceiptPrinterStand, device: Escpos) -> None:
    stand.printer.seconds_per_line = 0.05

    def pull_the_plug() -> None:
        with stand.printer._changed:
            stand.printer._changed.wait_for(lambda: not stand.printer._page.is_blank, BOUND_S)
        stand.wires[2].unplug()

    threading.Thread(target=pull_the_plug, daemon=True).start()
    outcome = device.print_raw(JOB)
    assert isinstance(outcome, Failure)
    assert (outcome.code, outcome.action) == ("disconnected", Action.SITE_KEEPER)


def test_a_read_of_nothing_is_not_the_end(ends: tuple[int, int]) -> None:
    printer, line = ends
    attributes = termios.tcgetattr(line)
    attributes[3] |= termios.ICANON
    attributes[6][termios.VEOF], attributes[6][termios.VEOL] = b"\x04", b"\x12"
    termios.tcsetattr(line, termios.TCSANOW, attributes)  # now a 04 from the printer is a read of no bytes
    transport = opened(line)
    os.write(printer, b"\x04\x04")
    assert transport.read(0.1) == b""
    os.write(printer, b"\x04\x12")
    assert transport.read(BOUND_S) == b"\x12"
    transport.close()


def test_a_transfer_that_failed_once_is_not_the_end(
    ends: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    transport = opened(ends[1])
    os.write(ends[0], b"\x12")
    refusing(monkeypatch, "read", errno.EIO, times=2)
    assert transport.read(BOUND_S) == b"\x12"
    transport.close()


@pytest.mark.parametrize("wait_s", [0.0, 0.1])
def test_transfers_that_fail_for_ever_end_with_the_wait(
    ends: tuple[int, int], monkeypatch: pytest.MonkeyPatch, wait_s: float
) -> None:
    transport = opened(ends[1])
    os.write(ends[0], b"\x12")
    refusing(monkeypatch, "read", errno.EIO)
    began = time.monotonic()
    assert transport.read(wait_s) == b""
    assert time.monotonic() - began < wait_s + 1.0
    transport.close()


def test_gone_is_told_at_once(ends: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    device = escpos_usb(EscposUsbOptions(port=os.ttyname(ends[1])))
    assert device.open() == Ok(None)
    os.write(ends[0], b"\x12")  # usblp: an unplugged printer looks readable, and every call says ENODEV
    refusing(monkeypatch, "read", errno.ENODEV)
    began = time.monotonic()
    assert device.poll().code == "disconnected"
    assert time.monotonic() - began < 0.3
    device.close()


@pytest.mark.parametrize(
    ("call", "number", "told"),
    [
        ("open", errno.EBUSY, ("port_denied", Action.ENGINEER, "another program")),
        ("open", errno.EACCES, ("port_denied", Action.ENGINEER, "this user")),
        ("open", errno.ENODEV, ("no_device", Action.SITE_KEEPER, "OSError")),
        ("read", errno.EINVAL, ("no_answer", Action.ENGINEER, "one direction")),
        ("read", errno.ENODEV, ("no_device", Action.SITE_KEEPER, "OSError")),
    ],
)
def test_why_it_cannot_be_opened(
    ends: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    number: int,
    told: tuple[str, Action, str],
) -> None:
    transport = UsblpTransport(os.ttyname(ends[1]), 0.2)
    before = open_files()
    refusing(monkeypatch, call, number)
    outcome = transport.open()
    monkeypatch.undo()
    assert isinstance(outcome, Failure)
    assert (outcome.code, outcome.action) == told[:2]
    assert told[2] in outcome.detail
    assert open_files() == before, "nothing stays open"


def test_a_printer_that_takes_no_more_is_not_confirmed(ends: tuple[int, int]) -> None:
    """Its buffer is full, so not even a status request gets through."""
    printer, line = ends
    begun = threading.Event()

    def answers_until_the_job() -> None:
        while not begun.is_set():
            asked = os.read(printer, 64)
            if b"\x1b@" in asked:
                begun.set()
            else:
                os.write(printer, b"\x12" * asked.count(b"\x10\x04"))

    served = threading.Thread(target=answers_until_the_job, daemon=True)
    served.start()
    device = escpos_usb(
        EscposUsbOptions(
            port=os.ttyname(line), write_timeout_s=0.2, answer_timeout_s=0.2, silence_s=0.4, mode="raster"
        )
    )
    assert device.open() == Ok(None)
    assert device.poll().state is DeviceState.ONLINE
    began = time.monotonic()
    outcome = device.print_raw(JOB)
    assert begun.is_set()
    assert isinstance(outcome, Failure)
    assert (outcome.code, outcome.action) == ("not_confirmed", Action.SITE_KEEPER)
    assert "takes no more data" in outcome.detail
    assert device.poll().code == "no_answer"
    assert time.monotonic() - began < 3.0
    device.close()
    served.join(BOUND_S)


def test_a_close_from_another_thread_ends_a_wait(ends: tuple[int, int]) -> None:
    transport = opened(ends[1])
    raised: list[BaseException] = []

    def wait() -> None:
        try:
            transport.read(BOUND_S)
        except GONE as error:
            raised.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    transport.close()
    waiting.join(1.0)
    assert not waiting.is_alive()
    assert len(raised) == 1
    transport.close()
