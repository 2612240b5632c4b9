"""The item that ends with a new PIN in the resident's card, the card, and its PINs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from catalogue.loader import load_file
from catalogue.model import Item
from contract.card_pin import CardScript, SocialCard

CHIP_READER = "smart_card_reader"
CARD = SocialCard(card_id="990100D1560000051990030712345678", card_number="Y12345678")
PIN, ONE_TIME = "270418", "902715"
SCRIPT = CardScript(
    card_id=CARD.card_id, commands=(b"\x00\xa4\x04\x00", b"\x84\x5e\x00\x00"), one_time_pin=ONE_TIME
)
DIGITS = (PIN, ONE_TIME)
"""What nobody may ever see, and what is nowhere once the card has it."""


@cache
def card_item() -> Item:
    found = load_file(Path(__file__).parents[2] / "services" / "renshe" / "shebaoka-mima-chongzhi.yaml")
    assert isinstance(found, Item), "\n".join(map(str, found))
    return found
