"""The social PIN of a card set anew: which card the case is about, and what its issuer lets the terminal tell it.

A resident's own PIN is in no message. What the hub sends is a one-time PIN, which the terminal changes at once into the
one that the resident typed, while the card is still in the reader.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from contract.message import Message

MOST_COMMANDS = 8
Command = Annotated[bytes, Field(min_length=4, max_length=261)]
"""One short command APDU, whole."""


class SocialCard(Message):
    """The card in the reader, as it names itself. Personal data."""

    card_id: str = Field(pattern=r"^[0-9A-F]{32}$", repr=False)
    """卡识别码."""
    card_number: str = Field(max_length=20, repr=False)
    """社会保障卡号, printed on it."""


class CardScript(Message):
    """Commands for this one card that set a one-time PIN. To be kept like the rest of an answer: sealed."""

    card_id: str = Field(pattern=r"^[0-9A-F]{32}$", repr=False)
    commands: tuple[Command, ...] = Field(min_length=1, max_length=MOST_COMMANDS, repr=False)
    """In this order; each is done when the card says 9000. The same script may be run again as long as nobody has
    changed the one-time PIN."""
    one_time_pin: str = Field(pattern=r"^[0-9]{6}$", repr=False)


class CardReport(Message):
    """What became of the card after its case was approved. Nothing of the card, its PIN or its holder is in it.

    A card is written only while the line is up. It is told at once and, while the line is away, again for some minutes;
    a hub that heard nothing does not know, and says so.
    """

    case_key: UUID
    written: bool
    """The card itself took the new PIN when it was tried."""
    touched: bool
    """A command may have reached the card: where it was not written its old PIN is no longer sure."""
    code: str = Field(default="", pattern=r"^[a-z_]{0,40}$")
    """Why it was not written."""
