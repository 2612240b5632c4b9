"""A handbook of a catalogue: the words of every guide, in the order of the trees."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from catalogue.realm import Realm
from catalogue.showing import day_in_words
from handbook.entry import entry_of
from handbook.lists import lists_of
from handbook.model import Book, Chapter, Tree
from outcome import Action, Failure, Ok
from wording import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from catalogue.region import Branch
    from catalogue.region import Tree as CatalogueTree
    from catalogue.shelf import Catalogue
    from outcome import Outcome

DIGEST_LENGTH = 16
"""Hexadecimal digits on paper: enough to tell two editions apart, few enough to be read aloud."""
UNDATED = Failure(
    "handbook_undated",
    Action.ENGINEER,
    "A handbook carries the version and date of the published lists: write services/_region/published.yaml.",
)
LABELS = ("contents", "lists", "scan", "see", "home", "skip")
"""Words of the layout, each a sentence `book.<name>` of the wording."""


def books_of(catalogue: Catalogue, realm: Realm, branch: str = "") -> Outcome[Mapping[str, Book]]:
    """By language, all of them with the same digest. With the id of a branch only that branch, and no lists of the hall.

    Failure `handbook_undated` where the region has no published lists: nothing could say which handbook is the newer one.
    """
    published = catalogue.region.published
    if published is None:
        return UNDATED
    drafts = {
        language: _draft(catalogue, language, realm, (published.version, published.date), branch)
        for language in LANGUAGES
    }
    digest = _digest(drafts)
    return Ok({language: _dated(book, digest) for language, book in drafts.items()})


def _draft(catalogue: Catalogue, language: str, realm: Realm, edition: tuple[str, date], branch: str) -> Book:
    region = catalogue.region
    unreal = realm is Realm.DEMO or region.fictional
    watermark = say(language, "slip.watermark") if unreal else ""
    trees = _trees(catalogue, language, branch)
    count = sum(len(chapter.entries) for tree in trees for chapter in tree.chapters)
    labels = {name: say(language, f"book.{name}") for name in LABELS}
    return Book(
        language=language,
        place=region.name.to(language),
        title=say(language, "book.title"),
        version=edition[0],
        date=edition[1],
        edition="",
        digest="",
        watermark=watermark,
        words=labels | {"number": say(language, "book.number", count=count)},
        trees=trees,
        lists=() if branch else lists_of(catalogue, language),
    )


def _trees(catalogue: Catalogue, language: str, branch: str) -> tuple[Tree, ...]:
    found: list[Tree] = []
    for tree in catalogue.region.trees:
        wanted = [one for one in tree.branches if branch in {"", one.id} and one.items]
        if wanted:
            found.append(_tree(catalogue, language, str(len(found) + 1), tree, wanted))
    return tuple(found)


def _tree(
    catalogue: Catalogue, language: str, number: str, tree: CatalogueTree, branches: list[Branch]
) -> Tree:
    chapters = []
    for at, one in enumerate(branches, 1):
        where = f"{number}.{at}"
        items = [catalogue.items[name] for name in one.items if name in catalogue.items]
        entries = tuple(
            entry_of(item, catalogue, language, f"{where}.{place}") for place, item in enumerate(items, 1)
        )
        chapters.append(Chapter(where, one.name.to(language), entries))
    return Tree(number, tree.name.to(language), tree.summary.to(language), tuple(chapters))


def _digest(books: Mapping[str, Book]) -> str:
    told = json.dumps(
        {language: asdict(book) for language, book in books.items()},
        ensure_ascii=False,
        sort_keys=True,
        default=str,
    )
    return sha256(told.encode()).hexdigest()[:DIGEST_LENGTH]


def _dated(book: Book, digest: str) -> Book:
    day = day_in_words(f"{book.date}", book.language)
    edition = say(book.language, "book.edition", version=book.version, day=day, digest=digest)
    return replace(book, digest=digest, edition=edition)
