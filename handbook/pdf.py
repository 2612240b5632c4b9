"""The handbook and its sheet of codes as PDF. Equal books give equal bytes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from typeset.pdf import pdf_of
from typeset.qr import qr_svg

if TYPE_CHECKING:
    from handbook.model import Book


def handbook_pdf(book: Book) -> bytes:
    """A4: cover, contents, the trees with a section an item, the lists of the hall."""
    return _set(book, "book")


def sheet_pdf(book: Book) -> bytes:
    """A4: every list and every item with its code, name and version, to be hung up or cut out."""
    return _set(book, "sheet")


def _set(book: Book, layout: str) -> bytes:
    # Its own day is the only time in the file: the same items give the same file on every machine.
    at = datetime.combine(book.date, time(), UTC)
    return pdf_of(_template(layout), asdict(book) | {"date": f"{book.date}", "codes": _codes(book)}, at)


def _codes(book: Book) -> dict[str, str]:
    """The pictures, by what they hold."""
    payloads = {one.qr for one in book.entries()} | {one.qr for one in book.lists}
    return {payload: code_svg(payload) for payload in payloads}


@cache
def code_svg(payload: str) -> str:
    """Paper, sheet and web page show one picture."""
    return qr_svg(payload)


@cache
def _template(layout: str) -> bytes:
    here = files("handbook") / "templates"
    return b"\n".join((here / f"{name}.typ").read_bytes() for name in ("frame", layout))
