"""Readers of chip cards: social security and bank cards (XFS4IoT CardReader, chip part)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from drivers.device import Device

if TYPE_CHECKING:
    import threading

    from drivers.smart_card_reader.bank_card import BankCard
    from drivers.smart_card_reader.pin import PinVerdict
    from drivers.smart_card_reader.social_security import SocialSecurityCard
    from outcome import Outcome


class SmartCardReader(Device, Protocol):
    """Every command that waits ends with its result, with `cancelled`, with `timeout` when no card came within
    `deadline_s` seconds, with trouble of this card (`card_moved`, `card_mute`, `card_unreadable`, `card_blocked`,
    `card_protected`, `not_a_social_security_card`, `not_a_bank_card`) or of the device (`disconnected`, `no_answer`,
    `reader_in_use`). After trouble of a card it may be called again: it begins anew with waiting for a card."""

    def chip_power(self, cancel: threading.Event, deadline_s: float = 120.0) -> Outcome[bytes]:
        """Wait for a card and power it: its answer to reset (ATR)."""

    def chip_io(self, apdu: bytes) -> Outcome[bytes]:
        """One command APDU to the powered card; its answer with both status bytes at the end. Payment applications
        are refused (`not_supported`): a full card number never leaves a driver."""

    def read_social_security_card(
        self, cancel: threading.Event, deadline_s: float = 120.0
    ) -> Outcome[SocialSecurityCard]:
        """Wait for a social security card and read what it shows without a PIN."""

    def read_bank_card(self, cancel: threading.Event, deadline_s: float = 120.0) -> Outcome[BankCard]:
        """Wait for a bank card and read which one it is, its number masked."""

    def verify_social_pin(
        self, pin: str, cancel: threading.Event, deadline_s: float = 120.0
    ) -> Outcome[PinVerdict]:
        """Try the social PIN (six digits). A wrong one is a verdict, not a failure, and costs one try of the
        card; `pin_malformed` costs none."""

    def change_social_pin(
        self, old: str, new: str, cancel: threading.Event, deadline_s: float = 120.0
    ) -> Outcome[PinVerdict]:
        """Set a new social PIN. A wrong old one is a verdict, and costs one try; `pin_malformed` costs none."""
