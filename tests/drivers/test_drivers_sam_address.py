"""The address that was appended to a card: asked for after the card, believed when it looks like one."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from drivers_benches import BOUND_S, ReaderBench
from hypothesis import given
from hypothesis import strategies as st

from drivers.device import Media
from drivers.id_card_reader import frame
from drivers.id_card_reader.frame import Frame
from drivers.id_card_reader.newest_address import newest_address
from outcome import Ok

if TYPE_CHECKING:
    from drivers.id_card_reader.layout import IdCard

NEWEST = "云溪市清河县柳林镇新村路8号"

both_wires = pytest.mark.parametrize("reader_bench", ["pty", "tcp"], indirect=True)


def card_of(bench: ReaderBench, who: str = "wang", **options: object) -> IdCard:
    device = bench.make(**options)
    assert device.open() == Ok(None)
    bench.simulator.insert_card(who)
    outcome = device.read_raw_data(threading.Event(), BOUND_S)
    assert isinstance(outcome, Ok)
    device.close()
    return outcome.value


def questions(bench: ReaderBench) -> int:
    return bench.simulator.asked.count(frame.READ_NEWEST_ADDRESS)


@both_wires
@pytest.mark.parametrize("must_be_lifted", [True, False])
def test_the_newest_address_goes_before_the_printed_one(
    reader_bench: ReaderBench, must_be_lifted: bool
) -> None:
    reader_bench.simulator.must_be_lifted = must_be_lifted
    reader_bench.simulator.newest_address = NEWEST
    card = card_of(reader_bench)
    assert card.address == NEWEST
    assert card.printed_address == card_of(reader_bench, newest_address=False).address != NEWEST


def test_a_card_without_one_keeps_the_printed_one(reader_bench: ReaderBench) -> None:
    card = card_of(reader_bench)
    assert card.address == card.printed_address != ""
    assert questions(reader_bench) == 1


@pytest.mark.parametrize("module", ["old", "mute"])
def test_a_module_that_does_not_know_the_question_is_asked_once_only(
    reader_bench: ReaderBench, module: str
) -> None:
    reader_bench.simulator.module, reader_bench.simulator.must_be_lifted = module, False
    reader_bench.simulator.newest_address = NEWEST
    device = reader_bench.make(newest_address_timeout_s=0.05)
    device.open()
    reader_bench.simulator.insert_card("wang")
    for _ in range(3):
        outcome = device.read_raw_data(threading.Event(), BOUND_S)
        assert isinstance(outcome, Ok)
        assert outcome.value.address == outcome.value.printed_address
    assert questions(reader_bench) == 1
    device.close()
    device.open()
    assert isinstance(device.read_raw_data(threading.Event(), BOUND_S), Ok)
    assert questions(reader_bench) == 2


def test_a_card_that_is_pulled_away_before_the_address_was_read_all_the_same(
    reader_bench: ReaderBench,
) -> None:
    reader_bench.simulator.newest_address, reader_bench.simulator.pull_at = NEWEST, "address"
    card = card_of(reader_bench)
    assert card.address == card.printed_address
    assert card.name == "王秀英"


def test_a_line_that_breaks_at_the_address_does_not_cost_the_card(reader_bench: ReaderBench) -> None:
    simulator = reader_bench.simulator
    simulator._handlers[frame.READ_NEWEST_ADDRESS] = lambda: simulator.faults.drop_connection() or b""
    assert card_of(reader_bench, newest_address_timeout_s=0.05).name == "王秀英"


@pytest.mark.parametrize("who", ["smith", "jones"])
def test_a_card_without_an_address_is_not_asked_for_one(reader_bench: ReaderBench, who: str) -> None:
    reader_bench.simulator.newest_address = NEWEST
    assert card_of(reader_bench, who).address == ""
    assert questions(reader_bench) == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(70),
        b" \0" * 35,
        "\u0001\u0002清河县".encode("utf-16-le"),
        b"\x00\xd8" * 8,  # halves of surrogate pairs
        "清河县".encode("utf-16-le") + b"\x41",  # an odd byte
        "清".encode("utf-16-le"),
    ],
)
def test_what_does_not_look_like_an_address_is_none(data: bytes) -> None:
    assert newest_address(data) == ""


def test_an_address_loses_its_padding_and_nothing_else() -> None:
    assert newest_address(NEWEST.encode("utf-16-le").ljust(70, b"\0")) == NEWEST
    assert newest_address((NEWEST + " " * 20).encode("utf-16-le")) == NEWEST


@given(st.binary(max_size=300))
def test_any_bytes_make_a_printable_address_or_none(data: bytes) -> None:
    text = newest_address(data)
    assert text.isprintable()
    text.encode("utf-8")


def test_a_late_address_answers_no_other_question() -> None:
    address = Frame(bytes([0, 0, 0x90]) + NEWEST.encode("utf-16-le").ljust(70, b"\0"), intact=True)
    others = {frame.RESET_SAM, frame.SAM_STATUS, frame.SAM_NUMBER, frame.FIND, frame.SELECT}
    assert frame.may_answer(frame.READ_NEWEST_ADDRESS, address)
    assert not [one for one in (*others, frame.READ_TEXT_AND_PHOTO) if frame.may_answer(one, address)]


@pytest.mark.parametrize("reader_bench", ["tcp"], indirect=True)
@pytest.mark.parametrize("must_be_lifted", [True, False])
def test_a_card_left_behind_is_known_over_the_network(
    reader_bench: ReaderBench, must_be_lifted: bool
) -> None:
    reader_bench.simulator.must_be_lifted = must_be_lifted
    device = reader_bench.make()
    device.open()
    reader_bench.simulator.insert_card("wang")
    assert isinstance(device.read_raw_data(threading.Event(), BOUND_S), Ok)
    assert device.poll().media is Media.PRESENT
    reader_bench.simulator.remove_card()
    assert device.poll().media is Media.NOT_PRESENT


@pytest.mark.parametrize("reader_bench", ["tcp"], indirect=True)
def test_an_address_that_nobody_listens_at_is_no_device(reader_bench: ReaderBench) -> None:
    reader_bench.wire.unplug()
    outcome = reader_bench.make().open()
    assert outcome.code == "no_device"
    assert reader_bench.wire.address in outcome.detail
