"""A sentence of the program as a `Text`, so that it can stand wherever a text of an item's file can."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pydantic import PrivateAttr

from catalogue.model.part import Text
from wording import say
from wording.forms import amount, day, month
from wording.languages import CHINESE, ENGLISH, LANGUAGES


class YearMonth(NamedTuple):
    """Said as a month."""

    year: int
    number: int


class Fen(NamedTuple):
    """Said as an amount of money."""

    fen: int


Value = Text | date | YearMonth | Fen | str | int


class Said(Text):
    """Chinese and English at once, any other language when it is asked for."""

    _key: str = PrivateAttr()
    _values: tuple[tuple[str, Value], ...] = PrivateAttr()

    def to(self, language: str) -> str:
        if language in LANGUAGES:
            return super().to(language)
        return _say(language, self._key, self._values)


def said(key: str, /, **values: Value) -> Said:
    """The sentence `key` of `wording/`, with the blanks filled in as each language writes them."""
    filling = tuple(values.items())
    made = Said(zh=_say(CHINESE, key, filling), en=_say(ENGLISH, key, filling))
    made._key, made._values = key, filling  # noqa: SLF001 -- pydantic takes no private ones when a model is made
    return made


def _say(language: str, key: str, values: tuple[tuple[str, Value], ...]) -> str:
    return say(language, key, **{name: _filled(value, language) for name, value in values})


def _filled(value: Value, language: str) -> str | int:
    if isinstance(value, Text):
        return value.to(language)
    if isinstance(value, date):
        return day(value, language)
    if isinstance(value, YearMonth):
        return month(value.year, value.number, language)
    if isinstance(value, Fen):
        return amount(value.fen, language)
    return value
