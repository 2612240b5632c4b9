"""Names and numbers as a screen, a slip or a helper may see them (name 王*英, number 990***********0010)."""

from __future__ import annotations


def mask_name(name: str) -> str:
    """First and last character; a name of two keeps only its first; a Latin name keeps its initials."""
    name = name.strip()
    if name.isascii():
        return " ".join(word[0] + "*" * (len(word) - 1) for word in name.split())
    if len(name) <= 2:
        return name[:1] + "*" * (len(name) - 1)
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_number(number: str) -> str:
    """First three and last four characters of an identity number; a short one is hidden wholly."""
    if len(number) < 10:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 7) + number[-4:]
