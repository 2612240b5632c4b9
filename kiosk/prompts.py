"""The sentences that are always the same: those that a person can record, and that a voice need make only once."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from catalogue.model import Part, Text
from speech.sentence import Sentence, sentences
from speech.speaker import Utterance
from wording import sentences as worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from catalogue.shelf import Catalogue

NOT_HEARD = {
    "audit",
    "book",
    "check",
    "checklist",
    "cli",
    "dock",
    "fault",
    "hub",
    "key",
    "proof",
    "slip",
    "store",
    "ticket",
}
NOT_HEARD |= {"verify", "walk"}
"""Families of wording that staff read, or that stand on paper."""
_FILLED_IN = re.compile(r"\{[^}]*\}")


def fixed(items: Catalogue, language: str) -> Iterator[Sentence]:
    """Once each: of the wording and of the items. A sentence with something to fill in is not one of them."""
    known: set[str] = set()
    for text in (*_own(language), *_of_items(items, language)):
        for sentence in sentences(Utterance(text, language)):
            if sentence.text not in known and not _FILLED_IN.search(sentence.text):
                known.add(sentence.text)
                yield sentence


def fixed_sentences(items: Catalogue) -> frozenset[tuple[str, str]]:
    """(language, text)."""
    return frozenset((one.language, one.text) for language in ("zh", "en") for one in fixed(items, language))


def _own(language: str) -> Iterable[str]:
    return (text for key, text in worded(language).items() if key.partition(".")[0] not in NOT_HEARD)


def _of_items(items: Catalogue, language: str) -> Iterator[str]:
    for item in items.items.values():
        yield from (text.to(language) for text in _texts(item))


def _texts(part: object) -> Iterator[Text]:
    """All that is written in an item for people: names, questions, choices, hints."""
    if isinstance(part, Text):
        yield part
    elif isinstance(part, Part):
        for name in type(part).model_fields:
            yield from _texts(getattr(part, name))
    elif isinstance(part, Mapping):
        for one in part.values():
            yield from _texts(one)
    elif isinstance(part, tuple | list):
        for one in part:
            yield from _texts(one)


def write(out: Path, items: Catalogue, languages: Iterable[str]) -> int:
    """A list for the studio: name of the file, language, what is to be said. How many sentences."""
    rows = [one for language in languages for one in fixed(items, language)]
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(("file", "language", "sentence"))
        table.writerows((f"{one.digest}.wav", one.language, one.text) for one in rows)
    return len(rows)
