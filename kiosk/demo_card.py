"""Whose card a demo lays on the reader: the usual one where that person may do the item, else one made for its examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from catalogue.answers import problems, relevant
from catalogue.realm import Realm
from catalogue.rulebook import Situation, barred
from catalogue.sample import examples, records
from contract.case import Applicant
from contract.codes import IdDocument, IdentityMethod
from kiosk.surroundings import DEMO_RESIDENTS
from kiosk.walk.people import write_residents
from kiosk.walk.plays import plays_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from catalogue.model import Item

USUAL = "li"
"""The demo's resident whom most examples are written for."""


def card_for(item: Item, today: date, folder: Path) -> tuple[str, Path]:
    """The card, and the residents' file it is of; a file made for it is written into `folder`."""
    if item.needs.anonymous or not item.complete or _fits(item, _resident(USUAL), today):
        return USUAL, DEMO_RESIDENTS
    play = plays_of((item,), today)[0]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "residents.yaml"
    write_residents(path, (play,), DEMO_RESIDENTS)
    return play.card, path


def _resident(name: str) -> Applicant:
    entry = yaml.safe_load(DEMO_RESIDENTS.read_text(encoding="utf-8"))["residents"][name]
    return Applicant(
        name=entry["name"],
        id_document=IdDocument(entry["document"]),
        id_number=entry["id_number"],
        identified_by=IdentityMethod.ID_CARD,
    )


def _fits(item: Item, who: Applicant, today: date) -> bool:
    """Whether the examples of the file are right for this person."""
    given = examples(item, today, {})
    answers = relevant(item, {name: value for name, value in given.items() if value is not None})
    facts = records(item, today, {})
    if barred(item, Situation(today, answers, who, facts)):
        return False
    return not problems(item, answers, today=today, realm=Realm.DEMO, applicant=who, facts=facts)
