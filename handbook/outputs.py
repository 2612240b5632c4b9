"""The files of a handbook: what is written, and where each lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.pdf import handbook_pdf, sheet_pdf
from handbook.web import web_pages

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from handbook.model import Book

WEB = "web"
"""Folder of the pages, to be copied to a server or a memory stick as it is."""


def handbook_name(language: str) -> str:
    return f"handbook-{language}.pdf"


def sheet_name(language: str) -> str:
    return f"codes-{language}.pdf"


def outputs(books: Mapping[str, Book], languages: Collection[str]) -> dict[str, bytes]:
    """Name and content of every file; PDFs in these languages, pages of the web in all, as each links to the other."""
    found: dict[str, bytes] = {}
    for language in languages:
        found[handbook_name(language)] = handbook_pdf(books[language])
        found[sheet_name(language)] = sheet_pdf(books[language])
    return found | {f"{WEB}/{name}": page for name, page in web_pages(books).items()}
