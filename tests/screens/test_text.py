"""Chinese lines break where they may."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screens import text
from screens.theme import Style

STYLE = Style(34)
LONG = (
    "本人承诺：所填“灵活就业”情况属实（含附件），如有虚假，愿意退回补贴并承担相应责任。"
    "咨询电话10000012345，网址example.invalid。"
)


@pytest.fixture(autouse=True)
def _letters(terminal):
    """Letters are measured by Kivy's fonts."""
    return terminal


@given(
    words=st.text(alphabet="中文字，。！？、；：“”（）《》…—abcXYZ019 -.%\n𠮷䶮", max_size=80),
    width=st.integers(120, 900),
)
@settings(max_examples=150)
def test_lines_keep_every_letter_and_the_width(words, width):
    lines = text.wrap(words, STYLE, width)
    assert "".join(lines).replace(" ", "") == text.set_in(words).replace(" ", "").replace("\n", "")
    for line in lines:
        stuck = set(line) <= text.NO_START | text.NO_END  # nothing but punctuation: it may not be parted
        assert stuck or text.width_of(line, STYLE) <= width


@pytest.mark.parametrize("width", range(150, 700, 37))
def test_no_line_starts_with_a_closing_or_ends_with_an_opening_mark(width):
    lines = text.wrap(LONG, STYLE, width)
    assert not [line for line in lines[1:] if line[0] in text.NO_START]
    assert not [line for line in lines[:-1] if line[-1] in text.NO_END]


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        (
            "自己办、有人帮。办到哪一步都可以呼叫帮办员。",
            760,
            ("自己办、有人帮。", "办到哪一步都可以呼叫帮办员。"),
        ),
        ("进驻事项清单：一楼A区（社保、就业、医保）", 780, ("进驻事项清单：一楼A区", "（社保、就业、医保）")),
        ("城关镇便民服务中心，步行8分钟，24小时开放", 500, ("城关镇便民服务中心，", "步行8分钟，24小时开放")),
        (
            "This machine is being repaired. It will be back today.",
            900,
            ("This machine is being repaired.", "It will be back today."),
        ),
    ],
)
def test_a_short_text_is_broken_at_a_pause_and_leaves_no_word_alone(words, width, lines):
    assert text.wrap(words, Style(40), width) == lines


def test_a_long_text_leaves_no_word_alone_at_its_end():
    for width in range(300, 900, 7):
        lines = text.wrap(LONG * 2, STYLE, width)
        assert text.width_of(lines[-1], STYLE) > 0.1 * width


def test_a_number_stands_with_what_it_counts_and_hours_stay_together():
    for width in range(200, 800, 13):
        lines = text.wrap("请到窗口办理（周一至周五 9:00—17:00），步行8分钟", STYLE, width)
        assert any("9:00—17:00" in line for line in lines) or width < 260
        assert any("8分" in line for line in lines)


def test_a_telephone_number_and_an_english_word_stay_whole():
    for width in range(400, 800, 23):
        lines = text.wrap(LONG, STYLE, width)
        assert any("10000012345" in line for line in lines)
        assert any("example.invalid" in line for line in lines)


def test_an_english_word_with_an_apostrophe_is_not_torn_apart():
    assert text.width_of("one’s own", STYLE) == text.width_of("one's own", STYLE)
    for width in range(80, 400, 7):
        lines = text.wrap("Work and business of one’s own", STYLE, width)
        assert any("one’s" in line for line in lines) or width < text.width_of("one’s", STYLE)


def test_a_word_longer_than_the_line_is_broken_and_not_cut():
    lines = text.wrap("9" * 100, STYLE, 300)
    assert "".join(lines) == "9" * 100
    assert all(text.width_of(line, STYLE) <= 300 for line in lines)


def test_measured_and_painted_width_agree():
    for words in (
        "公民身份号码",
        "QH0001-20261122-000007-K7M-96",
        "Social insurance subsidy",
        "网络正常，14:05",
        "“引号”——…",
    ):
        for style in (STYLE, Style(58, bold=True)):
            mask, right, _ = text.masks(words, style.size, bold=style.bold)[-1]
            painted = right + mask.any(axis=0).nonzero()[0][-1]
            assert painted == pytest.approx(text.width_of(words, style), abs=max(4, 0.02 * painted))


def test_a_rare_name_is_drawn_with_the_font_that_has_it():
    import fonts

    path = fonts.path_for("𠮷")
    pieces = text.masks("王𠮷", 40, bold=False)
    if path in fonts.RARE:
        assert len(pieces) == 2
    else:  # the rare font is not installed on this machine: an empty box, but no crash
        assert len(pieces) == 1


def test_time_grows_with_the_length_and_not_faster():
    words = LONG * 80
    text.wrap(LONG, STYLE, 800)
    start = time.perf_counter()
    text.wrap(words, STYLE, 800)
    assert len(words) > 5000
    assert time.perf_counter() - start < 0.5
