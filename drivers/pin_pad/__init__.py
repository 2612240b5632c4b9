"""Encrypting PIN pads (XFS4IoT PinPad, Keyboard and KeyManagement): the interface only.

A PIN never leaves such a device in the clear, so no word here can carry one: the resident's digits are counted, and
what comes out is a block under a key that this program does not have. Each maker's pad needs its own library and
keys, loaded under the rules of the bank; no driver comes along, `not_supported` stands for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from drivers.device import Device

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from outcome import Outcome


class EncryptorState(StrEnum):
    """XFS4IoT KeyManagement `encryptionState`."""

    READY = "ready"
    NOT_READY = "not_ready"
    NOT_INITIALIZED = "not_initialized"
    """No master key: the bank has to load one."""
    BUSY = "busy"
    UNDEFINED = "undefined"
    NOT_SUPPORTED = "not_supported"


class PinFormat(StrEnum):
    """ISO 9564-1 formats that a Chinese bank asks for."""

    ISO0 = "iso0"
    ISO3 = "iso3"
    ISO4 = "iso4"


@dataclass(frozen=True)
class PinEntry:
    """What the pad has to accept."""

    least_digits: int = 6
    most_digits: int = 6
    ends_by_itself: bool = True
    """At the last digit, without the enter key."""


@dataclass(frozen=True, repr=False)
class PinBlock:
    """Encrypted by the pad. Its repr shows nothing of it, all the same."""

    encrypted: bytes
    key_name: str

    def __repr__(self) -> str:
        return f"PinBlock({len(self.encrypted)} bytes under {self.key_name})"


class PinPad(Device, Protocol):
    def encryptor_state(self) -> Outcome[EncryptorState]:
        """Ask now; `not_supported` where there is no pad."""

    def pin_entry(
        self, entry: PinEntry, digit_entered: Callable[[], None], cancel: threading.Event, deadline_s: float
    ) -> Outcome[int]:
        """Wait for a PIN and keep it in the pad; how many digits it has. `digit_entered` is told of each press of a
        digit and not of which. `cancelled`, `timeout`, or a failure of the pad."""

    def get_pin_block(self, key_name: str, pin_format: PinFormat, card_number: str) -> Outcome[PinBlock]:
        """The PIN entered last, under a key of the pad; then the pad forgets it. `card_number` is what the format asks
        for: it goes into the block and nowhere else."""
