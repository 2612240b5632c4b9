"""Junk by the megabyte: no reader keeps more than it needs, and none becomes slower the more has come."""

from __future__ import annotations

import os
import threading
import time
import tty
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import pytest

from drivers.barcode_reader.framing import LONGEST as LONGEST_CODE
from drivers.barcode_reader.framing import Framing
from drivers.barcode_reader.keyboard import Keyboard, typed
from drivers.camera.multipart import MultipartReader
from drivers.id_card_reader.frame import LONGEST, PREAMBLE, FrameReader
from drivers.presence.ld2410_report import HEAD, MOST_KEPT, ReportReader
from drivers.receipt_printer.answers import Answers
from drivers.serial_line import MOST_HEARD, SerialLine
from drivers.simulators.barcode_reader.scanner import Scanner
from drivers.simulators.locker.lock_boards import Board8aBoard, Doors
from drivers.simulators.receipt_printer.escpos_tokens import Tokenizer
from drivers.simulators.receipt_printer.realtime import RealTimeFilter
from drivers.simulators.relay_board import RelayBoard

if TYPE_CHECKING:
    from collections.abc import Callable
from outcome import Ok

MEGABYTE = 1 << 20
CHUNK = 4096
"""As much as a terminal device hands over at once."""
SLOWEST_S = 10.0
"""Of computing time for each megabyte, which is over a minute of a line at 115,200 baud; most take a tenth of a second."""


@dataclass(frozen=True)
class Flood:
    name: str
    make: Callable[[], tuple[Callable[[bytes], object], Callable[[], int]]]
    """A fresh reader: how it is fed, and how many bytes it keeps."""
    most: int
    worst: tuple[bytes, ...] = ()
    """What costs it most, over and over."""

    def __str__(self) -> str:
        return self.name


def _sam() -> tuple[Callable[[bytes], object], Callable[[], int]]:
    reader = FrameReader()
    return reader.feed, lambda: len(reader._buffer)


def _framing() -> tuple[Callable[[bytes], object], Callable[[], int]]:
    reader = Framing("crlf", 0.1)
    return reader.feed, lambda: len(reader._bytes)


def _keys() -> tuple[Callable[[bytes], object], Callable[[], int]]:
    state = [Keyboard()]

    def feed(data: bytes) -> None:
        state[0], _ = typed(state[0], data)

    return feed, lambda: len(state[0].rest) + len(state[0].held)


def _radar() -> tuple[Callable[[bytes], object], Callable[[], int]]:
    reader = ReportReader()
    return reader.feed, lambda: len(reader._heard)


def _pictures() -> tuple[Callable[[bytes], object], Callable[[], int]]:
    reader = MultipartReader(b"--frame", 65536)
    return reader.feed, lambda: len(reader._buffer)


def _answers() -> tuple[Callable[[bytes], object], Callable[[], int]]:
    reader = Answers()
    return reader.sort, lambda: reader._tail + min(reader._between, 9)


def _tokens() -> tuple[Callable[[bytes], object], Callable[[], int]]:
    reader = Tokenizer()
    return reader.feed, lambda: len(reader._buffer)


def _real_time() -> tuple[Callable[[bytes], object], Callable[[], int]]:
    reader = RealTimeFilter()
    return reader.feed, lambda: len(reader._held)


def _doors() -> tuple[Callable[[bytes], object], Callable[[], int]]:
    board = Board8aBoard(Doors(), 1)
    return lambda data: board.receive(data, lambda _: None), lambda: len(board._heard)


def _relay() -> tuple[Callable[[bytes], object], Callable[[], int]]:
    board = RelayBoard()
    return lambda data: board.receive(data, lambda _: None), lambda: len(board._heard)


def _scanner() -> tuple[Callable[[bytes], object], Callable[[], int]]:
    scanner = Scanner()
    return lambda data: scanner.receive(data, lambda _: None), lambda: len(scanner._heard)


FLOODS = (
    Flood("sam_frames", _sam, 7 + LONGEST, (PREAMBLE + b"\x0f\xff", PREAMBLE + b"\0\2", b"\xaa")),
    Flood("scanner_framing", _framing, LONGEST_CODE + 2, (b"\r", b"\r\n", b"x")),
    Flood("hid_keys", _keys, 700, (b"\1\0\x2a\0\1\0\0\0",)),
    Flood("radar_reports", _radar, MOST_KEPT, (HEAD, HEAD + b"\x40\0", b"\xf4")),
    Flood(
        "multipart", _pictures, 65536 + CHUNK,
        (b"--frame", b"--frame\r\n\r\n", b"--frame\nContent-Length: 65000\n\n", b"-"),
    ),
    Flood("printer_answers", _answers, 12, (b"\x12", b"\x10")),
    Flood(
        "escpos_simulator", _tokens, 4 * MEGABYTE + 8,
        (b"\x1dv0\0\xff\xff\xff\xff", b"\x1dv0\0\xff\xff\x3f\0", b"\x1bD\1", b"\x1dk\0A", b"\x1d(k\xff\xff", b"\x1b"),
    ),
    Flood("escpos_real_time", _real_time, 9, (b"\x10", b"\x10\x14\x08", b"\x10\x04")),
    Flood("lock_board_simulator", _doors, 4, (b"\x8a", b"\0")),
    Flood("relay_simulator", _relay, 3, (b"\xa0", b"\0")),
    Flood("scanner_simulator", _scanner, 9, (b"\x7e", b"\x7e\0\x08\1")),
)  # fmt: skip


def endure(flood: Flood, size: int) -> None:
    random = Random(20261122)
    for junk in (b"\0", b"\xff", *flood.worst, None):
        feed, kept = flood.make()
        began = time.process_time()
        for _ in range(0, size, CHUNK):
            piece = random.randbytes(CHUNK) if junk is None else junk * (CHUNK // len(junk))
            feed(piece)
            assert kept() <= flood.most, f"{kept()} bytes are kept of {junk!r}"
        spent = time.process_time() - began
        assert spent <= max(1.0, SLOWEST_S * size / MEGABYTE), f"{spent:.1f} s for {size} bytes of {junk!r}"


@pytest.mark.parametrize("flood", FLOODS, ids=str)
def test_a_flood_is_endured(flood: Flood) -> None:
    endure(flood, MEGABYTE // 16)


@pytest.mark.torture
@pytest.mark.timeout(0)
@pytest.mark.parametrize("flood", FLOODS, ids=str)
def test_ten_megabytes_are_endured(flood: Flood) -> None:
    endure(flood, 10 * MEGABYTE)


def test_a_line_that_never_stops_is_looked_through_in_bounds() -> None:
    """The boards' drivers look for their answer in all that came since the question."""
    master, slave = os.openpty()
    tty.setraw(slave)
    line, sizes = SerialLine(os.ttyname(slave), 9600), list[int]()
    assert isinstance(line.open(), Ok)

    def pour() -> None:
        os.read(master, 1)  # the question
        for _ in range(5):
            os.write(master, bytes(MOST_HEARD // 2))
        os.write(master, b"END")

    def ended(heard: bytes) -> bool | None:
        sizes.append(len(heard))
        return heard.endswith(b"END") or None

    pouring = threading.Thread(target=pour)
    pouring.start()
    assert line.ask(b"?", ended, 20.0, "flood") == Ok(value=True)
    pouring.join()
    line.close()
    os.close(master)
    os.close(slave)
    assert max(sizes) == sizes[-1] == MOST_HEARD
