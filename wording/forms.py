"""Days, months, numbers and lists as each language writes them, from CLDR's tables (babel)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache, reduce
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_day_names, get_month_names
from babel.lists import format_list
from babel.numbers import format_decimal

from wording import say
from wording.languages import CHINESE, language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@cache
def locale_of(code: str) -> Locale:
    """The tables of a language; those of Chinese where it names none that there are."""
    try:
        return Locale.parse(language(code).locale)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(language(CHINESE).locale)


def day(moment: date, code: str) -> str:
    """2026年11月22日, 22 November 2026."""
    return str(format_date(moment, "long", locale_of(code)))


def weekday(moment: date, code: str) -> str:
    """星期日, Sunday."""
    return str(get_day_names("wide", "format", locale_of(code))[moment.weekday()])


def full_day(moment: date, code: str) -> str:
    """2026年11月22日 星期日, Sunday 22 November 2026: with the day of the week it is kept in mind."""
    return say(code, "date.full", day=day(moment, code), weekday=weekday(moment, code))


def month(year: int, number: int, code: str) -> str:
    """2026年11月, November 2026."""
    return str(format_skeleton("yMMMM", date(year, number, 1), locale=locale_of(code)))


def short_day(moment: date, code: str) -> str:
    """11月22日, 22 Nov: of this or the next weeks."""
    return str(format_skeleton("MMMd", moment, locale=locale_of(code)))


def month_name(number: int, code: str) -> str:
    """1月, Jan."""
    return str(get_month_names("abbreviated", "stand-alone", locale_of(code))[number])


def minute(moment: datetime, code: str) -> str:
    """2026年11月22日 09:05."""
    return f"{day(moment.date(), code)} {moment:%H:%M}"


def amount(fen: int, code: str) -> str:
    """¥1,000.00: always in yuan and fen, and never by way of a float."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    # The sign alone: CLDR writes CN¥ in English, which no price tag here does.
    return f"{sign}¥{format_decimal(Decimal(fen) / 100, '#,##0.00', locale=locale_of(code))}"


def listed(names: Sequence[str], code: str) -> str:
    """In a sentence: 甲、乙和丙; one, two and three."""
    return str(format_list(list(names), locale=locale_of(code)))


def one_of(names: Sequence[str], code: str) -> str:
    """甲、乙或丙; one, two or three."""
    return str(format_list(list(names), "or", locale_of(code)))


def in_a_row(names: Sequence[str], code: str) -> str:
    """As a list that may go on: 甲、乙、丙; one, two, three."""
    return say(code, "join.names").join(names)


def options(chosen: Sequence[str], code: str) -> str:
    """What somebody chose; an option may have a comma of its own."""
    return say(code, "join.options").join(chosen)


def clauses(parts: Sequence[str], code: str) -> str:
    """Pieces of one sentence: 走路8分钟，现在开着; 8 minutes on foot, open now."""
    return say(code, "join.clauses").join(parts)


def sentences(parts: Sequence[str], code: str) -> str:
    """Whole sentences, one after the other."""
    return reduce(lambda first, more: say(code, "join.sentences", first=first, more=more), parts)


def labelled(label: str, value: str, code: str) -> str:
    """收费：不收费; Fee: none."""
    return say(code, "join.labelled", label=label, value=value)


def bracketed(text: str, more: str, code: str) -> str:
    """送到家（10元）; to your home (10 yuan)."""
    return say(code, "join.bracketed", text=text, more=more)
