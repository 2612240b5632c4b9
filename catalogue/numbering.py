"""A code (实施编码) for a new item that nobody has yet: to be replaced by the one that the place gives it."""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from catalogue.region import DepartmentName

PUBLIC_SERVICE = "20"
"""事项类型 of what is neither a permit nor a payment (GB/T 39046-2020, A.1)."""
_FIRST = 101


def free_code(office: DepartmentName, level: str, taken: Collection[str]) -> str:
    """Credit code of the office, level, `00`, type, the digits that its other items have, the next free number."""
    known = Counter(code[23:25] for code in taken if code.startswith(office.code) and len(code) == 31)
    digits = known.most_common(1)[0][0] if known else "00"
    start = f"{office.code}{level}00{PUBLIC_SERVICE}{digits}"
    used = {code[25:28] for code in taken if code.startswith(office.code)}
    number = next(one for one in count(_FIRST) if f"{one:03}" not in used)
    return f"{start}{number:03}001"
