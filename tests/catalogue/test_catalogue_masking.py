"""A masked text never gives away what it hides."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.answers import masked_id, masked_name, masked_phone

HAN = st.sampled_from("王李张刘陈杨赵黄周吴䶮𠮷㙍欧阳")


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王秀英", "王*英"),
        ("李娜", "李*"),
        ("王", "*"),
        ("刘䶮𠮷", "刘*𠮷"),
        ("欧阳建国", "欧**国"),
        ("阿依古丽·买买提", "阿***·**提"),
        ("SMITH ALEX", "S**** A***"),
        ("SMITH, ALEX", "S****, A***"),
        ("Anne-Marie O'Neil", "A***-M**** *'N***"),
        ("X Y", "* *"),
        ("", ""),
    ],
)
def test_names(name, masked):
    assert masked_name(name) == masked


def test_numbers():
    assert masked_id("990101195503010010") == "990***********0010"
    assert masked_phone("10000000001") == "100****0001"
    assert masked_id("H00000001") == "*********"
    assert masked_phone("12345") == "*****"


@given(
    number=st.from_regex(r"[0-9]{1,17}[0-9X]", fullmatch=True),
    mask=st.sampled_from([masked_id, masked_phone]),
)
@settings(max_examples=200)
def test_the_middle_of_a_number_is_gone(number, mask):
    masked = mask(number)
    assert len(masked) == len(number)
    assert masked[3:-4] == "*" * len(number[3:-4])
    assert set(masked) == {"*"} or (masked[:3] == number[:3] and masked[-4:] == number[-4:])
    assert masked.count("*") >= min(4, len(number))


@given(name=st.lists(HAN, min_size=1, max_size=8).map("".join))
@settings(max_examples=200)
def test_at_most_the_ends_of_a_name_are_left(name):
    masked = masked_name(name)
    assert len(masked) == len(name)
    assert "*" in masked
    assert set(masked[1:-1]) <= {"*"}
