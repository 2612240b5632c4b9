"""Commands and answers of chip cards (ISO 7816-4): building, status words, and the two answers that are no end.

Source: status words as several public programs for Chinese cards list them; ISO 7816-4 itself was not read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from outcome import Action, Failure, Ok, Outcome

Transmit = Callable[[bytes], Outcome[bytes]]
"""One exchange with the powered card: command APDU in, data with both status bytes out."""

OK = 0x9000
WARN_INVALIDATED = 0x6283
NOT_ALLOWED = 0x6982
BLOCKED = 0x6983
APPLICATION_LOCKED = 0x6A81
FILE_NOT_FOUND = 0x6A82
LOCKED_FOR_EVER = 0x9303

MOST_TURNS = 16
"""Answers to one command at most: a card that says "more data" for ever is not waited for."""


@dataclass(frozen=True, repr=False)
class Answer:
    """Its repr shows sizes only: an answer holds a person's data."""

    data: bytes
    sw: int

    @property
    def ok(self) -> bool:
        """Done; 62xx are warnings with data, except that a file is invalidated."""
        return self.sw == OK or (self.sw >> 8 == 0x62 and self.sw != WARN_INVALIDATED)

    def __repr__(self) -> str:
        return f"Answer({len(self.data)} bytes, SW={self.sw:04X})"


def command(cla: int, ins: int, p1: int, p2: int, data: bytes = b"", *, le: int | None = None) -> bytes:
    """A short APDU; `data` up to 255 bytes, `le` 0 to 255 with 0 for "all there is", None for no data wanted."""
    body = bytes([len(data)]) + data if data else b""
    return bytes([cla, ins, p1, p2]) + body + (b"" if le is None else bytes([le]))


def select_by_name(name: bytes) -> bytes:
    return command(0x00, 0xA4, 0x04, 0x00, name, le=0)


def without_le(apdu: bytes) -> bytes:
    """The same command for T=0, which knows no command with data both ways: what the card wants to say is fetched
    afterwards with GET RESPONSE."""
    if len(apdu) > 6 and len(apdu) == 6 + apdu[4]:
        return apdu[:-1]
    return apdu


def exchange(transmit: Transmit, apdu: bytes, doing: str) -> Outcome[Answer]:
    """One command to its end: `61xx` is fetched with GET RESPONSE, `6Cxx` is repeated with the length it names.

    Neither PC/SC nor pyscard does that (measured). Any final status word is an Ok; Failure only when the card
    did not answer, or not with an end (`card_unreadable`).
    """
    collected = b""
    asked = apdu
    for _ in range(MOST_TURNS):
        answered = transmit(asked)
        if isinstance(answered, Failure):
            return answered
        if len(answered.value) < 2:
            return Failure("card_unreadable", Action.RESIDENT, f"answer without status word at {doing}")
        data, sw = answered.value[:-2], int.from_bytes(answered.value[-2:], "big")
        if sw >> 8 == 0x6C:
            asked = (
                asked[:4] + bytes([sw & 0xFF]) if len(asked) <= 5 else without_le(asked) + bytes([sw & 0xFF])
            )
            continue
        collected += data
        if sw >> 8 != 0x61:
            return Ok(Answer(collected, sw))
        # The class byte of GET RESPONSE is 00 whatever the command's own was, as EMV has it.
        asked = command(0x00, 0xC0, 0x00, 0x00, le=sw & 0xFF)
    return Failure("card_unreadable", Action.RESIDENT, f"no end of data at {doing}")


def told(answer: Answer, doing: str) -> Failure:
    """The failure for a status word that ends a reading; `doing` says at which step (for staff)."""
    if answer.sw in {WARN_INVALIDATED, APPLICATION_LOCKED, LOCKED_FOR_EVER}:
        return Failure("card_blocked", Action.RESIDENT, f"SW={answer.sw:04X} at {doing}")
    return Failure("card_unreadable", Action.RESIDENT, f"SW={answer.sw:04X} at {doing}")
