"""A bank card of a demo resident: directory, application, processing options, records. The number is of the national
range that no bank has, the keys are missing: nothing can be paid with it."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from drivers.simulators.smart_card_reader.chip_card import (
    NO_FILE,
    NO_RECORD,
    OK,
    UNKNOWN_INS,
    WRONG_LENGTH,
    ChipCard,
    Question,
    ber,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

DEBIT = bytes.fromhex("A000000333010101")
PSE, PPSE = b"1PAY.SYS.DDF01", b"2PAY.SYS.DDF01"
CARD_SIDES = ("contact", "contactless", "no-directory")

_PDOL = bytes.fromhex("9F66049F02069F03069F1A0295055F2A029A039C019F3704")
_NOT_SATISFIED = bytes.fromhex("6985")


class BankCard(ChipCard):
    """`side`: which directory it has; a contactless one also answers GPO in template 77 instead of 80."""

    kind = "bank"

    def __init__(self, person: Mapping[str, str], side: str = "contact", *, t0: bool = False) -> None:
        super().__init__(t0=t0)
        self._side = side
        track = bytes.fromhex(f"{number(person)}D3012201{'0' * 9}")
        self._records = {
            (1, 1): ber("70", ber("61", ber("4F", DEBIT) + ber("50", b"DEMO DEBIT") + ber("87", b"\x01"))),
            (2, 1): ber("70", ber("5F20", b"DEMO/HOLDER") + ber("9F1F", b"0" * 16)),
            (2, 2): ber("70", ber("57", track)),
            (3, 1): ber(
                "70", ber("5A", bytes.fromhex(number(person) + "F")) + ber("5F24", bytes.fromhex("301231"))
            ),
        }
        self._selected = b""
        self._started = False

    def power_on(self) -> None:
        super().power_on()
        self._selected = b""
        self._started = False

    def answer(self, question: Question) -> bytes:
        handler = {(0x00, 0xA4): self._select, (0x80, 0xA8): self._options, (0x00, 0xB2): self._read}
        found = handler.get(question.head)
        return found(question) if found else UNKNOWN_INS

    def _select(self, question: Question) -> bytes:
        self._selected, self._started = b"", False
        name = question.data
        if name == PSE and self._side == "contact":
            inner = ber("88", b"\x01") + ber("5F2D", b"zhen")
        elif name == PPSE and self._side == "contactless":
            entry = ber("61", ber("4F", DEBIT) + ber("87", b"\x01"))
            inner = ber("BF0C", entry)
        elif name == DEBIT:
            inner = ber("50", b"DEMO DEBIT") + ber("87", b"\x01") + ber("9F38", _PDOL)
        else:
            return NO_FILE
        self._selected = name
        return ber("6F", ber("84", name) + ber("A5", inner)) + OK

    def _options(self, question: Question) -> bytes:
        if self._selected != DEBIT:
            return _NOT_SATISFIED
        wanted = sum(_PDOL[at] for at in (2, 5, 8, 11, 13, 16, 18, 20, 23))
        if len(question.data) != wanted + 2 or question.data[:2] != bytes([0x83, wanted]):
            return WRONG_LENGTH
        self._started = True
        profile, locator = bytes.fromhex("7C00"), bytes.fromhex("10010200 18010100")
        if self._side == "contactless":
            return ber("77", ber("82", profile) + ber("94", locator)) + OK
        return ber("80", profile + locator) + OK

    def _read(self, question: Question) -> bytes:
        file = question.p2 >> 3
        if question.p2 & 0x07 != 0x04 or not (self._started or (self._selected == PSE and file == 1)):
            return _NOT_SATISFIED
        record = self._records.get((file, question.p1))
        return NO_RECORD if record is None else record + OK


def number(person: Mapping[str, str]) -> str:
    """19 digits with a right check digit (Luhn)."""
    digits = f"999900{zlib.crc32(person['id_number'].encode()):012d}"
    doubled = [int(one) * (2 if at % 2 == 0 else 1) for at, one in enumerate(reversed(digits))]
    total = sum(one // 10 + one % 10 for one in doubled)
    return digits + str(-total % 10)
