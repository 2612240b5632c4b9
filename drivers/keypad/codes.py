"""Keys of linux/input-event-codes.h that a keypad can be set to, by their names there."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from drivers.keypad import Key

if TYPE_CHECKING:
    from collections.abc import Mapping

SW_HEADPHONE_INSERT: Final = 2

_PAD = (82, 79, 80, 81, 75, 76, 77, 71, 72, 73)
"""0 to 9 of the number pad."""

CODES: Mapping[str, int] = MappingProxyType(
    {
        "KEY_ESC": 1,
        "KEY_MINUS": 12,
        "KEY_EQUAL": 13,
        "KEY_BACKSPACE": 14,
        "KEY_TAB": 15,
        "KEY_ENTER": 28,
        "KEY_KPASTERISK": 55,
        "KEY_SPACE": 57,
        "KEY_KPMINUS": 74,
        "KEY_KPPLUS": 78,
        "KEY_KPDOT": 83,
        "KEY_KPENTER": 96,
        "KEY_KPSLASH": 98,
        "KEY_HOME": 102,
        "KEY_UP": 103,
        "KEY_PAGEUP": 104,
        "KEY_LEFT": 105,
        "KEY_RIGHT": 106,
        "KEY_END": 107,
        "KEY_DOWN": 108,
        "KEY_PAGEDOWN": 109,
        "KEY_INSERT": 110,
        "KEY_DELETE": 111,
        "KEY_MUTE": 113,
        "KEY_VOLUMEDOWN": 114,
        "KEY_VOLUMEUP": 115,
        "KEY_HELP": 138,
        "KEY_BACK": 158,
        "KEY_CANCEL": 223,
        "KEY_OK": 0x160,
        "KEY_SELECT": 0x161,
        "KEY_CLEAR": 0x163,
        "KEY_INFO": 0x166,
        "KEY_NUMERIC_STAR": 0x20A,
        "KEY_NUMERIC_POUND": 0x20B,
        **{f"KEY_{digit}": 11 if digit == 0 else digit + 1 for digit in range(10)},
        **{f"KEY_KP{digit}": code for digit, code in enumerate(_PAD)},
        **{f"KEY_NUMERIC_{digit}": 0x200 + digit for digit in range(10)},
        **{f"KEY_F{number}": 58 + number for number in range(1, 11)},
        "KEY_F11": 87,
        "KEY_F12": 88,
        **{f"KEY_F{number}": 170 + number for number in range(13, 25)},
    }
)

USUAL: Mapping[str, Key] = MappingProxyType(
    {
        "KEY_UP": Key.UP,
        "KEY_DOWN": Key.DOWN,
        "KEY_LEFT": Key.LEFT,
        "KEY_RIGHT": Key.RIGHT,
        "KEY_ENTER": Key.OK,
        "KEY_KPENTER": Key.OK,
        "KEY_ESC": Key.BACK,
        "KEY_F1": Key.HELP,
        "KEY_F2": Key.REPEAT,
        "KEY_F3": Key.WHERE,
        "KEY_F4": Key.SLOWER,
        "KEY_F5": Key.FASTER,
        "KEY_F6": Key.CURTAIN,
        "KEY_VOLUMEUP": Key.LOUDER,
        "KEY_VOLUMEDOWN": Key.SOFTER,
        "KEY_BACKSPACE": Key.DELETE,
        "KEY_DELETE": Key.CLEAR,
        "KEY_KPDOT": Key.POINT,
        **{f"KEY_{digit}": Key(str(digit)) for digit in range(10)},
        **{f"KEY_KP{digit}": Key(str(digit)) for digit in range(10)},
    }
)
"""Of a pad that is set to nothing else."""
