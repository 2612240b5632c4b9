"""What every simulated chip card has: an answer to reset, a command's parts, and the manners of T=0 and T=1."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

ATR_T0 = bytes.fromhex("3B6800000073C84013009000")
ATR_T1 = bytes.fromhex("3B8801000073C84013009000F1")

OK = bytes.fromhex("9000")
NOT_ALLOWED = bytes.fromhex("6982")
WRONG_LENGTH = bytes.fromhex("6700")
NO_FILE = bytes.fromhex("6A82")
NO_RECORD = bytes.fromhex("6A83")
NO_EF = bytes.fromhex("6986")
WRONG_P1P2 = bytes.fromhex("6A86")
UNKNOWN_INS = bytes.fromhex("6D00")
UNKNOWN_CLA = bytes.fromhex("6E00")


@dataclass(frozen=True, repr=False)
class Question:
    """One command APDU taken apart; its repr would show PINs."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes
    le: int | None

    @property
    def head(self) -> tuple[int, int]:
        return (self.cla, self.ins)


class ChipCard(ABC):
    """`receive` is what a wire or a test calls."""

    kind = ""
    """For the dock: `social`, `bank`, `other`, `mute`."""

    def __init__(self, *, t0: bool = False) -> None:
        self._t0 = t0
        self._left = b""

    @property
    def atr(self) -> bytes:
        return ATR_T0 if self._t0 else ATR_T1

    def power_on(self) -> None:
        """Everything that was selected or verified is forgotten."""
        self._left = b""

    @abstractmethod
    def answer(self, question: Question) -> bytes:
        """Data and status word, whatever the protocol."""

    def receive(self, apdu: bytes) -> bytes:
        """Data and status word as they go over the contacts."""
        question = _taken_apart(apdu)
        if question is None:
            return WRONG_LENGTH
        if question.ins == 0xC0:
            return self._rest(question)
        self._left = b""
        said = self.answer(question)
        data, status = said[:-2], said[-2:]
        if not (self._t0 and data):
            return said
        if question.data:
            # T=0 goes one way at a time: what there is to say must be fetched.
            self._left = said
            return bytes([0x61, min(len(data), 0xFF)])
        if question.le is not None and question.le != len(data) and len(data) < 0x100:
            return bytes([0x6C, len(data)])
        return data + status

    def _rest(self, question: Question) -> bytes:
        if not self._left:
            return bytes.fromhex("6985")
        data, status = self._left[:-2], self._left[-2:]
        wanted = question.le or 0x100
        if wanted > len(data):
            return bytes([0x6C, len(data)])
        self._left = data[wanted:] + status if len(data) > wanted else b""
        return data[:wanted] + (bytes([0x61, min(len(data) - wanted, 0xFF)]) if self._left else status)


def _taken_apart(apdu: bytes) -> Question | None:
    """Short commands only; None when the lengths do not fit."""
    if len(apdu) < 4:
        return None
    cla, ins, p1, p2 = apdu[:4]
    body = apdu[4:]
    if len(body) <= 1:
        return Question(cla, ins, p1, p2, data=b"", le=body[0] if body else None)
    size = body[0]
    if size == 0 or len(body) not in {1 + size, 2 + size}:
        return None
    return Question(cla, ins, p1, p2, data=body[1 : 1 + size], le=body[-1] if len(body) == 2 + size else None)


def ber(tag: str, value: bytes) -> bytes:
    """One BER-TLV object; `tag` in hex."""
    size = len(value)
    length = (
        bytes([size]) if size < 0x80 else bytes([0x81, size]) if size < 0x100 else b"\x82" + size.to_bytes(2)
    )
    return bytes.fromhex(tag) + length + value


class OtherCard(ChipCard):
    """A working card of some other trade (a door, a bus): it knows none of the names it is asked for."""

    kind = "other"

    def answer(self, question: Question) -> bytes:
        return NO_FILE if question.ins == 0xA4 else UNKNOWN_INS


class MuteCard(ChipCard):
    """Put in the wrong way round, or dead: its answer to reset is none."""

    kind = "mute"

    @property
    def atr(self) -> bytes:
        return bytes.fromhex("3B")

    def answer(self, question: Question) -> bytes:  # noqa: ARG002
        return UNKNOWN_CLA
