"""Giving numbers out: the tag of this opening's case numbers, and the short numbers of calls for help."""

from __future__ import annotations

import re
import secrets

from contract.case_number import TAG_LENGTH, TAG_LETTERS, check_digits

SLIPS = 10_000
_SLIP = re.compile(r"([0-9]{4})-([0-9]{2})")


def draw_tag() -> str:
    """A tag for the case numbers of one opening of the store: one of 29,791."""
    return "".join(secrets.choice(TAG_LETTERS) for _ in range(TAG_LENGTH))


def slip_number(count: int) -> str:
    """`0427-78`: the short number of a call for help; starts again after ten thousand calls."""
    digits = f"{count % SLIPS:04d}"
    return f"{digits}-{check_digits(digits)}"


def is_valid_slip(number: str) -> bool:
    """Whether `number` is a slip number with check digits that fit."""
    found = _SLIP.fullmatch(number)
    return found is not None and check_digits(found[1]) == found[2]
