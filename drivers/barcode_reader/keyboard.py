"""From the key events of a scanner that acts as a keyboard to the characters it types: a pure function.

The codes are those of linux/input-event-codes.h, the letters those of a US keyboard, which scanners are set to when they
are made. A key that is held down types nothing: a scanner's keys are not, so it says that the computer was slow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from drivers.input_device import DOWN, EV_KEY, EV_SYN, EVENT, SYN_DROPPED, UP

LEFT_SHIFT, RIGHT_SHIFT, CAPS_LOCK = 42, 54, 58
_SHIFTS = frozenset({LEFT_SHIFT, RIGHT_SHIFT})
_SILENT = frozenset({69, 70})
"""Num lock and scroll lock: digits of the number pad are digits to every scanner."""

UNREADABLE: Final = 0
"""Stands for a key that is no character: a control key, a letter built with Alt and digits, events that were lost. No
keyboard types a NUL."""

_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (71, "789-456+1230.", "789-456+1230."),
)
_OTHERS = {15: "\t", 28: "\r", 55: "*", 57: " ", 96: "\r", 98: "/", 117: "="}

_PLAIN = {start + at: ord(one) for start, plain, _ in _ROWS for at, one in enumerate(plain)} | {
    code: ord(one) for code, one in _OTHERS.items()
}
_SHIFTED = _PLAIN | {start + at: ord(one) for start, _, shifted in _ROWS for at, one in enumerate(shifted)}
_MODIFIERS = frozenset({29, 56, 97, 100, 125, 126})
"""Control, Alt and the logo keys of both sides."""


@dataclass(frozen=True, repr=False)
class Keyboard:
    """Which keys are down. Its repr shows nothing: it holds a piece of an event."""

    rest: bytes = b""
    """The beginning of an event whose end has not come yet."""
    held: frozenset[int] = frozenset()
    """Shift, control and Alt keys that are down."""
    caps: bool = False

    def __repr__(self) -> str:
        return "Keyboard()"


def typed(keyboard: Keyboard, data: bytes) -> tuple[Keyboard, bytes]:
    """What these bytes type, Enter as CR, and the keyboard afterwards. Never fails, whatever the bytes are."""
    data = keyboard.rest + data
    whole = len(data) - len(data) % EVENT.size
    out = bytearray()
    for _, _, kind, code, value in EVENT.iter_unpack(data[:whole]):
        if kind == EV_SYN and code == SYN_DROPPED:
            # The kernel's queue ran over: characters are missing, and which keys are down is not known any more.
            keyboard = replace(keyboard, held=frozenset())
            out.append(UNREADABLE)
        elif kind == EV_KEY:
            keyboard, characters = _pressed(keyboard, code, value)
            out += characters
    return replace(keyboard, rest=data[whole:]), bytes(out)


def _pressed(keyboard: Keyboard, code: int, value: int) -> tuple[Keyboard, bytes]:
    if code in _SHIFTS or code in _MODIFIERS:
        change = keyboard.held - {code} if value == UP else keyboard.held | {code}
        return replace(keyboard, held=change), b""
    if value != DOWN or code in _SILENT:
        return keyboard, b""
    if code == CAPS_LOCK:
        return replace(keyboard, caps=not keyboard.caps), b""
    if keyboard.held & _MODIFIERS:
        return keyboard, bytes([UNREADABLE])
    character = (_SHIFTED if keyboard.held & _SHIFTS else _PLAIN).get(code, UNREADABLE)
    if keyboard.caps and chr(character).isalpha():
        character ^= 0x20  # the bit between upper and lower case
    return keyboard, bytes([character])
