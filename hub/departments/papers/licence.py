"""营业执照: the described licence, with the unified social credit code that the register gives to a new business.

The demo makes the code of the case, so that the same case always has the same one. A real one is given by the registry.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from stdnum.cn import uscc

from hub.departments.papers.described import DescribedPaper

if TYPE_CHECKING:
    from uuid import UUID

    from hub.departments.papers.paper import Asked

_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Of a credit code (GB 32100-2015): no I, O, S, V, Z."""
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
"""Of the body code within it (GB 11714)."""
_DEMO_AREA = "990101"
_BUSINESS = "MA"
"""How body codes of businesses begin."""


class LicencePaper(DescribedPaper):
    """`kind`: the first two characters, `91` of a company, `92` of a self-employed business."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def own_words(self, asked: Asked) -> dict[str, str]:
        """The credit code."""
        return {"credit_code": demo_credit_code(self._kind, asked.key)} if asked.key is not None else {}


def demo_credit_code(kind: str, key: UUID) -> str:
    """18 characters with right check characters, in the demo's fictional area."""
    number = int.from_bytes(sha256(key.bytes).digest()[:8], "big")
    digits = ""
    for _ in range(6):
        number, place = divmod(number, len(_LETTERS))
        digits += _LETTERS[place]
    body = _BUSINESS + digits
    total = sum(weight * int(letter, 36) for weight, letter in zip(_WEIGHTS, body, strict=True))
    check = {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))
    code = f"{kind}{_DEMO_AREA}{body}{check}"
    return code + uscc.calc_check_digit(code)
