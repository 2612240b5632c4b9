"""What counts as a Chinese character, and as a name."""

from __future__ import annotations

import re

# Planes 2 and 3 are set aside for Han as a whole: a rare character is valid before Python knows its name.
_HAN = ((0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFD))

_LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏ]+(?:(?:, |[ '’.-]|\. )[A-Za-zÀ-ɏ]+)*\.?")


def is_han(letter: str) -> bool:
    """Whether one character is a Chinese character, rare ones included."""
    return any(first <= ord(letter) <= last for first, last in _HAN)


def is_han_text(text: str) -> bool:
    return bool(text) and all(is_han(letter) for letter in text)


def is_person_name(text: str) -> bool:
    """Chinese characters with single `·` between, or Latin letters with spaces, hyphens and apostrophes."""
    return all(is_han_text(part) for part in text.split("·")) or bool(_LATIN_NAME.fullmatch(text))


_PAIRS = (
    "欧阳司马上官诸葛东方皇甫尉迟公孙令狐慕容司徒夏侯长孙宇文轩辕端木百里东郭南宫呼延澹台"
    "公冶宗政濮阳淳于单于太叔申屠仲孙钟离鲜于闾丘司空独孤拓跋第五南门西门"
)
_TWO = frozenset(_PAIRS[start : start + 2] for start in range(0, len(_PAIRS), 2))
"""Surnames of two characters that people bear today (general knowledge, no register read)."""


def surname_of(name: str) -> str:
    """The surname of a Chinese name: its first character, or the first two where those are a surname together."""
    name = name.strip()
    return name[:2] if name[:2] in _TWO and len(name) > 2 else name[:1]
