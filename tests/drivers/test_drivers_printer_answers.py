"""Answers, end markers and unasked reports on one line, told apart."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.receipt_printer.answers import Answers, is_marker
from drivers.receipt_printer.status import is_status
from drivers.simulators.faults import GARBAGE
from drivers.simulators.receipt_printer.printer import CONDITIONS, Sensors

STATUSES = [byte for byte in range(256) if is_status(byte)]
MARKERS = [byte for byte in range(256) if is_marker(byte)]
REPORTS = [
    Sensors(paper_low=low, **dict(zip(CONDITIONS, states, strict=True))).report()
    for low, *states in product((False, True), repeat=1 + len(CONDITIONS))
]


def test_noise_with_a_zero_in_it_confirms_nothing() -> None:
    assert Answers().sort(GARBAGE) == ([], False)
    assert Answers().sort(b"\x12\x00") == ([0x12], True)
    assert Answers().sort(b"\x0f") == ([], True)
    assert Answers().sort(b"") == ([], False)


def test_no_byte_is_both_a_status_and_a_marker() -> None:
    assert not {*STATUSES} & {*MARKERS}
    assert not {report[0] for report in REPORTS} & {*STATUSES, *MARKERS}


@pytest.mark.parametrize("cut", range(1, 4))
def test_the_tail_of_a_report_confirms_nothing(cut: int) -> None:
    for report in REPORTS:
        answers = Answers()
        assert answers.sort(report[:cut]) == answers.sort(report[cut:]) == ([], False)
        assert answers.sort(b"\0") == ([], True), "a marker behind it does"


def test_answers_that_come_between_the_bytes_of_a_report_make_no_marker_of_the_rest() -> None:
    answers = Answers()
    for byte in b"\x10\x00\x00":
        assert answers.sort(bytes([byte])) == ([], False)
        assert answers.sort(b"\x12\x12") == ([0x12, 0x12], False)
    assert answers.sort(b"\x00") == ([], False), "the last byte of the report"
    assert answers.sort(b"\x00") == ([], True)


def test_an_answer_may_come_in_the_middle_of_a_report() -> None:
    answers = Answers()
    assert answers.sort(b"\x10\x00\x16\x00\x00") == ([0x16], False)
    assert answers.sort(b"\x00") == ([], True)


def test_noise_that_looks_like_the_head_of_a_report_does_not_swallow_markers_for_ever() -> None:
    answers = Answers()
    answers.sort(b"\x10")
    for _ in range(9):  # more answers than two looks ask for
        assert answers.sort(b"\x12") == ([0x12], False)
    assert answers.sort(b"\x00") == ([], True)
    answers.sort(b"\x10")
    answers.sort(b"\xff")
    assert answers.sort(b"\x00") == ([], True)


SAID = st.lists(
    st.sampled_from(STATUSES).map(lambda byte: bytes([byte]))
    | st.sampled_from(MARKERS).map(lambda byte: bytes([byte]))
    | st.sampled_from(REPORTS),
    max_size=12,
)


@settings(max_examples=150)
@given(SAID, st.lists(st.integers(0, 48), max_size=10))
def test_however_it_is_cut_the_same_is_heard(said: list[bytes], cuts: list[int]) -> None:
    line = b"".join(said)
    answers, heard, marked = Answers(), list[int](), False
    for start, end in pairwise([0, *sorted(cuts), len(line)]):
        statuses, marker = answers.sort(line[start:end])
        heard += statuses
        marked |= marker
    assert heard == [one[0] for one in said if len(one) == 1 and is_status(one[0])]
    assert marked == any(len(one) == 1 and is_marker(one[0]) for one in said)
