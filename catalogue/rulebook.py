"""What the rules of an item say about one case: pure, and the same at the terminal and at the hub.

The day, the applicant and the department's records come in with the situation, so that a case decided once can be decided
again and gives the same answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from catalogue.cel import Broken, Expression, Language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from catalogue.model import Check, Eligibility, Instant, Item, Prompt
    from contract.case import Answer, Applicant

_NUMBER = re.compile(r"[0-9]{17}[0-9X]")


@dataclass(frozen=True)
class Situation:
    """Everything that a rule may look at."""

    day: date
    answers: Mapping[str, Answer]
    """Only those that belong to the case (`answers.relevant`)."""
    applicant: Applicant | None = None
    facts: Mapping[str, Answer] = field(default_factory=dict)
    offline: bool = False


@dataclass(frozen=True)
class Verdict:
    """One condition of 秒批 and whether it held; None: what it needs is not known."""

    rule: Instant
    held: bool | None


def get_ready() -> None:
    """The first rule that is read loads a library, 15 ms of it: not before somebody who has just given an answer."""
    Language({})


def barred(item: Item, situation: Situation) -> tuple[Eligibility, ...]:
    """The rules by which this applicant may not apply, as far as it is decided."""
    values = _values(situation)
    return tuple(rule for rule in item.rules.eligibility if _read(item, rule.holds).holds(values) is False)


def unmet(item: Item, situation: Situation) -> tuple[Check, ...]:
    """What does not hold between the answers. One that needs an answer not given yet says nothing."""
    values = _values(situation)
    return tuple(rule for rule in item.rules.checks if _read(item, rule.holds).holds(values) is False)


def prompts(item: Item, situation: Situation, at: str) -> tuple[Prompt, ...]:
    """The hints for a place of the visit that apply and have not expired."""
    values = _values(situation)
    return tuple(
        one
        for one in item.rules.prompts
        if one.at == at
        and one.since <= situation.day <= one.until
        and _read(item, one.when).holds(values) is True
    )


def instant(item: Item, situation: Situation) -> tuple[Verdict, ...]:
    """Every condition of 秒批; the case is approved when all held and there is at least one."""
    values = _values(situation)
    return tuple(Verdict(rule, _read(item, rule.holds).holds(values)) for rule in item.rules.instant)


def true_of(item: Item, text: str, situation: Situation) -> bool:
    """Whether an expression of the item's paper holds; undecided is no."""
    return _read(item, text).holds(_values(situation)) is True


def language_of(item: Item) -> Language:
    """The words that the item's rules may use."""
    words = {one.id: one.kind for one in item.fields()}
    return Language(words | {one.id: one.kind for one in item.facts})


def expressions(item: Item) -> Iterator[str]:
    """Every expression of the item."""
    rules = item.rules
    yield from (rule.holds for rule in rules.eligibility)
    yield from (rule.holds for rule in rules.checks)
    yield from (rule.holds for rule in rules.instant)
    yield from (prompt.when for prompt in rules.prompts)
    if item.certificate is not None:
        yield from (line.when for line in item.certificate.lines)
        yield from (saying.when for saying in item.certificate.says)


def _values(situation: Situation) -> dict[str, Answer]:
    answers = {name: value for name, value in situation.answers.items() if value is not None}
    given: dict[str, Answer] = {
        "day": situation.day.isoformat(),
        "answered": tuple(answers),
        "offline": situation.offline,
    }
    return {**answers, **situation.facts, **given, **_person(situation)}


def _person(situation: Situation) -> dict[str, Answer]:
    """What the applicant's document tells. A number of another form tells neither age nor sex."""
    who = situation.applicant
    if who is None:
        return {}
    told: dict[str, Answer] = {"document": who.id_document.value, "applicant_name": who.name}
    number = who.id_number
    if _NUMBER.fullmatch(number) is None:
        return told
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return told
    day = situation.day
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    sex = "male" if int(number[16]) % 2 else "female"
    return {**told, "born": born.isoformat(), "age": age, "sex": sex, "home": number[:6]}


_BOOKS: dict[int, tuple[Item, dict[str, Expression]]] = {}
"""By the identity of the item, which stands beside its rules so that nothing else can come to have it."""
_MOST_BOOKS = 256


def _read(item: Item, text: str) -> Expression:
    """Reading a rule takes a tenth of a millisecond, asking it a hundredth: an item's are read when first asked for."""
    book = _BOOKS.get(id(item))
    if book is None:
        if len(_BOOKS) >= _MOST_BOOKS:
            _BOOKS.clear()  # another thread may be reading: it has its own book in hand
        book = _BOOKS[id(item)] = (item, _all_of(item))
    return book[1][text]


def _all_of(item: Item) -> dict[str, Expression]:
    language = language_of(item)
    read: dict[str, Expression] = {}
    for text in expressions(item):
        found = language.read(text)
        if isinstance(found, Broken):
            raise AssertionError(f"{item.id}: the loader let a rule pass that cannot be read: {found}")  # noqa: TRY004
        read[text] = found
    return read
