"""A reader that answers nonsense: each is a failure with what, where and who, in bounded time, or a card all the same."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
from drivers_benches import BOUND_S, RESIDENTS, ReaderBench
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drivers.id_card_reader import frame
from drivers.simulators.card_faces import PHOTO, card_text, load_residents
from outcome import Action, Failure, Ok

if TYPE_CHECKING:
    from drivers.id_card_reader.layout import IdCard
    from outcome import Outcome

TEXT = card_text(load_residents(RESIDENTS)["wang"])


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def with_field(at: int, value: bytes) -> bytes:
    return TEXT[:at] + value + TEXT[at + len(value) :]


def answer(text: bytes, photo: bytes, text_size: int | None = None, photo_size: int | None = None) -> bytes:
    """A whole answer to a read whose lengths may say something else than what follows."""
    sizes = len(text) if text_size is None else text_size, len(photo) if photo_size is None else photo_size
    lengths = b"".join(size.to_bytes(2, "big") for size in sizes)
    return frame.wrap(b"\0\0\x90" + lengths + text + photo)


def counting(whole: bytes, length: int) -> bytes:
    """The same frame with another number where it counts its bytes."""
    return whole[:5] + length.to_bytes(2, "big") + whole[7:]


def read(bench: ReaderBench, whole: bytes) -> Outcome[IdCard]:
    """One card whose read is answered with these bytes."""
    device = bench.make(answer_timeout_s=0.15)
    assert isinstance(device.open(), Ok)
    bench.simulator._handlers[frame.READ_TEXT_AND_PHOTO] = lambda: whole
    bench.simulator.insert_card("wang")
    began = time.monotonic()
    outcome = device.read_raw_data(threading.Event(), BOUND_S)
    assert time.monotonic() - began < BOUND_S, "ended by itself, not by the deadline of the wait"
    device.close()
    return outcome


GOOD = answer(TEXT, PHOTO)
UNREADABLE = "card_unreadable", Action.RESIDENT
NO_ANSWER = "no_answer", Action.SITE_KEEPER
BAD = {
    "length far too long": (counting(GOOD, 0xFFFF), NO_ANSWER, "silent"),
    "length beyond what follows": (counting(GOOD, 4000), NO_ANSWER, "silent"),
    "length of nothing": (counting(GOOD, 0), NO_ANSWER, "silent"),
    "length too short": (counting(GOOD, 300), ("line_noise", Action.ENGINEER), "garbled twice"),
    "checksum wrong": (GOOD[:-1] + bytes([GOOD[-1] ^ 1]), ("line_noise", Action.ENGINEER), "garbled twice"),
    "cut in the middle": (GOOD[:700], NO_ANSWER, "silent"),
    "well but empty": (frame.wrap(b"\0\0\x90"), NO_ANSWER, "no answer but Frame(3 bytes, sw3=90"),
    "shorter than a status": (frame.wrap(b"\0"), ("unknown_status_word", Action.ENGINEER), "too short"),
    "text said far too long": (answer(TEXT, PHOTO, text_size=0xFFFF), UNREADABLE, "text of 1280 bytes"),
    "text said too short": (answer(TEXT, PHOTO, text_size=255), UNREADABLE, "text of 255 bytes"),
    "text cut": (answer(TEXT[:100], PHOTO), UNREADABLE, "text of 100 bytes"),
    "unknown kind of card": (answer(with_field(248, utf16("Q")), PHOTO), UNREADABLE, "flag U+0051"),
    "kind of card a lone surrogate": (
        answer(with_field(248, b"\x00\xd8"), PHOTO), UNREADABLE, "flag U+FFFD",
    ),
    "birth blank": (answer(with_field(36, utf16(" " * 8)), PHOTO), UNREADABLE, "birth"),
    "birth half blank": (answer(with_field(36, utf16("195503  ")), PHOTO), UNREADABLE, "birth"),
    "birth with a blank inside": (answer(with_field(36, utf16("1955 301")), PHOTO), UNREADABLE, "birth"),
    "number of lone surrogates": (answer(with_field(122, b"\x00\xdc" * 18), PHOTO), UNREADABLE, "number"),
    "all blank": (answer(utf16(" " * 128), PHOTO), UNREADABLE, "birth"),
    "all zero": (answer(bytes(256), PHOTO), UNREADABLE, "birth"),
    "all ones": (answer(b"\xff" * 256, PHOTO), UNREADABLE, "flag U+FFFF"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_answer_is_told_with_what_where_and_who(reader_bench: ReaderBench, name: str) -> None:
    whole, (code, action), seen = BAD[name]
    outcome = read(reader_bench, whole)
    assert isinstance(outcome, Failure)
    assert (outcome.code, outcome.action) == (code, action)
    assert seen in outcome.detail
    assert "read" in outcome.detail, "the step is named"
    assert isinstance(read(reader_bench, GOOD), Ok), "the next card is none the worse for it"


@pytest.mark.parametrize(
    ("whole", "size"),
    [
        (answer(TEXT, b""), 0),
        (answer(TEXT, PHOTO[:500]), 0),
        (answer(TEXT, b"", photo_size=1024), 0),
        (answer(TEXT, PHOTO[:500], photo_size=1024), 0),
        (answer(TEXT, PHOTO, photo_size=0xFFFF), 0),
        (answer(TEXT, PHOTO, photo_size=1024), 1024),
    ],
    ids=["none", "short", "none but announced", "cut", "announced far too long", "whole"],
)
def test_a_photo_missing_or_cut_leaves_a_card_without_one(
    reader_bench: ReaderBench, whole: bytes, size: int
) -> None:
    outcome = read(reader_bench, whole)
    assert isinstance(outcome, Ok)
    assert (len(outcome.value.photo), outcome.value.name) == (size, "王秀英")


@pytest.mark.parametrize("at", [0, 52, 158], ids=["name", "address", "authority"])
def test_lone_surrogates_leave_a_string_that_every_store_takes(reader_bench: ReaderBench, at: int) -> None:
    outcome = read(reader_bench, answer(with_field(at, b"\x00\xd8\x41\x00\x00\xdc"), PHOTO))
    assert isinstance(outcome, Ok)
    card = outcome.value
    assert "\ufffdA\ufffd" in {0: card.name, 52: card.address, 158: card.authority}[at]
    assert (card.name + card.address + card.authority).encode("utf-8")


@pytest.mark.parametrize("dates", [" " * 16, "2020    " + " " * 8, " " * 8 + "长期" + " " * 6])
def test_blank_dates_of_validity_make_no_false_ones(reader_bench: ReaderBench, dates: str) -> None:
    outcome = read(reader_bench, answer(with_field(188, utf16(dates)), PHOTO))
    assert isinstance(outcome, Ok)
    card = outcome.value
    assert (card.valid_from, card.valid_to, card.long_term) == (None, None, "长期" in dates)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=1500), framed=st.booleans())
def test_any_bytes_in_answer_to_a_read_end_in_a_card_or_a_failure(
    reader_bench: ReaderBench, body: bytes, framed: bool
) -> None:
    device = reader_bench.make(answer_timeout_s=0.1)
    until = time.monotonic() + BOUND_S
    while not isinstance(opened := device.open(), Ok):
        device.close()
        assert time.monotonic() < until, opened
    whole = frame.wrap(b"\0\0\x90" + body) if framed else body
    reader_bench.simulator._handlers[frame.READ_TEXT_AND_PHOTO] = lambda: whole
    reader_bench.simulator.insert_card("wang")
    outcome = device.read_raw_data(threading.Event(), BOUND_S)
    device.close()
    if isinstance(outcome, Failure):
        assert outcome.code
        assert outcome.code != "timeout"
        assert outcome.detail
