"""The table says what pypinyin says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin, pinyin

from pinyin import readings, spelt, without_tone
from pinyin.build import lines
from pinyin.table import FILE, LONGEST

WORDING = Path(__file__).parent.parent.parent / "wording" / "zh"


def test_the_table_is_the_one_that_this_pypinyin_makes() -> None:
    made = lines()
    assert FILE.read_bytes() == b"".join(made)
    assert max(len(line.decode().partition("\t")[0].strip()) for line in made) <= LONGEST


def by_pypinyin(text: str) -> list[str]:
    told = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors=list)
    # It gives a tone also to what it has no reading for.
    return [char if sound == f"{char}5" else sound for char, sound in zip(text, told, strict=True)]


def test_what_the_terminal_says_sounds_as_it_does_by_the_library() -> None:
    told = [
        piece
        for file in sorted(WORDING.glob("*.po"))
        for piece in re.findall("[㐀-鿿，。]+", file.read_text())
    ]
    assert len(told) > 1000
    assert [piece for piece in told if spelt(piece) != by_pypinyin(piece)] == []


@settings(max_examples=100)
@given(
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.sampled_from("银行重庆长大 a1，"))
)
def test_any_text_has_a_sound_for_each_character(text: str) -> None:
    assert spelt(text) == by_pypinyin(text)


@pytest.mark.parametrize("char", ["行", "重", "吕", "女", "嗯", "欸", "㐀"])
def test_all_readings_of_a_character(char: str) -> None:
    told = tuple(dict.fromkeys(map(without_tone, readings(char))))
    assert [list(told)] == pinyin(char, style=Style.NORMAL, heteronym=True)


@pytest.mark.parametrize("char", ["", "a", "，", "\t", "\n", "𠮷", "\U0010ffff"])
def test_what_has_no_reading_has_none(char: str) -> None:
    assert readings(char) == ()
