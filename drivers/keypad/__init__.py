"""The tactile keypad with its socket for earphones (XFS4IoT Keyboard and the Auxiliaries' EnhancedAudio, as their names go:
the chapters were not read).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from drivers.device import Device

if TYPE_CHECKING:
    import threading

    from outcome import Outcome


class Key(StrEnum):
    """What a key is for, whatever code it sends."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    OK = "ok"
    BACK = "back"
    HELP = "help"
    REPEAT = "repeat"
    WHERE = "where"
    LOUDER = "louder"
    SOFTER = "softer"
    FASTER = "faster"
    SLOWER = "slower"
    CURTAIN = "curtain"
    """The screen goes dark for who does not look at it, and for who looks over their shoulder."""
    DELETE = "delete"
    CLEAR = "clear"
    POINT = "point"
    D0 = "0"
    D1 = "1"
    D2 = "2"
    D3 = "3"
    D4 = "4"
    D5 = "5"
    D6 = "6"
    D7 = "7"
    D8 = "8"
    D9 = "9"


class Earphones(StrEnum):
    """XFS4IoT EnhancedAudio: whether a plug is in the socket."""

    PRESENT = "present"
    NOT_PRESENT = "not_present"
    UNKNOWN = "unknown"
    """The pad has not said yet."""


@dataclass(frozen=True)
class Pressed:
    """A key went down."""

    key: Key


@dataclass(frozen=True)
class Plugged:
    """The plug of the earphones went in, or came out."""

    there: bool


Felt = Pressed | Plugged


class Keypad(Device, Protocol):
    @property
    def earphones(self) -> Earphones:
        """As last seen. Never blocks."""

    def next_key(self, cancel: threading.Event, deadline_s: float = 10.0) -> Outcome[Felt]:
        """What a hand does next. A key that is held counts once; a second stroke of the same key within the double strike
        time does not count.

        `timeout` when no hand was there (call again at once), `cancelled`, or a failure of the line. What a hand
        did between two calls is told by the next one: a keypad is used before a visit begins, too.
        """
