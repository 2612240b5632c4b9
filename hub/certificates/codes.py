"""The code of a paper: sixteen letters that are read off paper and typed."""

from __future__ import annotations

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0/O, 1/I/L."""
GROUPS, GROUP_LENGTH = 4, 4
_LONGEST = 40


def code_of(number: int) -> str:
    """Of a number with at least 80 bits; the lowest place first."""
    letters = ""
    for _ in range(GROUPS * GROUP_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters += ALPHABET[place]
    return _grouped(letters)


def tidy(code: str) -> str:
    """As a person may type it: small letters, blanks, other dashes."""
    letters = [char for char in code.upper() if char.isascii() and char.isalnum()]
    return _grouped("".join(letters[:_LONGEST]))


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + GROUP_LENGTH] for at in range(0, len(letters), GROUP_LENGTH))
