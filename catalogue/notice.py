"""The one-time notice (一次性告知): everything asked and every material, told before the first question.

It is made from the very parts the form is made of, so it cannot say less than is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.answers import applies, relevant
from catalogue.delivery import told_in_guide
from catalogue.model import Field, Item, Material, MaterialWay, Text, When, Window
from catalogue.said import said
from catalogue.showing import shown
from wording import say
from wording.forms import bracketed, labelled, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contract.case import Answer
    from contract.codes import MaterialTrust

_WAYS = {
    MaterialWay.CARD: said("comes.card"),
    MaterialWay.GENERATED: said("comes.generated"),
    MaterialWay.PROMISE: said("comes.promise"),
    MaterialWay.LATER: said("comes.later"),
    MaterialWay.LICENCE: said("comes.licence"),
    MaterialWay.SCAN: said("comes.scan"),
    MaterialWay.BRING: said("comes.bring"),
}
_OR_SCANNED = said("comes.licence_or_scan")
_ORIGINAL = said("comes.original")
_ON_THE_SPOT = said("takes.on_the_spot")


@dataclass(frozen=True)
class Asked:
    """One thing that is asked, and why."""

    field: str
    label: str
    purpose: str
    required: bool
    only_if: str | None
    """When it is asked only in some cases: in which; None when it is asked in this case."""


@dataclass(frozen=True)
class Wanted:
    """One material, and how it comes."""

    material: str
    name: str
    way: str
    trust: MaterialTrust
    copies: int
    original_to_bring: bool
    only_if: str | None

    def told(self, language: str) -> str:
        """In one line."""
        told = labelled(self.name, self.way, language)
        return bracketed(told, _small(self.only_if), language) if self.only_if else told


@dataclass(frozen=True)
class Notice:
    """The whole notice in one language."""

    summary: str
    conditions: tuple[str, ...]
    asked: tuple[Asked, ...]
    materials: tuple[Wanted, ...]
    time: str
    fee: str
    output: str
    basis: str
    window: Window
    questions: tuple[tuple[str, str], ...]
    """What is often asked, each with its answer."""
    delivery: tuple[str, ...]
    """How the result reaches the resident, a line a way with its fee."""


def one_time_notice(item: Item, answers: Mapping[str, Answer] | None, language: str) -> Notice:
    """The notice of an item; with answers, of this case only (nothing that does not apply is in it)."""
    kept = None if answers is None else relevant(item, answers)
    guide = item.guide
    return Notice(
        summary=guide.summary.to(language),
        conditions=tuple(condition.to(language) for condition in guide.conditions),
        asked=tuple(
            Asked(
                field.id,
                field.label.to(language),
                field.purpose.to(language),
                field.required,
                _only_if(item, field.when, language) if kept is None else None,
            )
            for field in item.fields()
            if _belongs(field, kept)
        ),
        materials=tuple(
            Wanted(
                material.id,
                material.name.to(language),
                _way(material, language),
                material.trust,
                material.copies,
                material.original_to_bring,
                _in_which_case(item, material, language) if kept is None else None,
            )
            for material in item.materials
            if _belongs(material, kept)
        ),
        time=_noted(_time(guide.legal_workdays, guide.promised_workdays), guide.time_note).to(language),
        fee=guide.fee.to(language),
        output=guide.output.to(language),
        basis=guide.basis.to(language),
        window=guide.window,
        delivery=told_in_guide(item, language),
        questions=tuple((one.question.to(language), one.answer.to(language)) for one in guide.questions),
    )


def _belongs(part: Field | Material, kept: Mapping[str, Answer] | None) -> bool:
    return kept is None or applies(part, kept)


def case_of(item: Item, when: When, language: str) -> str:
    """The case in which something is asked or wanted: its field and its answer."""
    field = next(field for field in item.fields() if field.id == when.field)
    label = field.label.to(language)
    if when.at_least is not None:
        return say(language, "case.at_least", label=label, least=when.at_least)
    wanted = [shown(field, one, language) for one in (when.any_of or (when.equals,))]
    return say(language, "case.is", label=label, answer=one_of(wanted, language))


def _only_if(item: Item, when: When | None, language: str) -> str | None:
    if when is None:
        return None
    return say(language, "case.only_if", case=case_of(item, when, language))


def _in_which_case(item: Item, material: Material, language: str) -> str | None:
    if material.only_if is not None:
        return say(language, "case.bring_if", case=material.only_if.to(language))
    return _only_if(item, material.when, language)


def _small(text: str) -> str:
    """Inside brackets a sentence goes on."""
    return text[:1].lower() + text[1:]


def _count(material: Material) -> Text:
    """原件、复印件份数: what is laid on the counter."""
    copies = material.copies
    if not material.original_to_bring:
        return said("comes.copies", copies=copies) if copies else _WAYS[MaterialWay.BRING]
    if not copies:
        return _ORIGINAL
    return said("comes.original_and_copies", copies=copies)


def _way(material: Material, language: str) -> str:
    if material.way is MaterialWay.BRING:
        return _count(material).to(language)
    way = _OR_SCANNED if material.way is MaterialWay.LICENCE and material.copies else _WAYS[material.way]
    if material.deferrable_workdays is None:
        return way.to(language)
    days = material.deferrable_workdays
    return said("comes.within", way=way, days=days).to(language)


def _noted(time: Text, note: Text | None) -> Text:
    return time if note is None else said("takes.noted", time=time, note=note)


def _time(legal: int, promised: int) -> Text:
    """法定 → 承诺, the form guides are published in."""
    if legal == 0:
        return _ON_THE_SPOT
    if promised == 0:
        return said("takes.at_once", legal=legal)
    return said("takes.days", legal=legal, promised=promised)
