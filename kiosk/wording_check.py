"""What is wrong with a language: what its files say of themselves, what nobody has translated, letters no font has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import fonts
from catalogue.texts import texts_of
from wording.files import blanks
from wording.languages import CHINESE, ENGLISH, LANGUAGES, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalogue.shelf import Catalogue

STAFF = ("cli.", "proof.", "book.")
"""Sentences of the command line and the printed handbook: a language of the terminal needs none of them."""
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_ITS_OWN = frozenset({"language.choose"})
"""Sentences that are in two languages on purpose."""
_AS_IT_IS = frozenset({"帮办"})
"""Chinese that stands in English too: the name of the program."""


@dataclass(frozen=True)
class Report:
    """Of one language."""

    code: str
    wrong: tuple[str, ...]
    """What must be mended; each names its file or its key."""
    missing: tuple[str, ...]
    """Keys that are shown in Chinese."""
    untranslated: tuple[str, ...]
    """Places in `services/` that are shown in Chinese."""
    outdated: tuple[str, ...]
    """Keys whose Chinese has changed since."""
    total: int

    @property
    def good(self) -> bool:
        """Of Chinese and English everything must be there; others may lack sentences."""
        return not self.wrong and not (self.code in LANGUAGES and (self.missing or self.untranslated))


def needed() -> tuple[str, ...]:
    """Keys that a language of the terminal has, in the order of the files."""
    return tuple(key for key in words(CHINESE).sentences if not key.startswith(STAFF))


def report(code: str, catalogue: Catalogue) -> Report:
    known, chinese = words(code), words(CHINESE).sentences
    keys = needed()
    beyond = code not in LANGUAGES
    texts = list(texts_of(catalogue))
    untranslated = [where for where, text in texts if beyond and text.zh not in known.services]
    return Report(
        code,
        (
            *(str(one) for one in known.flaws),
            *_letters(code),
            *(_english(catalogue) if code == ENGLISH else ()),
        ),
        tuple(key for key in keys if key not in known.sentences),
        tuple(untranslated),
        tuple(
            key
            for key, one in known.sentences.items()
            if one.source and key in chinese and one.source != chinese[key].forms[0]
        ),
        len(keys) + (len(texts) if beyond else 0),
    )


def _letters(code: str) -> Iterator[str]:
    """Letters that would be drawn as empty boxes."""
    known = words(code)
    for key, one in (*known.sentences.items(), *known.services.items()):
        lost = sorted({char for form in one.forms for char in form if char > " " and not fonts.covers(char)})
        if lost:
            yield f"{code}: {key}: the fonts have no {' '.join(lost)}"


def _english(catalogue: Catalogue) -> Iterator[str]:
    for key, one in words(ENGLISH).sentences.items():
        if key not in _ITS_OWN and any(_chinese(form) for form in one.forms):
            yield f"en: {key}: Chinese characters in English"
    for where, text in texts_of(catalogue):
        if _chinese(text.en):
            yield f"services: {where}: Chinese characters in English: {text.en}"
        if blanks(text.zh) != blanks(text.en):
            yield f"services: {where}: the blanks differ: {text.zh} / {text.en}"


def _chinese(text: str) -> bool:
    return any(one not in _AS_IT_IS for one in _HAN.findall(text))
