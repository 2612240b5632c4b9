"""Looks words up in the sorted text: a line is a word, a tab, and its syllables; of a word that sounds as its characters
do by themselves the word alone. A character has all its readings, the usual one first.
"""

from __future__ import annotations

from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path

FILE = Path(__file__).parent / "table.txt"
LONGEST = 10
"""Characters of the longest word in it."""


@cache
def _text() -> mmap:
    with FILE.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


def readings(char: str) -> tuple[str, ...]:
    """Syllables with tone figures (5: none), the usual one first: 行 xing2, hang2, ... Empty for what is no Chinese
    character, and for those that nobody knows a reading of.
    """
    return _syllables(char) or ()


def spelt(text: str) -> list[str]:
    """One syllable for each character, in the longest words that the table knows: 银行 yin2 hang2. What has no reading
    stands for itself.
    """
    told: list[str] = []
    while len(told) < len(text):
        at = len(told)
        word, sounds = _longest(text[at : at + LONGEST])
        told += sounds or [(readings(char) or (char,))[0] for char in word]
    return told


def without_tone(syllable: str) -> str:
    """hang2: hang."""
    return syllable.rstrip("12345")


def _longest(text: str) -> tuple[str, tuple[str, ...]]:
    """The longest word that the text begins with, one character at least, and its syllables where they are its own."""
    found: tuple[str, tuple[str, ...]] = (text[0], ())
    for length in range(2, len(text) + 1):
        word = text[:length].encode()
        line = _first_from(word)
        if not line.startswith(word):
            break
        sounds = _of(line, word)
        if sounds is not None:
            found = text[:length], sounds
    return found


def _syllables(word: str) -> tuple[str, ...] | None:
    wanted = word.encode()
    return _of(_first_from(wanted), wanted)


def _of(line: bytes, word: bytes) -> tuple[str, ...] | None:
    """None where the line is another word's."""
    written, _, sounds = line.partition(b"\t")
    return tuple(sounds.decode().split()) if written == word else None


def _first_from(word: bytes) -> bytes:
    """The first line that is not before the word; bytes of UTF-8 have the order of the characters."""
    text = _text()
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        start = text.rfind(b"\n", low, middle) + 1 or low
        end = text.find(b"\n", middle)
        if text[start:end] < word:
            low = end + 1
        else:
            high = start
    return text[low : text.find(b"\n", low)]
