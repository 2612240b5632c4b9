"""Which bank card it is (PBOC 3.0, EMV): found by the card's directory, read as far as its number, told masked.

Source: public descriptions of PBOC card reading that agree; the standards were not read. Nothing but a masked number
leaves this module: no track, no name, no expiry date. Paying belongs to a certified terminal.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from drivers import apdu
from drivers.id_card_reader.layout import NO_CONTROLS
from drivers.smart_card_reader import tlv
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.apdu import Transmit

PPSE, PSE = b"2PAY.SYS.DDF01", b"1PAY.SYS.DDF01"
UNIONPAY = bytes.fromhex("A000000333")
_PAYMENT = (
    UNIONPAY,
    *(bytes.fromhex(rid) for rid in ("A000000003", "A000000004", "A000000025", "A000000065", "A000000152")),
    PPSE,
    PSE,
)
MOST_RECORDS = 10
MOST_APPLICATIONS = 8


class BankCardKind(StrEnum):
    DEBIT = "debit"
    CREDIT = "credit"
    QUASI_CREDIT = "quasi_credit"
    OTHER = "other"


_KINDS = {
    bytes.fromhex("A000000333010101"): BankCardKind.DEBIT,
    bytes.fromhex("A000000333010102"): BankCardKind.CREDIT,
    bytes.fromhex("A000000333010103"): BankCardKind.QUASI_CREDIT,
}


@dataclass(frozen=True, repr=False)
class BankCard:
    """What may be known of a bank card outside of its driver."""

    masked_number: str
    """The first six and the last four digits, asterisks between: `622848*********0018`."""
    kind: BankCardKind
    label: str
    """The application's own name, e.g. `PBOC DEBIT`."""

    def __repr__(self) -> str:
        return f"BankCard({self.kind})"


def read(transmit: Transmit) -> Outcome[BankCard]:
    """`not_a_bank_card` when there is no payment application, `card_unreadable` when none gives a number."""
    directory = _directory(transmit)
    if isinstance(directory, Failure):
        return directory
    seen = ""
    for aid in [*directory.value, *(one for one in _KINDS if one not in directory.value)][:MOST_APPLICATIONS]:
        number = _application(transmit, aid)
        if isinstance(number, Failure):
            if number.code != "card_unreadable":
                return number
            seen = number.detail
        elif number.value is not None:
            return Ok(number.value)
    if seen:
        return Failure("card_unreadable", Action.RESIDENT, seen)
    return Failure("not_a_bank_card", Action.RESIDENT, "no payment application")


def masked(number: str) -> str:
    """At least half of the digits are always hidden, however short the number is."""
    if len(number) < 14:
        return "*" * max(0, len(number) - 4) + number[-4:]
    return number[:6] + "*" * (len(number) - 10) + number[-4:]


def reaches_payment(command: bytes) -> bool:
    """Whether a raw command would open a payment application, from which a full number could be read."""
    if len(command) < 4:
        return False
    if command[1] == 0xA8:  # GET PROCESSING OPTIONS
        return True
    if command[1] != 0xA4 or command[2] != 0x04:
        return False
    name = command[5 : 5 + command[4]] if len(command) > 5 else b""
    # A card also answers to the beginning of a name.
    return any(name.startswith(one) or one.startswith(name) for one in _PAYMENT)


def _directory(transmit: Transmit) -> Outcome[list[bytes]]:
    """Names of the payment applications, the card's favourite first; empty when it has no directory."""
    entries: list[bytes] = []
    answered = apdu.exchange(transmit, apdu.select_by_name(PPSE), "select PPSE")
    if isinstance(answered, Failure):
        return answered
    if answered.value.ok:
        entries += tlv.find_all(answered.value.data, 0x61)
    else:
        answered = apdu.exchange(transmit, apdu.select_by_name(PSE), "select PSE")
        if isinstance(answered, Failure):
            return answered
        sfi = tlv.find(answered.value.data, 0x88) if answered.value.ok else None
        for record in range(1, MOST_RECORDS + 1) if sfi else ():
            answered = _record(transmit, record, (sfi or b"\0")[0] & 0x1F)
            if isinstance(answered, Failure):
                return answered
            if not answered.value.ok:
                break
            entries += tlv.find_all(answered.value.data, 0x61)
    ranked: list[tuple[int, bytes]] = []
    for entry in entries:
        aid = tlv.find(entry, 0x4F)
        priority = (tlv.find(entry, 0x87) or b"\0")[:1]
        if aid and 5 <= len(aid) <= 16:
            ranked.append(((priority[0] & 0x0F if priority else 0) or 16, aid))
    ranked.sort(key=lambda one: one[0])
    return Ok(list(dict.fromkeys(aid for _, aid in ranked)))


