"""The residents' file of a walk: the card of each play's applicant, beside those of the demo; and what is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from catalogue.model import Ends
from contract.codes import IdDocument

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from contract.case import Answer, Applicant
    from kiosk.walk.plays import Play

_SEXES = {"male": "1", "female": "2"}


def write_residents(path: Path, plays: Iterable[Play], demo: Path) -> None:
    """The people of the demo first: departments may know them by their short names."""
    people = yaml.safe_load(demo.read_text(encoding="utf-8"))["residents"]
    people |= {play.card: _entry(play, play.applicant) for play in plays if play.applicant is not None}
    path.write_text(yaml.safe_dump({"residents": people}, allow_unicode=True), encoding="utf-8")


def write_registers(path: Path, plays: Iterable[Play], demo: Path) -> None:
    """What departments have on record of each play's applicant, beside what the demo's register says of everybody."""
    book = yaml.safe_load(demo.read_text(encoding="utf-8"))
    for play in plays:
        if play.card and play.trial.ends is Ends.NOTHING_FOUND:
            book[play.card] = {play.item.id: "nothing"}
        elif play.card and play.trial.facts:
            book[play.card] = {play.item.id: {"facts": _plain(play.trial.facts)}}
    path.write_text(yaml.safe_dump(book, allow_unicode=True), encoding="utf-8")


def _plain(facts: Mapping[str, Answer]) -> dict[str, object]:
    """As YAML has it: there is no tuple."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()}


def _entry(play: Play, who: Applicant) -> dict[str, str]:
    """What stands on the card. Valid for ever: a walk in ten years finds it as good."""
    person = play.trial.applicant
    entry = {
        "document": who.id_document.value,
        "name": who.name,
        "id_number": who.id_number,
        "sex": _SEXES[person.sex],
        "birth": f"{born(who)}",
        "address": "云溪市清河县城关镇青石街1号",
        "authority": "清河县公安局",
        "valid_from": "20200101",
        "valid_to": "20991231",
        "phone": "10000000001",
    }
    if who.id_document is IdDocument.RESIDENT_ID:
        return entry | {"ethnic": "01"}
    if who.id_document is IdDocument.HK_MO_TW_PERMIT:
        return entry | {"permit_number": "H00000001", "issue_count": "01"}
    foreign = {"name_zh": "史密斯", "nationality": "CAN", "version": "01", "authority_code": "9901"}
    return entry | foreign | {"renewals": "01"}


def born(who: Applicant) -> str:
    """YYYYMMDD; the old card of foreigners has it in no number."""
    return who.id_number[6:14] if len(who.id_number) == 18 else "19810101"
