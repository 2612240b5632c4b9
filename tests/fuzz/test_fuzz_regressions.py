"""Inputs that once broke a parser; each was found by the runs of this folder, or on the way to them."""

from __future__ import annotations

import numpy as np
import pytest
from fuzz_target import counted
from fuzz_targets import TARGETS

from drivers.camera.document.checks import look
from drivers.camera.document.corners import whole_frame
from drivers.presence.ld2410_report import END, HEAD, LONGEST, ReportReader
from drivers.receipt_printer.encode import Encoder
from drivers.receipt_printer.job import LONGEST_QR, PrintJob, Qr
from drivers.simulators.document_printer.ipp_server import PATH
from drivers.simulators.receipt_printer.escpos_tokens import Char, Tokenizer
from drivers.simulators.receipt_printer.realtime import RealTimeFilter

POST = b"POST " + PATH.encode() + b" HTTP/1.1\r\n"


def card(name: str) -> bytes:
    """A resident ID card's text."""
    cells = ((name, 15), ("1", 1), ("01", 2), ("19900101", 8), ("", 35), ("990101199001010018", 18), ("", 49))
    return "".join(text.ljust(width) for text, width in cells).encode("utf-16-le")


def bank_card(label: bytes) -> bytes:
    """Answers: no directory twice, a debit application with this label, its options, and one record with its number."""
    selected = b"\x6f" + counted(b"\xa5" + counted(b"\x50" + counted(label)))
    options, record = bytes.fromhex("800600001001 0100"), bytes.fromhex("700C5A0A9999000000000000018F")
    ok = b"\x90\x00"
    said = (b"\x6a\x82", b"\x6a\x82", selected + ok, options + ok, record + ok)
    return b"".join(counted(one, 2) for one in said)


def social_card(version: bytes) -> bytes:
    """Answers: selected, file open, then the items of the first file; the last is its number."""
    items = (
        b"\x01\x01\x99",
        b"\x02\x011",
        b"\x03" + counted(version),
        b"\x04\x01\0",
        b"\x05\x01\0",
        b"\x06\x01\0",
        b"\x07\x02Y1",
    )
    nothing = (b"\x6a\x83",) * 14
    return b"".join(
        counted(one, 2)
        for one in (b"\x90\0", b"\x90\0", *(one + b"\x90\0" for one in items), b"\x90\0", *nothing)
    )


FOUND = {
    "a zero in the middle of a name": ("id_card_text", card("王\0秀英")),
    "an escape in the middle of a name": ("id_card_text", card("王\x1b@英")),
    "an escape in the label of a bank card": ("bank_card", bank_card(b"DEBIT\x1b[2J")),
    "a bell in an item of a social security card": ("social_security_card", social_card(b"\x01.\x07")),
    "an error that moves the terminal's cursor": ("nut_lines", b"ERR \x1b[2J\n"),
    "bytes that are a number": ("vendor_line", counted(b'{"to": 1, "ok": {"bytes": 5}}', 4)),
    "a thousand brackets on the dock's line": ("dock_lines", b"[" * 5000),
    "a box with a number of 5,000 digits": (
        "dock_lines",
        b'{"verb": "locker-free", "args": ["' + b"9" * 5000 + b'"]}',
    ),
    "half a character before the scanner": ("dock_lines", b'{"verb": "scan", "args": ["\\ud800"]}'),
    "an unlock with another end and a right sum": ("lock_board_simulators", bytes.fromhex("023e3183f4")),
    "a chunk of minus six bytes": ("http_simulator", POST + b"Transfer-Encoding: chunked\r\n\r\n-6\r\n\r\n"),
    "a length of 5,000 digits": ("http_simulator", POST + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n"),
    "a QR code that no paper holds": (
        "escpos_page", b"\x1d(k" + (4003).to_bytes(2, "little") + b"1P0" + b"a" * 4000 + b"\x1d(k\x03\x001Q0",
    ),
    "control characters below the bars": ("escpos_page", b"\x1dH\x02\x1dkI\x06\0\0\0\0\x1d\0"),
    "a WAV of five million kilohertz": (
        "wav", bytes.fromhex("524946464400000057415645666d742010000000010000ff003e000000000000000010006461746100000000"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_it_holds_now(name: str) -> None:
    target, data = FOUND[name]
    TARGETS[target].check(data)


def test_a_report_longer_than_any_is_none_also_when_it_comes_at_once() -> None:
    inside = b"\x01\xaa\x01" + bytes(LONGEST) + b"\x55\0"
    whole = HEAD + len(inside).to_bytes(2, "little") + inside + END
    assert ReportReader().feed(whole) == []


def test_a_picture_of_four_gigabytes_swallows_nothing() -> None:
    assert Tokenizer().feed(b"\x1dv0\0\xff\xff\xff\xffA")[1:] == [Char("A", wide=False)]


def test_a_code_that_would_command_the_printer_goes_out_as_dots() -> None:
    job = PrintJob("id", (Qr("\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"),))
    assert not RealTimeFilter().feed(Encoder(576, "text").job(job) + b"\0")[1]


def test_what_no_code_can_hold_is_refused_where_it_is_made() -> None:
    assert Encoder(576, "raster").job(PrintJob("id", (Qr("x" * LONGEST_QR),)))
    with pytest.raises(ValueError, match="do not fit"):
        Qr("x" * (LONGEST_QR + 1))
    with pytest.raises(ValueError, match="surrogates"):
        Qr("\ud800")


@pytest.mark.parametrize("shape", [(1, 1300), (2, 5000), (3000, 1)])
def test_a_frame_like_a_thread_has_no_page(shape: tuple[int, int]) -> None:
    image = np.full((*shape, 3), 200, np.uint8)
    seen = look(image)
    assert not seen.page.found
    assert np.array_equal(seen.page.corners, whole_frame(image))
