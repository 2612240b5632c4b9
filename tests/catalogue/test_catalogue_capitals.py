"""Amounts in capitals."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.capitals import LARGEST, in_capitals
from catalogue.model import Field, FieldKind, Text
from catalogue.showing import shown

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (105, "壹元零伍分"),
        (150, "壹元伍角整"),
        (1_000, "壹拾元整"),
        (10_000_000, "壹拾万元整"),
        (1_680_32, "壹仟陆佰捌拾元叁角贰分"),
        (107_000_53, "壹拾万柒仟元伍角叁分"),
        (16_409_02, "壹万陆仟肆佰零玖元零贰分"),
        (6_007_14, "陆仟零柒元壹角肆分"),
        (100_000_001_00, "壹亿零壹元整"),
        (100_010_000_00, "壹亿零壹万元整"),
        (1_000_000_000_000_00, "壹万亿元整"),
        (-1, ""),
        (LARGEST, ""),
    ],
)
def test_an_amount_is_written_as_on_a_bill(fen: int, said: str) -> None:
    assert in_capitals(fen) == said


@given(st.integers(0, LARGEST - 1))
def test_what_is_written_reads_back_as_the_same_amount(fen: int) -> None:
    said = in_capitals(fen)
    assert read(said) == fen
    assert "零零" not in said


def test_the_check_page_says_an_amount_both_ways() -> None:
    field = Field.model_construct(id="capital", label=Text(zh="资本", en="Capital"), kind=FieldKind.MONEY)
    assert shown(field, 10_000_000, "zh") == "¥100,000.00（壹拾万元整）"
    assert shown(field, 10_000_000, "en") == "¥100,000.00"


def read(said: str) -> int:
    """Back to fen, digit by digit: another way round than it was written."""
    match = re.fullmatch(r"(?:(.+)元)?零?(?:(.)角)?零?(?:(.)分)?整?", said)
    assert match is not None
    whole, jiao, of_ten = match.groups()
    tens = (DIGITS.index(jiao) if jiao else 0) * 10 + (DIGITS.index(of_ten) if of_ten else 0)
    return whole_of(whole or "") * 100 + tens


def whole_of(said: str) -> int:
    total, four, digit, high = 0, 0, 0, 0
    for char in said.replace("万亿", "兆"):
        if char in DIGITS:
            digit = DIGITS.index(char)
        elif char in PLACES:
            four, digit = four + digit * PLACES[char], 0
        else:
            high += (four + digit) * {"万": 10**4, "亿": 10**8, "兆": 10**12}[char]
            four, digit = 0, 0
    return total + high + four + digit
