"""Citizen numbers and credit codes, on the known and the fictional vectors."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.identifiers import check_citizen_number, credit_code_fault

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",
        "990101195503010010",
        "990102199006150025",
        "990103200802290039",
        "810000199001010019",
    ],
)
def test_right_numbers(number):
    checked = check_citizen_number(number, today=TODAY)
    assert (checked.number, checked.fault, checked.warning) == (number, None, None)


@pytest.mark.parametrize("number", ["990103200902290036", "990101209912310019", "990101187001010010"])
def test_a_wrong_date_fails_though_the_check_character_is_right(number):
    fault = check_citizen_number(number, today=TODAY).fault
    assert fault
    assert "出生日期" in fault.zh


def test_who_is_born_today_is_born():
    born_today = "990101202611220018"
    assert check_citizen_number(born_today, today=TODAY).fault is None
    assert check_citizen_number(born_today, today=date(2026, 11, 21)).fault


@pytest.mark.parametrize("number", ["11010519491231002X", "990101195503010010", "990102199006150025"])
def test_every_other_last_character_fails(number):
    for last in set("0123456789X") - {number[-1]}:
        assert check_citizen_number(number[:-1] + last, today=TODAY).fault


@pytest.mark.parametrize(
    "typed", ["11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_spaces_small_letters_and_full_width_are_mended(typed):
    checked = check_citizen_number(typed, today=TODAY)
    assert (checked.number, checked.fault) == ("11010519491231002X", None)


@pytest.mark.parametrize(
    "typed", ["", "1", "11010519491231002Y", "1101051949123100XX", "٣" * 18, "1101051949123100 2"]
)
def test_other_forms_fail(typed):
    assert check_citizen_number(typed, today=TODAY).fault


def test_numbers_of_the_first_generation_are_told_as_such():
    fault = check_citizen_number("110105491231002", today=TODAY).fault
    assert fault
    assert "15位" in fault.zh


@pytest.mark.parametrize(
    ("number", "word"), [("160101195503010016", "地区"), ("990101195503010002", "第15到17位")]
)
def test_odd_numbers_are_only_warned_of(number, word):
    checked = check_citizen_number(number, today=TODAY)
    assert checked.fault is None
    assert checked.warning
    assert word in checked.warning.zh


@pytest.mark.parametrize(
    "code",
    [
        "91990000MA00004100",
        "91990101MA0000074F",
        "92990101MA0000058N",
        "11990101MB00000193",
        "52990101MJ00000855",
        "11220381MB1658330T",
    ],
)
def test_right_credit_codes(code):
    assert credit_code_fault(code) is None
    assert credit_code_fault(code.lower()) is None
    for last in set("0123456789ABCDEFGHJKLMNPQRTUWXY") - {code[-1]}:
        assert credit_code_fault(code[:-1] + last)


@pytest.mark.parametrize(
    "code", ["", "91350211M0000XUF46", "9199000OMA00004100", "91990000MA0000410", "9199000IMA00004100"]
)
def test_wrong_credit_codes(code):
    assert credit_code_fault(code)


@given(st.text(max_size=20))
@settings(max_examples=150)
def test_nothing_raises(typed):
    check_citizen_number(typed, today=TODAY)
    credit_code_fault(typed)
