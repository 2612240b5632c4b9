"""A finished handbook against the items: does each guide, in each output, still say what the item's file says?

The words are read from the files that lie there, as they were printed and handed out, not from what made them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from handbook.outputs import WEB, handbook_name, sheet_name
from handbook.web import FOLDERS
from pdfium import NotAPdfError
from typeset.read_back import codes_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from handbook.model import Book, Entry

    _Look = Callable[[bytes, Book], Iterator[str]]

TOP_MM, BOTTOM_MM = 26, 20
"""Margins of the pages (`templates/frame.typ`): above and below them stand the edition and the number of the page."""
_NOT_WORDS = re.compile(r"[\s\-\u00ad\u0002\ufffe]")
"""Spaces and line ends are the layout's; a hyphen at the end of a line comes back as one of several signs."""
_QUOTES = str.maketrans("‘’“”", "''\"\"")


class Kind(StrEnum):
    MISSING = "missing"
    OLD = "old"
    """Made of other items, or of another edition of the lists."""
    DIFFERS = "differs"


@dataclass(frozen=True)
class Difference:
    kind: Kind
    file: str
    name: str = ""
    """Of the guide or list that differs."""


def differences(books: Mapping[str, Book], folder: Path) -> tuple[Difference, ...]:
    """Everything in the folder that is not what the books say. The PDFs of one language may be left out, not of all."""
    found: list[Difference] = []
    with_pdf = [one for one in books if (folder / handbook_name(one)).exists()] or list(books)
    for language in with_pdf:
        found += _read(folder, handbook_name(language), books[language], _in_handbook)
        found += _read(folder, sheet_name(language), books[language], _in_sheet)
    for language, book in books.items():
        for entry in book.entries():
            found += _in_page(folder, f"{WEB}/{FOLDERS[language]}{entry.item}.html", book, entry)
    return tuple(found)


def _read(folder: Path, name: str, book: Book, look: _Look) -> Iterator[Difference]:
    try:
        pdf = (folder / name).read_bytes()
    except OSError:
        yield Difference(Kind.MISSING, name)
        return
    try:
        if bare(book.edition) not in bare(text_of(pdf, 0, 0)):
            yield Difference(Kind.OLD, name)
        yield from (Difference(Kind.DIFFERS, name, one) for one in look(pdf, book))
    except NotAPdfError:
        yield Difference(Kind.DIFFERS, name, name)


def _in_handbook(pdf: bytes, book: Book) -> Iterator[str]:
    """Names of guides and lists whose section is not there, word for word and in order."""
    text = _without_watermark(bare(text_of(pdf, TOP_MM, BOTTOM_MM)), book)
    for entry in book.entries():
        if bare("".join(_section(entry, book))) not in text:
            yield entry.name
    for one in book.lists:
        lines = [f"{at}{''.join(row)}" for at, row in enumerate(one.rows, 1)]
        if bare("".join(lines)) not in text:
            yield one.title


def _in_sheet(pdf: bytes, book: Book) -> Iterator[str]:
    """Names of guides and lists whose card or code is not there."""
    text = _without_watermark(bare(text_of(pdf, TOP_MM, BOTTOM_MM)), book)
    codes = codes_of(pdf)
    for entry in book.entries():
        card = bare(f"{entry.name}{entry.number}·{entry.sheet}")
        if card not in text or entry.qr not in codes:
            yield entry.name
    yield from (one.title for one in book.lists if bare(one.title) not in text or one.qr not in codes)


def _in_page(folder: Path, name: str, book: Book, entry: Entry) -> Iterator[Difference]:
    try:
        page = (folder / name).read_text(encoding="utf-8")
    except OSError:
        yield Difference(Kind.MISSING, name)
        return
    except UnicodeDecodeError:
        yield Difference(Kind.DIFFERS, name, entry.name)
        return
    reader = _Words()
    reader.feed(page)
    if bare(book.edition) not in bare("".join(reader.below)):
        yield Difference(Kind.OLD, name)
    if bare("".join(reader.main)) != bare("".join((*_told(entry, book), book.words["scan"]))):
        yield Difference(Kind.DIFFERS, name, entry.name)


def _section(entry: Entry, book: Book) -> tuple[str, ...]:
    """In the order of the PDF: there the code stands beside the head."""
    head, told = _head(entry), _told(entry, book)
    return (*head, book.words["scan"], *told[len(head) :])


def _head(entry: Entry) -> tuple[str, ...]:
    return entry.number, entry.name, entry.legal, entry.code, entry.summary


def _told(entry: Entry, book: Book) -> tuple[str, ...]:
    """Every word of a guide, in order."""
    rows = (word for row in entry.rows for word in row)
    parts = (word for part in entry.parts for word in (part.heading, *part.lines))
    between = ", " if book.language == "en" else "、"
    see = (book.words["see"], between.join(name for _, name in entry.see)) if entry.see else ()
    return (*_head(entry), *rows, *parts, *see)


def _without_watermark(text: str, book: Book) -> str:
    """It lies over every page and is read with it."""
    return text.replace(bare(book.watermark), "") if book.watermark else text


def bare(text: str) -> str:
    """Only what is said. Quotes are narrow ones on an English page, whose font has wide ones only."""
    return _NOT_WORDS.sub("", text).translate(_QUOTES)


class _Words(HTMLParser):
    """The words of a page's main part, and of its foot."""

    def __init__(self) -> None:
        super().__init__()
        self.main: list[str] = []
        self.below: list[str] = []
        self._in: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in {"main", "footer"}:
            self._in.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._in and self._in[-1] == tag:
            self._in.pop()

    def handle_data(self, data: str) -> None:
        if self._in:
            (self.main if self._in[-1] == "main" else self.below).append(data)
