"""PINs that are too easy, and that nothing else is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from catalogue.pin_rules import PinFault, pin_fault

NUMBER = "990102195503010025"
six = some.text("0123456789", min_size=6, max_size=6)


@pytest.mark.parametrize(
    ("pin", "fault"),
    [
        ("", PinFault.LENGTH),
        ("12345", PinFault.LENGTH),
        ("1234567", PinFault.LENGTH),
        ("12345a", PinFault.LENGTH),
        ("１２３４７９", PinFault.LENGTH),
        ("777777", PinFault.REPEATED),
        ("121212", PinFault.REPEATED),
        ("123123", PinFault.REPEATED),
        ("123456", PinFault.RUNNING),
        ("654321", PinFault.RUNNING),
        ("890123", PinFault.RUNNING),
        ("210987", PinFault.RUNNING),
        ("550301", PinFault.BIRTHDAY),
        ("195503", PinFault.BIRTHDAY),
        ("030155", PinFault.BIRTHDAY),
        ("010355", PinFault.BIRTHDAY),
        ("195531", PinFault.BIRTHDAY),
        ("010025", PinFault.IDENTITY),
        ("270418", None),
        ("123457", None),
    ],
)
def test_each_kind_of_easy_pin(pin: str, fault: PinFault | None) -> None:
    assert pin_fault(pin, NUMBER) is fault


def test_a_number_that_ends_in_x_is_not_a_way_round() -> None:
    assert pin_fault("712001", "99010119880712001X") is PinFault.IDENTITY


@settings(max_examples=100)
@given(digit=some.integers(0, 9), number=some.sampled_from([NUMBER, "P1234567", ""]))
def test_one_digit_over_and_over_is_never_taken(digit: int, number: str) -> None:
    assert pin_fault(str(digit) * 6, number) is PinFault.REPEATED


@settings(max_examples=100)
@given(first=some.integers(0, 9), step=some.sampled_from([1, -1]))
def test_digits_that_run_are_never_taken_wherever_they_begin(first: int, step: int) -> None:
    pin = "".join(str((first + step * place) % 10) for place in range(6))
    assert pin_fault(pin, NUMBER) is PinFault.RUNNING


@settings(max_examples=100)
@given(born=some.dates(date(1900, 1, 1), date(2026, 1, 1)))
def test_nobody_s_own_birthday_is_taken(born: date) -> None:
    number = f"990102{born:%Y%m%d}0025"
    for written in (f"{born:%y%m%d}", f"{born:%Y%m}", f"{born:%m%d%y}", f"{born:%d%m%y}"):
        assert pin_fault(written, number) is not None


@settings(max_examples=100)
@given(pin=six)
def test_a_fault_is_only_told_where_one_is(pin: str) -> None:
    """Held against a second, slower reading of the same rules."""
    fault = pin_fault(pin, "P1234567")
    repeated = any(all(pin[at] == pin[at % size] for at in range(6)) for size in (1, 2, 3))
    circle = "0123456789" * 2
    running = pin in circle or pin in circle[::-1]
    assert (fault is None) == (not repeated and not running)
