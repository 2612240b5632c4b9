"""A number told wrongly is found, and none is ever given out twice: not by a restored disk, not by a wrong clock."""

from __future__ import annotations

import shutil
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offline_bench_of_cases import NOON, Clock, Shelf, draft, value
from stdnum.iso7064 import mod_97_10

from contract.case_number import TAG_LETTERS, CaseNumber, check_digits, parse
from offline_cache import FileKeyHome, numbers

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
given_numbers = st.builds(
    CaseNumber,
    st.from_regex(r"[A-Z0-9]{4,12}", fullmatch=True),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(1, 999_999_999),
    st.text(TAG_LETTERS, min_size=3, max_size=3),
)


@given(given_numbers)
def test_a_number_tells_its_parts(made):
    assert parse(str(made)) == made
    assert str(made).split("-")[:4] == [
        made.terminal_id,
        f"{made.day:%Y%m%d}",
        f"{made.sequence:06d}",
        made.tag,
    ]


@given(given_numbers)
@settings(max_examples=50)
def test_every_wrong_character_and_every_swap_is_found(made):
    number = str(made)
    for at, right in enumerate(number):
        for wrong in CHARACTERS:
            assert wrong == right or parse(number[:at] + wrong + number[at + 1 :]) is None
        for other in range(at + 1, len(number)):
            swapped = list(number)
            swapped[at], swapped[other] = swapped[other], swapped[at]
            assert right == number[other] or parse("".join(swapped)) is None


def test_two_places_a_letter_would_let_an_o_pass_for_a_0():
    """The control: why a letter is one place here, and not two as in MOD 97-10."""
    passing = [
        prefix
        for first in TAG_LETTERS
        for second in TAG_LETTERS
        if mod_97_10.checksum((prefix := first + second) + "0011") == mod_97_10.checksum(prefix + "O011")
    ]
    assert passing
    assert not [one for one in passing if check_digits(one + "0011") == check_digits(one + "O011")]


@given(st.text("0123456789", min_size=1, max_size=30))
def test_of_digits_alone_it_is_mod_97_10(digits):
    assert check_digits(digits) == mod_97_10.calc_check_digits(digits)


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text):
    assert parse(text) is None


def test_a_number_with_an_impossible_day_is_not_ours():
    body = "YX99A00120260231000001K7M"
    assert parse(f"YX99A001-20260231-000001-K7M-{check_digits(body)}") is None


def test_a_sequence_has_no_more_zeros_than_it_was_given():
    number = str(CaseNumber("YX99A001", date(2026, 11, 22), 11, "K7M"))
    assert parse(number) is not None
    assert parse(number.replace("-000011-", "-0000011-")) is None


def test_tags_are_drawn_from_all_letters():
    drawn = [numbers.draw_tag() for _ in range(2_000)]
    assert {letter for tag in drawn for letter in tag} == set(TAG_LETTERS)
    assert len(set(drawn)) > 1_500, "one of 29,791"


# --- no number twice -----------------------------------------------------------------------------------


class Fate:
    """One terminal with two possible pasts: what its disk was yesterday is kept, and can be put back."""

    def __init__(self, folder, draw_tag) -> None:
        self.clock = Clock()
        self.keys = value(FileKeyHome.open(folder / "keys"))
        self.shelf = Shelf(folder / "cache", self.keys, self.clock, draw_tag=draw_tag)
        self.backup = folder / "backup"
        self.given: list[str] = []

    def accept(self, count: int) -> None:
        for _ in range(count):
            self.given.append(self.shelf.accept().case_number)

    def back_up(self) -> None:
        self.shelf.close()
        shutil.copytree(self.shelf.folder, self.backup)

    def restore(self) -> None:
        self.shelf.close()
        shutil.rmtree(self.shelf.folder)
        shutil.copytree(self.backup, self.shelf.folder)


def counting():
    """Tags that differ as surely as drawn ones nearly always do."""
    count = iter(range(len(TAG_LETTERS) ** 2))
    return lambda: "K" + "".join(TAG_LETTERS[part] for part in divmod(next(count), len(TAG_LETTERS)))


@pytest.mark.parametrize("back", [timedelta(0), timedelta(days=1), timedelta(days=3652)])
def test_a_restored_disk_and_a_clock_set_back_give_no_number_again(tmp_path, back):
    fate = Fate(tmp_path, counting())
    fate.accept(3)
    fate.back_up()
    fate.accept(3)
    fate.restore()
    fate.clock.at -= back
    fate.accept(3)
    fate.shelf.close()
    assert len(set(fate.given)) == 9
    assert [parse(one).sequence for one in fate.given] == [1, 2, 3, 4, 5, 6, 4, 5, 6]


def test_with_a_tag_that_stays_a_restored_disk_gives_numbers_again(tmp_path):
    """The control."""
    fate = Fate(tmp_path, lambda: "K7M")
    fate.accept(3)
    fate.back_up()
    fate.accept(3)
    fate.restore()
    fate.accept(3)
    fate.shelf.close()
    assert fate.given[6:] == fate.given[3:6]


def test_a_store_draws_its_tag_anew_at_each_opening_and_keeps_it_while_open(shelf):
    drawn = []
    shelf.options["draw_tag"] = lambda: drawn.append(numbers.draw_tag()) or drawn[-1]
    tags = [parse(shelf.accept().case_number).tag for _ in range(2)]
    shelf.close()
    tags.append(parse(shelf.accept().case_number).tag)
    assert tags == [drawn[0], drawn[0], drawn[1]]


def test_the_same_draft_again_keeps_its_number_whatever_the_tag_is_now(shelf):
    one = draft(NOON)
    first = value(shelf.cache.accept(one).result(10))
    shelf.close()
    assert value(shelf.cache.accept(one).result(10)).case_number == first.case_number
