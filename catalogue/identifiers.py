"""Numbers of people and bodies: the citizen number (GB 11643-1999) and the credit code (GB 32100-2015).

Both standards were not read; the rules are those of published descriptions, held against known numbers.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

from catalogue.said import said

if TYPE_CHECKING:
    from catalogue.model import Text

_CITIZEN = re.compile(r"[0-9]{17}[0-9X]")
_CREDIT = re.compile(r"[1-9A-Y][0-9A-Z][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_OLDEST = 150

# First two digits of GB/T 2260 that are given to a province, and those of the residence permits (81-83).
# 91, 92, 99: permanent residence cards of 2023 and the fictional place of the demo begin with 9 as well.
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)


@dataclass(frozen=True)
class Checked:
    """A number as it is written, what makes it wrong, and what is only odd."""

    number: str
    fault: Text | None = None
    warning: Text | None = None


def compact(text: str) -> str:
    """Without spaces, full-width digits and letters made plain, `x` made `X`."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def check_citizen_number(text: str, *, today: date) -> Checked:
    """A citizen number of 18 characters, also of the residence cards that share the form.

    An area that is not known only warns: abolished and new counties live on cards for decades.
    """
    number = compact(text)
    fault = _citizen_fault(number, today)
    if fault:
        return Checked(number, fault)
    if number[:2] not in _PROVINCES and number[0] != "9":
        return Checked(number, warning=said("id_number.area"))
    if number[14:17] == "000":
        return Checked(number, warning=said("id_number.sequence"))
    return Checked(number)


def _citizen_fault(number: str, today: date) -> Text | None:
    if len(number) == 15 and number.isascii() and number.isdigit():
        return said("id_number.old")
    if not _CITIZEN.fullmatch(number):
        return said("id_number.form")
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        born = None
    if born is None or born > today or today.year - born.year > _OLDEST:
        return said("id_number.birthday")
    if mod_11_2.calc_check_digit(number[:17]) != number[17]:
        return said("id_number.digit")
    return None


def credit_code_fault(text: str) -> Text | None:
    """What is wrong with a unified social credit code, or None.

    Some codes that were really given out fail the check character: for a code from a registry the caller asks
    to compare with the licence and lets the resident go on.
    """
    code = compact(text)
    if not _CREDIT.fullmatch(code):
        return said("credit_code.form")
    if not uscc.is_valid(code):
        return said("credit_code.digit")
    return None
