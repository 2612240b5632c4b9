"""要带的东西: what one resident must bring, by the cases that they say are theirs. Nothing of a person is asked.

The cases are those of the item's materials: in the words of the file where a material is brought, made of field and answer
where the form would ask. So who comes only for the guide gets a list of their own without filling in anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.answers import applies, relevant
from catalogue.model import Item, Material, MaterialWay
from catalogue.notice import case_of, one_time_notice

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from catalogue.notice import Wanted
    from contract.case import Answer

NOTHING_TO_BRING = frozenset({MaterialWay.LICENCE, MaterialWay.GENERATED, MaterialWay.PROMISE})
"""Fetched, made at the terminal, or promised: told all the same, so that nobody brings it out of habit."""


@dataclass(frozen=True)
class Case:
    """Something that may be so or not, and decides what is wanted."""

    id: str
    """The first material that it decides about."""
    text: str


@dataclass(frozen=True)
class Checklist:
    bring: tuple[Wanted, ...]
    not_needed: tuple[Wanted, ...]


def cases(item: Item, language: str) -> tuple[Case, ...]:
    """Each once, in the order of the materials."""
    found: dict[str, Case] = {}
    for material in item.materials:
        text = _case(item, material, language)
        if text:
            found.setdefault(text, Case(material.id, text))
    return tuple(found.values())


def answered(item: Item, answers: Mapping[str, Answer], language: str) -> frozenset[str]:
    """Ids of the cases that answers given so far say are theirs."""
    kept = relevant(item, answers)
    met = {one.id for one in item.materials if one.when is not None and applies(one, kept)}
    texts = {_case(item, one, language) for one in item.materials if one.id in met}
    return frozenset(one.id for one in cases(item, language) if one.text in texts)


def checklist(item: Item, ticked: Collection[str], language: str) -> Checklist:
    """What is always wanted, and what is wanted in the cases whose ids are ticked."""
    texts = {one.text for one in cases(item, language) if one.id in ticked}
    bring: list[Wanted] = []
    not_needed: list[Wanted] = []
    told = one_time_notice(item, None, language).materials
    for material, wanted in zip(item.materials, told, strict=True):
        case = _case(item, material, language)
        if case and case not in texts:
            continue
        (not_needed if material.way in NOTHING_TO_BRING else bring).append(wanted)
    return Checklist(tuple(bring), tuple(not_needed))


def _case(item: Item, material: Material, language: str) -> str:
    if material.only_if is not None:
        text = material.only_if.to(language)
        return text[:1].upper() + text[1:]
    return case_of(item, material.when, language) if material.when is not None else ""
