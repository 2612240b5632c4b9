"""Lights that show where to put something in or take it out (XFS4IoT Lights)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from drivers.device import Device

if TYPE_CHECKING:
    from outcome import Outcome


class Light(StrEnum):
    """XFS4IoT's names, as far as this terminal has such a place."""

    CARD_READER = "card_reader"
    ID_CARD_READER = "id_card_reader"
    """XFS4IoT `idScanner`."""
    RECEIPT_PRINTER = "receipt_printer"
    DOCUMENT_PRINTER = "document_printer"
    SCANNER = "scanner"
    BARCODE_READER = "barcode_reader"
    CAMERA = "camera"
    PIN_PAD = "pin_pad"
    LOCKER = "locker"
    """The doors of the boxes; XFS4IoT has no such place."""
    FACIA = "facia"
    """XFS4IoT `fasciaLight`: the whole front."""


class FlashRate(StrEnum):
    """XFS4IoT's words."""

    OFF = "off"
    SLOW = "slow"
    MEDIUM = "medium"
    QUICK = "quick"
    CONTINUOUS = "continuous"


class Colour(StrEnum):
    """XFS4IoT's words; `DEFAULT` is whatever the light has."""

    DEFAULT = "default"
    RED = "red"
    GREEN = "green"
    YELLOW = "yellow"
    BLUE = "blue"
    CYAN = "cyan"
    MAGENTA = "magenta"
    WHITE = "white"


class Lights(Device, Protocol):
    """All are off after `open` and after `release`."""

    def set_light(
        self, light: Light, flash_rate: FlashRate, colour: Colour = Colour.DEFAULT
    ) -> Outcome[None]:
        """`no_such_light` when this machine has none there, or none of that colour; or a failure of the board."""
