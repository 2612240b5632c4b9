"""The receipt printer: what it says, what is sent to it, and the simulator's ear."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from fuzz_damage import noise
from fuzz_target import Supply, Target, pieces, text_of, told_well

from drivers.device import Paper as PaperState
from drivers.receipt_printer import raster, status, text
from drivers.receipt_printer.answers import Answers, is_marker
from drivers.receipt_printer.encode import Encoder
from drivers.receipt_printer.job import Align, Cut, Feed, Pair, Part, PrintJob, Qr, Rule, Size, Text
from drivers.simulators.receipt_printer.escpos_page import Page
from drivers.simulators.receipt_printer.escpos_tokens import Char, Op, Tokenizer
from drivers.simulators.receipt_printer.realtime import RealTimeFilter

if TYPE_CHECKING:
    from random import Random


# --- ESC/POS out --------------------------------------------------------------------------------

SIZES: tuple[Size, ...] = (1, 1, 1, 2, 3)
ALIGNS: tuple[Align, ...] = ("left", "center", "right")
_OURS = {"ESC @", "GS a", "FS &", "ESC 3", "ESC a", "ESC E", "GS v", "GS V", "ESC d", "GS (k", "LF"}
_STRANGE = (
    "\0\x07\n\r\t\x1b\x10\x04\x1d\x7f\x85\u200b\u202e\u2028\ufeff\ud800\udc00\ue000\U000e0001\U0010ffff"
    "Å㛃𠮷·（。A 云"
)


def check_status(data: bytes) -> None:
    padded = data.ljust(5, b"\0")
    asked = {at: (padded[at] if padded[0] >> at & 1 else None) for at in status.QUERIES}
    seen = status.decode(asked, near_end_sensor=bool(padded[0] & 1), where="x")
    told_well(seen)
    paper = asked[status.PAPER]
    if seen.paper is PaperState.FULL:
        assert paper is not None, "plenty of paper, and nobody said so"
        assert status.is_status(paper)
        assert padded[0] & 1


def check_answers(data: bytes) -> None:
    sorter = Answers()
    for piece in pieces(data):
        statuses, marked = sorter.sort(piece)
        assert all(status.is_status(one) and one in piece for one in statuses)
        assert not marked or any(is_marker(one) for one in piece)
    # Reports that nobody asked for, with answers between them: none confirms a receipt, however they are cut.
    reports = b"".join(
        bytes([0x10 | data[at] & 0x6C, *(one & 0x6F for one in data[at + 1 : at + 4])])
        + (b"\x12" if at % 3 else b"")
        for at in range(0, len(data) - 3, 4)
    )
    quiet = Answers()
    assert not any(quiet.sort(piece)[1] for piece in pieces(reports)), "a report confirms a receipt"


def check_text(data: bytes) -> None:
    said = text_of(data)
    clean = text.clean(said)
    assert text.clean(clean) == clean
    assert len(clean.split("\n")) == 1
    code = text.encode(clean)
    assert code is None or (code.decode("gb18030") == clean and not set(code) & {*range(32), 0x7F})
    lines = text.wrap(said, 32)
    assert all(text.columns(line) <= 32 for line in lines)
    assert "".join("".join(lines).split()) == "".join("".join(map(text.clean, said.split("\n"))).split()), (
        "letters got lost"
    )


def _paragraphs(random: Random) -> bytes:
    letters = _STRANGE + string.printable + "清河县人民政府办件回执，。（）"
    return "".join(random.choice(letters) for _ in range(random.randint(0, 60))).encode(
        "utf-16-be", "surrogatepass"
    )


def check_print_job(data: bytes) -> None:
    """Whatever is to be printed, nothing leaves the encoder but the commands that it means."""
    supply = Supply(data)
    encoder = Encoder(supply.choice((384, 576)), supply.choice(("text", "text", "text", "raster")))
    parts: list[Part] = []
    while supply.left and len(parts) < 4:
        size = SIZES[supply.number(4)]
        align = ALIGNS[supply.number(2)]
        bold = bool(supply.number(1))
        kind = supply.number(9)
        said = supply.text(30)
        parts.append(
            Text(said, size, align, bold=bold)
            if kind < 6
            else (
                Pair(said, supply.text(12), bold=bold),
                Rule(),
                Qr(said.encode("utf-8", "replace").decode(), supply.number(40)),
                Feed(supply.number(999)),
            )[kind - 6]
        )
    code = encoder.job(PrintJob("id", (*parts, Cut())))
    queued, urgent = RealTimeFilter().feed(code + b"\0")
    assert not urgent, "a text commands the printer"
    assert queued == code + b"\0"
    tokenizer = Tokenizer()
    tokens = tokenizer.feed(code)
    assert not tokenizer._buffer, "half a command"
    assert {one.name for one in tokens if isinstance(one, Op)} <= _OURS
    assert all(one.text for one in tokens if isinstance(one, Char)), (
        "a character that the printer's font has not"
    )
    assert tokens[-1] == Op("GS V", b"B\0")


def _jobs(random: Random) -> bytes:
    out = bytearray(random.randbytes(2))
    for _ in range(random.randint(1, 3)):
        out += random.randbytes(4)
        said = _paragraphs(random)[:60]
        out += bytes([len(said) // 2]) + said
        if out[-1] % 3 == 0:
            out += b"\x04" + "办件".encode("utf-16-be")
    return bytes(out)


def check_defused(data: bytes) -> None:
    safe = raster._defused(data)
    queued, urgent = RealTimeFilter().feed(safe + b"\0")
    assert not urgent
    assert len(queued) == len(data) + 1


# --- ESC/POS in ---------------------------------------------------------------------------------

_MOST_DRAWN = 60
_MOST_KEPT = 1 << 20
_ESCPOS = (
    b"\x1b@",
    b"\x1da\0",
    b"\x1dVB\0",
    b"\x1dV0",
    b"\x1dv0\0\1\0\2\0ab",
    b"\x1d(k\x03\x001C\x06",
    b"\x1c!\x0c",
    b"\x1bp\0\x19\xfa",
    b"\x1b*\x21\1\0abc",
    b"\x1dk\x04ABC\0",
    b"\x1dkI\x06{B{A12",
    b"\x1dkI\x06{C\x01\x02\x03\x04",
    b"\x1dkC\x0c690123456789",
    b"\x1dkF\x0412AB",
    b"\x1dw\x03\x1dh\x28\x1dH\x02",
    b"\x1d(L\x0c\0000p0\1\1\x31\x08\0\2\0ab",
    b"\x1d(L\x02\00002",
    "云溪市".encode("gbk"),
    b"A",
    b"\n",
    b"\x1c.",
    b"\x1c&",
    b"\x1bD\x08\0",
    b"\x10\x04\x01",
    b"\x10\x05\x02",
    b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08",
    b"\x1d(k\x06\0001P0abc",
    b"\x1d(k\x03\0001Q0",
    b"\x1dv0\0\xff\xff\xff\xff",
    b"\x1d(k\xff\xff",
    b"\x1b*\x21\xff\xff",
)


def _escpos(random: Random) -> bytes:
    return b"".join(random.choice(_ESCPOS[:-3]) for _ in range(random.randint(1, 8)))


def check_tokens(data: bytes) -> None:
    tokenizer, line, tokens, urgent = Tokenizer(), RealTimeFilter(), list[Char | Op](), list[bytes]()
    for piece in pieces(data):
        queued, some = line.feed(piece)
        urgent += some
        tokens += tokenizer.feed(queued)
        assert len(line._held) < 10
    queued, at_once = RealTimeFilter().feed(data)
    assert at_once == urgent, "pieces command something else"
    assert sum(map(len, urgent)) + len(queued) <= len(data)
    whole = Tokenizer()
    assert whole.feed(queued) == tokens, "pieces give other tokens"
    assert len(whole._buffer) <= _MOST_KEPT


def check_page(data: bytes) -> None:
    page, tokenizer = Page(384), Tokenizer()
    # What is drawn is bounded, as a metre of paper for each token would only cost time.
    for token in tokenizer.feed(data[:6000])[:_MOST_DRAWN]:
        assert page.apply(token) >= 0
    assert page.cut().width == 384 + 64


TARGETS = (
    Target(
        "printer_status",
        "paper is there only when the printer says so; what is told can be logged",
        check_status,
        lambda r: r.randbytes(6),
        (b"\x12", b"\0"),
    ),
    Target(
        "printer_answers",
        "a report that nobody asked for confirms no receipt, however it is cut",
        check_answers,
        lambda r: r.randbytes(16),
        (b"\x12", b"\0", b"\x10\0\0\0", b"\xff"),
    ),
    Target(
        "receipt_text",
        "no control characters; no letter lost; no line too wide",
        check_text,
        _paragraphs,
        ("\ud800".encode("utf-16-be", "surrogatepass"), b"\0\x1b", b"\0\n"),
    ),
    Target(
        "print_job",
        "any text: nothing but the encoder's own commands",
        check_print_job,
        _jobs,
        (b"\0\x10\0\x04\0\x01", b"\xd8\0"),
        examples=40,
        one_in=10,
    ),
    Target(
        "raster_dots",
        "a picture commands nothing",
        check_defused,
        lambda r: noise(r, 90),
        (b"\x10\x04\x01", b"\x10\x05\x02", b"\x10\x14\x08"),
    ),
    Target(
        "escpos_simulator",
        "the same tokens however cut; what is kept is bounded",
        check_tokens,
        _escpos,
        _ESCPOS,
    ),
    Target("escpos_page", "draws any tokens", check_page, _escpos, _ESCPOS, examples=40, one_in=10),
)
