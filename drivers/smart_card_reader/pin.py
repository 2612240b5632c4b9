"""The social PIN: six digits, of which the card counts the wrong ones itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from drivers import apdu
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.apdu import Answer, Transmit

DIGITS = 6


class PinResult(StrEnum):
    ACCEPTED = "accepted"
    WRONG = "wrong"
    BLOCKED = "blocked"
    """Used up: only the social security office can reset it."""


@dataclass(frozen=True)
class PinVerdict:
    """What the card says to a PIN."""

    result: PinResult
    tries_left: int | None = None
    """After a wrong one; None when the card does not say."""


def verify(transmit: Transmit, pin: str) -> Outcome[PinVerdict]:
    """VERIFY `00 20 00 00 03` with the digits as BCD, in the selected social application."""
    if not _six_digits(pin):
        return _MALFORMED
    return _judged(transmit, apdu.command(0x00, 0x20, 0x00, 0x00, bytes.fromhex(pin)), "verify PIN")


def change(transmit: Transmit, old: str, new: str) -> Outcome[PinVerdict]:
    """CHANGE PIN `80 5E 01 00 07`: old PIN, FF, new PIN, both BCD.

    Source: several public programs for PBOC and social security cards agree on these bytes; the standard (LD/T 32)
    was not read.
    """
    if not (_six_digits(old) and _six_digits(new)):
        return _MALFORMED
    data = bytes.fromhex(old) + b"\xff" + bytes.fromhex(new)
    return _judged(transmit, apdu.command(0x80, 0x5E, 0x01, 0x00, data), "change PIN")


_MALFORMED = Failure("pin_malformed", Action.RESIDENT, f"a PIN has {DIGITS} digits")


def _six_digits(pin: str) -> bool:
    return len(pin) == DIGITS and pin.isascii() and pin.isdigit()


def _judged(transmit: Transmit, question: bytes, doing: str) -> Outcome[PinVerdict]:
    answered = apdu.exchange(transmit, question, doing)
    if isinstance(answered, Failure):
        return answered
    verdict = _verdict(answered.value)
    if verdict is None:
        return Failure("pin_refused", Action.ENGINEER, f"SW={answered.value.sw:04X} at {doing}")
    return Ok(verdict)


def _verdict(answer: Answer) -> PinVerdict | None:
    if answer.sw == apdu.OK:
        return PinVerdict(PinResult.ACCEPTED)
    if answer.sw in {apdu.BLOCKED, 0x63C0}:
        return PinVerdict(PinResult.BLOCKED, 0)
    if answer.sw & 0xFFF0 == 0x63C0:
        return PinVerdict(PinResult.WRONG, answer.sw & 0x0F)
    if answer.sw == 0x6300:
        return PinVerdict(PinResult.WRONG)
    return None
