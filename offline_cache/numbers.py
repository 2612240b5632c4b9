"""Numbers a resident reads, types or tells over a phone: each carries a check character.

ISO/IEC 7064 MOD 37,36 finds every single wrong character and nearly every swap of neighbours. The standard's
text was not read; the arithmetic is python-stdnum's, and its examples are in the tests.
"""

from __future__ import annotations

import re
from datetime import date

from stdnum.iso7064 import mod_37_36

_CASE = re.compile(r"([A-Z0-9]{4,12})-(\d{8})-(\d{6,9})-([0-9A-Z])")
_SLIP = re.compile(r"(\d{4})-([0-9A-Z])")
SLIPS = 10_000


def case_number(terminal_id: str, day: date, sequence: int) -> str:
    """`<terminal>-<yyyymmdd>-<sequence, six digits or more>-<check>`, the 收件编号 on the receipt."""
    parts = (terminal_id, day.isoformat().replace("-", ""), f"{sequence:06d}")
    return "-".join((*parts, mod_37_36.calc_check_digit("".join(parts))))


def is_valid(number: str) -> bool:
    """Whether `number` is a case number as this program writes it, with a check character that fits."""
    found = _CASE.fullmatch(number)
    if found is None:
        return False
    terminal, day, sequence, check = found.groups()
    try:
        date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    return bool(mod_37_36.is_valid(terminal + day + sequence + check))


def slip_number(count: int) -> str:
    """`0427-K`: the short number of a call for help; starts again after ten thousand calls."""
    digits = f"{count % SLIPS:04d}"
    return f"{digits}-{mod_37_36.calc_check_digit(digits)}"


def is_valid_slip(number: str) -> bool:
    """Whether `number` is a slip number with a check character that fits."""
    found = _SLIP.fullmatch(number)
    return found is not None and bool(mod_37_36.is_valid("".join(found.groups())))
