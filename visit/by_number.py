"""A Chinese character by its number in Unicode, as a register or a help desk tells it."""

from __future__ import annotations

_HAN = (
    (0x3400, 0x4DBF),  # extension A
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),  # compatibility forms
    (0x20000, 0x2A6DF),  # extension B
    (0x2A700, 0x2EBE0),  # extensions C to F
    (0x2F800, 0x2FA1F),
    (0x30000, 0x323AF),  # extensions G and H
)
"""Blocks of the Unicode standard with Chinese characters."""

CODE_MARK = "U+"
_SHORTEST, _LONGEST = 4, 5
LONGEST_CODE = len(CODE_MARK) + _LONGEST


def is_han(char: str) -> bool:
    return len(char) == 1 and any(low <= ord(char) <= high for low, high in _HAN)


def of_code(code: str) -> str:
    """The character that `U+20BB7` stands for; empty while it is none, or no Chinese one."""
    digits = code.removeprefix(CODE_MARK)
    if not _SHORTEST <= len(digits) <= _LONGEST:
        return ""
    char = chr(int(digits, 16))
    return char if is_han(char) else ""