def _record(transmit: Transmit, record: int, sfi: int) -> Outcome[apdu.Answer]:
    question = apdu.command(0, 0xB2, record, sfi << 3 | 4, le=0)
    return apdu.exchange(transmit, question, f"read record {record} of file {sfi}")


def _application(transmit: Transmit, aid: bytes) -> Outcome[BankCard | None]:
    """The card by one of its applications; Ok(None): it has no such application."""
    where = aid.hex().upper()
    answered = apdu.exchange(transmit, apdu.select_by_name(aid), f"select {where}")
    if isinstance(answered, Failure):
        return answered
    selected = answered.value
    if selected.sw in {apdu.FILE_NOT_FOUND, 0x6A86, 0x6D00, 0x6E00}:
        return Ok(None)
    if not selected.ok:
        return apdu.told(selected, f"select {where}")
    wishes = _wishes(tlv.find(selected.data, 0x9F38) or b"")
    if len(wishes) > 250:
        return Failure("card_unreadable", Action.RESIDENT, f"PDOL of {len(wishes)} bytes at {where}")
    question = apdu.command(0x80, 0xA8, 0, 0, bytes([0x83, len(wishes)]) + wishes, le=0)
    answered = apdu.exchange(transmit, question, f"GPO of {where}")
    if isinstance(answered, Failure):
        return answered
    if not answered.value.ok:
        return apdu.told(answered.value, f"GPO of {where}")
    number = _number(answered.value.data)
    for sfi, record in _files(answered.value.data):
        if number:
            break
        answered = _record(transmit, record, sfi)
        if isinstance(answered, Failure):
            return answered
        number = _number(answered.value.data) if answered.value.ok else ""
    if not number:
        return Failure("card_unreadable", Action.RESIDENT, f"no number in {where}")
    label = (tlv.find(selected.data, 0x50) or b"").decode("ascii", "replace").translate(NO_CONTROLS).strip()
    return Ok(BankCard(masked(number), _KINDS.get(aid[:8], BankCardKind.OTHER), label))


def _wishes(pdol: bytes) -> bytes:
    """What the card wants to know of the terminal: an inquiry over nothing, in yuan, in China, today."""
    today = datetime.now(UTC).strftime("%y%m%d")
    known = {
        0x9F66: bytes.fromhex("26000000"),
        0x9F1A: bytes.fromhex("0156"),
        0x5F2A: bytes.fromhex("0156"),
        0x9A: bytes.fromhex(today),
        0x9C: bytes.fromhex("31"),
        0x9F37: os.urandom(4),
    }
    return b"".join(known.get(tag, b"")[:length].rjust(length, b"\0") for tag, length in tlv.lengths(pdol))


def _files(options: bytes) -> list[tuple[int, int]]:
    """File and record numbers of the AFL, which stands behind two bytes of AIP in template 80, or as 94 in 77."""
    locator = tlv.find(options, 0x94)
    if locator is None:
        locator = (tlv.find(options, 0x80) or b"")[2:]
    found: list[tuple[int, int]] = []
    for at in range(0, len(locator) - 3, 4):
        sfi, first, last = locator[at] >> 3, locator[at + 1], locator[at + 2]
        found += [(sfi, record) for record in range(first, min(last, first + MOST_RECORDS) + 1) if record]
    return found[: 4 * MOST_RECORDS]


def _number(data: bytes) -> str:
    """Digits of the card number by tag 5A, or by track 2 (57) up to its separator; empty when there is none."""
    written = tlv.find(data, 0x5A)
    digits = written.hex().upper().rstrip("F") if written is not None else ""
    if not digits:
        digits = (tlv.find(data, 0x57) or b"").hex().upper().partition("D")[0]
    return digits if digits.isdecimal() and 12 <= len(digits) <= 19 else ""
