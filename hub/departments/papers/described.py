"""A paper as the item's file describes it: labelled lines and one sentence, made of answers, facts and the applicant."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from catalogue.model import FieldKind
from catalogue.model.paper import filled
from catalogue.rulebook import Situation, true_of
from catalogue.showing import shown
from hub.departments.papers.statement import NOT_PUBLIC, Line, Statement
from hub.masking import mask_name, mask_number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from catalogue.model import Certificate, Fact, Field, Item
    from contract.case import Answer
    from contract.query import Row
    from hub.departments.papers.paper import Asked

_NO_ANSWERS: tuple[Answer, ...] = (None, "", ())
_MASKS = {
    FieldKind.PERSON_NAME: mask_name,
    FieldKind.PHONE: mask_number,
    FieldKind.ID_NUMBER: mask_number,
    FieldKind.BANK_CARD: mask_number,
    FieldKind.EMAIL: mask_number,
}
"""How what is somebody's own is shown where others may look on."""


def in_words(part: Field | Fact, value: Answer, language: str, *, masked: bool = False) -> str:
    """An answer or a fact as a person reads it."""
    mask = _MASKS.get(part.kind) if masked else None
    return mask(str(value)) if mask is not None else shown(part, value, language)


class DescribedPaper:
    """Of every item that has no file of its own here."""

    def rows(self, asked: Asked) -> tuple[Row, ...] | None:
        """The facts alone: there is nothing else to show, or nobody to show it of."""
        return () if asked.known else None

    def own_words(self, asked: Asked) -> dict[str, str]:  # noqa: ARG002
        """Words of this paper besides those of every paper."""
        return {}

    def statement(self, asked: Asked) -> Statement | None:
        """Lines, and the first sentence that applies."""
        described, item = asked.item.certificate, asked.item
        if described is None:
            return None
        until = asked.day + timedelta(days=described.valid_days)
        own = self.own_words(asked)
        zh = _words(asked, until, "zh") | own
        en = _words(asked, until, "en") | own
        situation = Situation(asked.day, asked.answers, asked.applicant, asked.facts)
        said = (one.text for one in described.says if true_of(item, one.when, situation))
        text = next(said, None)
        return Statement(
            title_zh=described.title.zh,
            title_en=described.title.en,
            issuer_zh=item.department.zh,
            issuer_en=item.department.en,
            lines=_described(asked, described, zh, situation, own) or _all(asked, zh),
            says=(filled(text.zh, zh), filled(text.en, en)) if text is not None else None,
            valid_until=until,
            layout=described.layout,
        )


def _described(
    asked: Asked, described: Certificate, zh: dict[str, str], situation: Situation, own: dict[str, str]
) -> tuple[Line, ...]:
    public = _words(asked, asked.day, "zh", masked=True) | {"until": zh["until"]} | own
    return tuple(
        Line(
            line.label.zh,
            line.label.en,
            filled(line.value, zh),
            filled(line.value, public) if line.public else NOT_PUBLIC,
        )
        for line in described.lines
        if true_of(asked.item, line.when, situation)
    )


def _all(asked: Asked, zh: dict[str, str]) -> tuple[Line, ...]:
    """Of a file that describes no lines: who asked, what, and what is on record."""
    lines = list(who(asked))
    hidden = {fact.id for fact in asked.item.facts if not fact.shown}
    lines += [
        Line(part.label.zh, part.label.en, zh[part.id], NOT_PUBLIC)
        for part in _parts(asked.item)
        if part.id in zh and part.id not in hidden
    ]
    return tuple(lines)


def who(asked: Asked) -> tuple[Line, ...]:
    """Name and number of the applicant, as nearly every paper begins."""
    if asked.applicant is None:
        return ()
    name, number = asked.applicant.name, asked.applicant.id_number
    return (
        Line("姓名", "Name", name, mask_name(name)),
        Line("证件号码", "ID number", number, mask_number(number)),
    )


def _parts(item: Item) -> tuple[Field | Fact, ...]:
    return (*item.fields(), *item.facts)


def _words(asked: Asked, until: date, language: str, *, masked: bool = False) -> dict[str, str]:
    values: Mapping[str, Answer] = {**asked.facts, **asked.answers}
    words = {
        part.id: in_words(part, values[part.id], language, masked=masked)
        for part in _parts(asked.item)
        if part.id in values and values[part.id] not in _NO_ANSWERS
    }
    if asked.applicant is not None:
        name, number = asked.applicant.name, asked.applicant.id_number
        words["name"] = mask_name(name) if masked else name
        words["id_number"] = mask_number(number) if masked else number
    return words | {"day": _day(asked.day, language), "until": _day(until, language)}


def _day(day: date, language: str) -> str:
    return day.isoformat() if language == "en" else f"{day.year}年{day.month}月{day.day}日"
