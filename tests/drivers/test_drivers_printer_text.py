"""Chinese text on a receipt: what goes as text, how wide it is, where it wraps."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.receipt_printer import raster
from drivers.receipt_printer.encode import Encoder
from drivers.receipt_printer.job import PrintJob, Text
from drivers.receipt_printer.text import CLOSING, clean, columns, encode, wrap
from drivers.simulators.receipt_printer.escpos_tokens import Char, Op, Tokenizer

chinese = st.text(alphabet="云溪市清河县办件回执编号，。；：（）《》ABCxyz 0123456789-·￥", max_size=120)


@pytest.mark.parametrize("line", ["：￥", "办件编号 Case 99", "“引号”", "。", "①㎡", "é"])
def test_two_byte_characters_go_as_text(line: str) -> None:
    code = encode(line)
    assert code is not None
    assert code.decode("gb18030") == line
    assert len(code) == columns(line)


@pytest.mark.parametrize("line", ["㛃", "㙍", "𠀀", "𠮷", "\ue000", "\ue5e5", "¥", "ü👍"])
def test_what_the_printers_font_lacks_does_not(line: str) -> None:
    assert encode(line) is None


def test_the_rare_two_byte_character_goes_as_text() -> None:
    assert encode("䶮") == b"\xfe\x9f"


@given(st.text(max_size=60))
def test_whatever_is_encoded_is_what_the_printer_shows(line: str) -> None:
    code = encode(clean(line))
    if code is not None:
        shown = Tokenizer().feed(code)
        assert "".join(char.text for char in shown if isinstance(char, Char)) == clean(line)


@given(st.text(max_size=80))
def test_no_control_character_reaches_a_printer(text: str) -> None:
    tokens = Tokenizer().feed(Encoder(576, "text").job(PrintJob("id", (Text(text),))))
    commands = {token.name for token in tokens if isinstance(token, Op)}
    assert commands <= {"ESC @", "GS a", "FS &", "ESC 3", "ESC a", "LF", "GS v"}
    assert not any(unicodedata.category(char) in {"Cc", "Cf"} for char in clean(text))


@settings(max_examples=200)
@given(chinese, st.integers(8, 48))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@settings(max_examples=200)
@given(st.text(alphabet="云溪市办件，。）A1 ", max_size=100), st.integers(16, 48))
def test_a_line_begins_with_a_closing_mark_only_after_a_row_of_them(text: str, width: int) -> None:
    for before, line in zip(wrap(text, width), wrap(text, width)[1:], strict=False):
        if line and line[0] in CLOSING:
            row = before[len(before.rstrip("，。）")) :]
            assert columns(row) > width - 8 or text[text.find(line) - 1] == " "


def test_punctuation_stays_with_its_word() -> None:
    assert wrap("云溪市清河县，柳林镇", 12) == ["云溪市清河", "县，柳林镇"]
    assert wrap("云溪（清河）县", 10) == ["云溪（清", "河）县"]
    assert wrap("keep this receipt, please", 12) == ["keep this", "receipt,", "please"]


def test_wrapping_by_dots_fits_the_paper() -> None:
    lines = wrap("Wide WWWWWW letters 与中文混排，不会超出纸宽。" * 3, 384, raster.width)
    assert all(raster.width(line) <= 384 for line in lines)
    assert len(lines) > 3
