"""Readers of codes, and the radar: bytes of a line and keys of a keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz_target import Target, pieces

from drivers.barcode_reader.charset import decoded
from drivers.barcode_reader.framing import LONGEST as LONGEST_CODE
from drivers.barcode_reader.framing import STALLED_S, Framing, Terminator
from drivers.barcode_reader.keyboard import EVENT, Keyboard, typed
from drivers.presence.ld2410_report import END, HEAD, MOST_KEPT, ReportReader
from drivers.simulators.barcode_reader.key_fifo import key, keys_of
from drivers.simulators.barcode_reader.scanner import Scanner
from drivers.simulators.presence.radar import report

if TYPE_CHECKING:
    from random import Random

_TERMINATORS: tuple[Terminator, ...] = ("auto", "cr", "lf", "crlf", "tab", "idle")
_CODE = b"990001"


# --- codes --------------------------------------------------------------------------------------


def check_framing(data: bytes) -> None:
    terminator = _TERMINATORS[data[0] % 6 if data else 0]
    at_once, slow = Framing(terminator, 0.1), Framing(terminator, 0.1)
    code = at_once.feed(data[1:]) or at_once.silence(STALLED_S)
    slowly = None
    for piece in pieces(data[1:]):
        slowly = slow.feed(piece)
        assert len(slow._bytes) <= LONGEST_CODE + 2
        if slowly:
            break
    assert code == (slowly or slow.silence(STALLED_S)), "pieces give another code"
    assert code is None or (code in data and 0 < len(code) <= LONGEST_CODE)
    assert not at_once.pending
    found = at_once.feed(_CODE + {"lf": b"\n", "tab": b"\t"}.get(terminator, b"\r\n")) or at_once.silence(
        STALLED_S
    )
    assert found
    assert found.rstrip() == _CODE


def _codes(random: Random) -> bytes:
    ends = (b"\r", b"\n", b"\r\n", b"\t", b"")
    codes = (
        _CODE,
        "办件 990001".encode(),
        "办件".encode("gbk"),
        b"x" * random.randint(LONGEST_CODE - 3, LONGEST_CODE + 5),
    )
    weighted = (*codes[:3], *codes)
    parts = (random.choice(weighted) + random.choice(ends) for _ in range(random.randint(1, 4)))
    return random.randbytes(1) + b"".join(parts)


def check_keyboard(data: bytes) -> None:
    keyboard, out = typed(Keyboard(), data)
    slow, slowly = Keyboard(), b""
    for piece in pieces(data):
        slow, some = typed(slow, piece)
        slowly += some
    assert (slow, slowly) == (keyboard, out), "pieces type something else"
    assert len(keyboard.rest) == len(data) % EVENT.size
    assert len(out) <= len(data) // EVENT.size
    assert all(one < 127 for one in out)
    assert all(one < 256 for one in keyboard.held)


def _keys(random: Random) -> bytes:
    text = "".join(chr(random.randrange(32, 127)) for _ in range(random.randint(0, 12)))
    return b"".join(
        random.choice(
            (keys_of(text), key(random.randrange(130), random.randrange(3)), EVENT.pack(0, 0, 0, 3, 0))
        )
        for _ in range(random.randint(1, 4))
    )


def check_keyboard_round_trip(data: bytes) -> None:
    text = bytes(32 + one % 95 for one in data).decode()
    keyboard, out = Keyboard(), b""
    for piece in pieces(keys_of(text + "\r")):
        keyboard, some = typed(keyboard, piece)
        out += some
    assert out.decode() == text + "\r"
    assert keyboard == Keyboard()


def check_charset(data: bytes) -> None:
    text, charset = decoded(data)
    assert text.encode(charset) == data


def _texts_of_codes(random: Random) -> bytes:
    text = "".join(
        chr(random.choice((random.randrange(32, 127), random.randrange(0x4E00, 0x9FA6), 0x2A700)))
        for _ in range(8)
    )
    return text.encode(random.choice(("utf-8", "gb18030", "utf-16", "utf-8-sig")))


def check_scanner_simulator(data: bytes) -> None:
    scanner, heard = Scanner(), bytearray()
    for piece in pieces(data):
        scanner.receive(piece, heard.extend)
        assert len(scanner._heard) <= 9


_SCANNER_WORDS = tuple(
    bytes.fromhex(one) for one in ("7E000801000201ABCD", "7E000801000200ABCD", "7E000701000001ABCD")
)


# --- radar --------------------------------------------------------------------------------------


def check_radar(data: bytes) -> None:
    data = data[:MOST_KEPT]
    reader, slow = ReportReader(), ReportReader()
    found = reader.feed(data)
    assert [one for piece in pieces(data) for one in slow.feed(piece)] == found, "pieces give other reports"
    assert len(reader._heard) <= MOST_KEPT
    for one in found:
        assert 0 <= one.state <= 3
        assert 0 <= one.distance_cm <= 0xFFFF
    distance = int.from_bytes(data[:2], "big")
    [again] = ReportReader().feed(report(distance))
    assert again.distance_cm == distance
    # No report is longer than 74 bytes: after so much silence whole ones are found again.
    assert reader.feed(bytes(80) + report(5))[-1].distance_cm == 5, "lost its way"


def _reports(random: Random) -> bytes:
    inner = (
        b"\x01\xaa"
        + bytes([random.randrange(5)])
        + random.randbytes(random.choice((9, 30, 60, 100)))
        + b"\x55\x00"
    )
    long = HEAD + len(inner).to_bytes(2, "little") + inner + END
    return b"".join(random.choice((report(random.randrange(600)), long)) for _ in range(random.randint(1, 4)))


TARGETS = (
    Target(
        "scanner_framing",
        "the same first code however cut; never longer than a code can be; ready for the next",
        check_framing,
        _codes,
        (b"\r", b"\n", b"\r\n", b"\t"),
    ),
    Target(
        "hid_keys",
        "the same characters however cut; nothing but ASCII",
        check_keyboard,
        _keys,
        (key(42, 1), key(58, 1)),
    ),
    Target("hid_round_trip", "what is typed comes out", check_keyboard_round_trip, lambda r: r.randbytes(20)),
    Target("charset", "the text encodes to the bytes it came from", check_charset, _texts_of_codes),
    Target(
        "scanner_simulator",
        "keeps no more than a command",
        check_scanner_simulator,
        lambda random: b"".join(random.choice(_SCANNER_WORDS) for _ in range(4)),
        _SCANNER_WORDS,
    ),
    Target(
        "radar_reports",
        "the same reports however cut; finds its way back",
        check_radar,
        _reports,
        (HEAD, END, b"\x55\x00"),
    ),
)
