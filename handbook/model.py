"""What a handbook is, in one language: plain words in the order in which they are read. How they look is not said here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@dataclass(frozen=True)
class Part:
    """A heading and its lines; never without a line."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One item's guide."""

    item: str
    """Its id: the name of its page."""
    number: str
    """Where it stands: tree, branch, place on the branch."""
    name: str
    legal: str
    code: str
    """实施编码, with its label."""
    summary: str
    rows: tuple[tuple[str, str], ...]
    """Label and value: time, fee, what comes out, where, how, which version."""
    parts: tuple[Part, ...]
    see: tuple[tuple[str, str], ...]
    """Id and name of items by which people get the same at the terminal."""
    qr: str
    """What its code holds: the same as on the screen of the terminal."""
    sheet: str
    """The line below its code on the sheet of codes."""


@dataclass(frozen=True)
class Chapter:
    """One branch of a tree."""

    number: str
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Tree:
    number: str
    name: str
    summary: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class HallList:
    """One of the lists that hang in the hall: of a zone, or of what is done elsewhere."""

    title: str
    count: str
    rows: tuple[tuple[str, ...], ...]
    """Cells; the first is the name."""
    qr: str


@dataclass(frozen=True)
class Book:
    language: str
    place: str
    title: str
    version: str
    date: date
    edition: str
    """Version, date and digest in words: the same on everything that is made of the same items."""
    digest: str
    """Of all that is told, in every language: it changes with any word."""
    watermark: str
    """Empty where the place is real."""
    words: dict[str, str]
    """Labels of the layout: contents, lists, code."""
    trees: tuple[Tree, ...]
    lists: tuple[HallList, ...]

    def entries(self) -> Iterator[Entry]:
        for tree in self.trees:
            for chapter in tree.chapters:
                yield from chapter.entries
