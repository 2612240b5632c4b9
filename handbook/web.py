"""The handbook as pages of the web: an index and one page an item, in every language.

Each page stands for itself: style and code are inside it, nothing is loaded from elsewhere and nothing is a program. So the
folder works from a memory stick as well as from a server, and what a phone has opened stays readable without a line.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from handbook.pdf import code_svg
from wording import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.model import Book

FOLDERS = {language: "" if language == LANGUAGES[0] else f"{language}/" for language in LANGUAGES}
"""Where the pages of a language lie: Chinese at the top, the others in a folder each."""
INDEX = "index.html"


def web_pages(books: Mapping[str, Book]) -> dict[str, bytes]:
    """Name of each file, from the top of the folder, and what is in it."""
    found: dict[str, bytes] = {}
    for language, book in books.items():
        folder = FOLDERS[language]
        found[f"{folder}{INDEX}"] = _render("index.html", book, INDEX)
        for entry in book.entries():
            name = f"{entry.item}.html"
            found[f"{folder}{name}"] = _render("entry.html", book, name, entry=entry)
    return found


def _render(template: str, book: Book, name: str, **more: object) -> bytes:
    up = "../" if FOLDERS[book.language] else ""
    other = next(one for one in LANGUAGES if one != book.language)
    text = (
        _pages()
        .get_template(template)
        .render(
            book=book,
            words=book.words,
            here={entry.item for entry in book.entries()},
            other=other,
            other_name=say(other, "language.name"),
            other_page=f"{up}{FOLDERS[other]}{name}",
            picture=lambda payload: Markup(code_svg(payload)),  # noqa: S704  drawn here: squares and nothing else
            **more,
        )
    )
    return text.encode()


@cache
def _pages() -> Environment:
    return Environment(
        loader=PackageLoader("handbook"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
