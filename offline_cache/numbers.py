"""Numbers a resident reads, types or tells over a phone: each carries two check digits.

ISO/IEC 7064 MOD 97-10 finds every wrong digit, every letter taken for another, every swap of neighbouring digits and
all but one in 97 of other mistakes. Its check has digits only: a check letter would be taken for one (O for 0, I for
1) by whoever hears it. The standard's text was not read; the arithmetic is python-stdnum's.
"""

from __future__ import annotations

import re
from datetime import date

from stdnum.iso7064 import mod_97_10

_CASE = re.compile(r"([A-Z0-9]{4,12})-([0-9]{8})-([0-9]{6,9})-([0-9]{2})")
_SLIP = re.compile(r"([0-9]{4})-([0-9]{2})")
SLIPS = 10_000


def case_number(terminal_id: str, day: date, sequence: int) -> str:
    """`<terminal>-<yyyymmdd>-<sequence, six digits or more>-<two check digits>`, the 收件编号 on the receipt."""
    parts = (terminal_id, day.isoformat().replace("-", ""), f"{sequence:06d}")
    return "-".join((*parts, mod_97_10.calc_check_digits("".join(parts))))


def is_valid(number: str) -> bool:
    """Whether `number` is a case number as this program writes it, with check digits that fit."""
    found = _CASE.fullmatch(number)
    if found is None:
        return False
    terminal, day, sequence, check = found.groups()
    try:
        date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    return bool(mod_97_10.is_valid(terminal + day + sequence + check))


def slip_number(count: int) -> str:
    """`0427-78`: the short number of a call for help; starts again after ten thousand calls."""
    digits = f"{count % SLIPS:04d}"
    return f"{digits}-{mod_97_10.calc_check_digits(digits)}"


def is_valid_slip(number: str) -> bool:
    """Whether `number` is a slip number with check digits that fit."""
    found = _SLIP.fullmatch(number)
    return found is not None and bool(mod_97_10.is_valid("".join(found.groups())))
