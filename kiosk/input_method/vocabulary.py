"""Words of this place and its items, made from `services/` at every start: nobody keeps a second list of them by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinyin import spelt, without_tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from catalogue.model import Text
    from catalogue.shelf import Catalogue

SHORTEST, LONGEST = 2, 10
"""Characters. Nobody spells out a longer name in one go."""
WEIGHT = 2000
"""Before a guess of single characters, behind common words."""
LOCAL = "local.dict.yaml"
"""librime's name of their file."""
_HAN = re.compile("[㐀-鿿]+")
_PLACE = re.compile("[㐀-鿿]{1,4}?(?:街道|社区|[省市县区镇乡村庄街路])")
"""One step of an address."""
_HEAD = '---\nname: local\nversion: "1"\nsort: by_weight\n...\n\n'


def of_catalogue(catalogue: Catalogue) -> tuple[str, ...]:
    """Names of items, places, outlets, offices and choices, each once."""
    whole = [piece for text in _texts(catalogue) for piece in _HAN.findall(text.zh)]
    steps = [place for text in _places(catalogue) for place in _PLACE.findall(text.zh)]
    words = (*steps, *(one[:-1] for one in steps), *whole)
    return tuple(dict.fromkeys(one for one in words if SHORTEST <= len(one) <= LONGEST))


def _places(catalogue: Catalogue) -> Iterator[Text]:
    region = catalogue.region
    yield region.name
    for outlet in region.outlets.outlets if region.outlets is not None else ():
        yield from (outlet.name, outlet.place)
    for choices in region.lists.values():
        yield from (choice.label for choice in choices)


def _texts(catalogue: Catalogue) -> Iterator[Text]:
    region = catalogue.region
    yield region.name
    for outlet in region.outlets.outlets if region.outlets is not None else ():
        yield outlet.name
    for department in region.departments.values():
        yield department.name
    for choices in region.lists.values():
        yield from (choice.label for choice in choices)
    for tree, branch in region.branches():
        yield from (tree.name, branch.name)
    for item in catalogue.items.values():
        yield from (item.names.plain, item.names.legal)
        for field in item.fields():
            yield from (field.label, *(choice.label for choice in field.choices))
        yield from (material.name for material in item.materials)


def spelt_out(words: Sequence[str]) -> str:
    """librime's file for them: word, syllables, weight."""
    return _HEAD + "".join(f"{word}\t{' '.join(sounds)}\t{WEIGHT}\n" for word, sounds in _spelt(words))


def _spelt(words: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    for word in filter(_HAN.fullmatch, words):
        sounds = [without_tone(one) for one in spelt(word)]
        if all(one.isascii() and one.isalpha() for one in sounds):
            yield word, sounds
