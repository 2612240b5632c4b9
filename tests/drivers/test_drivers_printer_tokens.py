"""The simulated printer's reading of ESC/POS."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.receipt_printer.encode import Encoder
from drivers.receipt_printer.job import Cut, Pair, PrintJob, Qr, Rule, Text
from drivers.receipt_printer.raster import _defused
from drivers.simulators.receipt_printer.escpos_page import Page
from drivers.simulators.receipt_printer.escpos_tokens import Char, Op, Tokenizer
from drivers.simulators.receipt_printer.realtime import RealTimeFilter

JOB = PrintJob(
    "id",
    (
        Text("清河县", 2, "center", bold=True),
        Rule(),
        Pair("申请人", "刘䶮𠮷"),
        Qr("https://example.org/办件"),
        Cut(),
    ),
)


@pytest.mark.parametrize(
    ("data", "token"),
    [
        (b"\x1b@", Op("ESC @")),
        (b"\x1da\0", Op("GS a", b"\0")),
        (b"\x1dVB\0", Op("GS V", b"B\0")),
        (b"\x1dV0", Op("GS V", b"0")),
        (b"\x1dv0\0\1\0\2\0ab", Op("GS v", b"0\0\1\0\2\0", b"ab")),
        (b"\x1d(k\x03\x001C\x06", Op("GS (k", b"", b"1C\x06")),
        (b"\x1c!\x0c", Op("FS !", b"\x0c")),
        (b"\x1bp\0\x19\xfa", Op("ESC p", b"\0\x19\xfa")),
        (b"\x1b*\x21\1\0abc", Op("ESC *", b"\x21\1\0", b"abc")),
        (b"\x1dk\x04ABC\0", Op("GS k", b"\x04", b"ABC\0")),
        (b"\x1dkI\x02{A", Op("GS k", b"I", b"{A")),
        (b"\xd4\xc6", Char("云", wide=True)),
        (b"A", Char("A", wide=False)),
    ],
)
def test_commands_have_their_documented_length(data: bytes, token: object) -> None:
    assert Tokenizer().feed(data + b"\x1b@") == [token, Op("ESC @")]


def test_a_four_byte_character_comes_out_as_boxes_and_digits() -> None:
    shown = Tokenizer().feed("㛃".encode("gb18030"))
    assert shown == [Char("", wide=True), Char("0", wide=False), Char("", wide=True), Char("1", wide=False)]


def test_outside_chinese_mode_two_bytes_are_two_characters() -> None:
    assert Tokenizer().feed(b"\x1c.\xd4\xc6")[1:] == [Char("", wide=False)] * 2


@settings(max_examples=60)
@given(st.sampled_from(["text", "raster"]), st.integers(1, 700))
def test_pieces_of_any_size_give_the_same_tokens(mode: str, piece: int) -> None:
    data = Encoder(576, mode).job(JOB)  # type: ignore[arg-type]
    one, other = Tokenizer(), Tokenizer()
    pieces = [token for at in range(0, len(data), piece) for token in other.feed(data[at : at + piece])]
    assert pieces == one.feed(data)


HEADS = [
    b"\x1b",
    b"\x1d(",
    b"\x1dv0",
    b"\x1dk",
    b"\x1dkI\x06{BQH01",
    b"\x1d(L\x04\x000p0",
    b"\x1d(L\x02\x0002",
]


@settings(max_examples=150)
@given(st.lists(st.binary(max_size=30) | st.sampled_from(HEADS), max_size=8))
def test_no_bytes_make_tokenizer_or_page_raise(pieces: list[bytes]) -> None:
    tokenizer, page = Tokenizer(), Page(384)
    for piece in pieces:
        for token in tokenizer.feed(piece):
            page.apply(token)
    assert page.cut().width == 384 + 64


@given(st.binary(max_size=400), st.integers(1, 50))
def test_real_time_commands_are_taken_out_wherever_they_stand(data: bytes, piece: int) -> None:
    data = _defused(data.replace(b"\x10", b"") + b"\x10") + b"!"
    stream = data[:100] + b"\x10\x04\x02" + data[100:]
    line = RealTimeFilter()
    taken = [line.feed(stream[at : at + piece]) for at in range(0, len(stream), piece)]
    assert b"".join(queued for queued, _ in taken) == data
    assert [command for _, urgent in taken for command in urgent] == [b"\x10\x04\x02"]


@given(st.binary(max_size=300))
def test_a_defused_picture_obeys_nothing(data: bytes) -> None:
    queued, urgent = RealTimeFilter().feed(_defused(data) + b"\0")
    assert not urgent
    assert len(queued) == len(data) + 1
