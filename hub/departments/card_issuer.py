"""What the hub asks of the issuer of social security cards: to let a one-time PIN be set on one card.

A real issuer is reached by an adapter of this shape. Its command is made with the issuer's key, which lies in a security
module or a PSAM and nowhere else; how such a command looks (LD/T 32) was not read. The demo's issuer below commands the
simulated cards only, in a form made for them.
"""

from __future__ import annotations

import secrets
import zlib
from typing import TYPE_CHECKING, Protocol

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

from contract.card_pin import CardScript
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from contract.card_pin import SocialCard
    from contract.case import Applicant

DEMO_KEY = b"DEMO BANGBAN 699"
"""Root key of the simulated cards. It guards nothing: no real card knows it."""
_SELECT_SOCIAL_APPLICATION = bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF00")
_MAC_BYTES = 8


class CardIssuer(Protocol):
    """Whoever issued the residents' cards."""

    def one_time_pin(self, applicant: Applicant, card: SocialCard, now: datetime) -> Outcome[CardScript]:
        """Commands for this card. Failures: `card_of_another`, by the issuer's record it is not the applicant's;
        `no_issuer`, nobody here can command it; or the issuer does not answer.
        """


class NoIssuer:
    """Of a hub that is joined to none."""

    def one_time_pin(
        self,
        applicant: Applicant,  # noqa: ARG002
        card: SocialCard,  # noqa: ARG002
        now: datetime,  # noqa: ARG002
    ) -> Outcome[CardScript]:
        """Never."""
        return Failure("no_issuer", Action.ENGINEER, "this hub is joined to no issuer of cards")


class DemoIssuer:
    """Of the simulated cards."""

    def one_time_pin(self, applicant: Applicant, card: SocialCard, now: datetime) -> Outcome[CardScript]:
        """`card_of_another` by the demo's numbering, in which a card's number follows from its holder's."""
        if card.card_number != demo_card_number(applicant.id_number):
            return Failure("card_of_another", Action.RESIDENT, "the card's number is not the applicant's")
        pin = f"{secrets.randbelow(10**6):06d}"
        return Ok(CardScript(card_id=card.card_id, commands=_commands(card, pin, now), one_time_pin=pin))


def demo_card_number(id_number: str) -> str:
    """A letter and eight digits, of no real series."""
    return f"Y{zlib.crc32(id_number.encode()) % 10**8:08d}"


def open_issuer(residents: Path | None) -> CardIssuer:
    """The demo's where the hub knows fictional residents; elsewhere none, until an adapter is written."""
    return DemoIssuer() if residents is not None else NoIssuer()


def _commands(card: SocialCard, pin: str, now: datetime) -> tuple[bytes, ...]:
    """The application opened, and `84 5E 00 00 11`: number (6), PIN (3, BCD), MAC (8).

    The number is the time in milliseconds: a card obeys no earlier one again, so a later case always gets through.
    """
    head = bytes([0x84, 0x5E, 0x00, 0x00])
    body = int(now.timestamp() * 1000).to_bytes(6) + bytes.fromhex(pin)
    said = head + bytes([len(body) + _MAC_BYTES]) + body
    return _SELECT_SOCIAL_APPLICATION, said + _mac(bytes.fromhex(card.card_id), said)


def _mac(card_id: bytes, said: bytes) -> bytes:
    """SM4-CMAC, cut to eight bytes, by a key of this card alone."""
    of_the_card = Cipher(algorithms.SM4(DEMO_KEY), modes.ECB()).encryptor()  # noqa: S305 - one block, used as a key
    mac = CMAC(algorithms.SM4(of_the_card.update(card_id) + of_the_card.finalize()))
    mac.update(said)
    return mac.finalize()[:_MAC_BYTES]
