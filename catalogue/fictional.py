"""The fictional applicant of a trial: name and number are made of what the trial says, and belong to nobody."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stdnum.iso7064 import mod_11_2

from contract.case import Applicant
from contract.codes import IdDocument, IdentityMethod

if TYPE_CHECKING:
    from catalogue.model import Person

_NAMES = {"female": "安小禾", "male": "安大川"}
_SEQUENCES = {"female": "002", "male": "001"}
_PERMIT_HOME = "810000"
_FOREIGN_HOME = "999124"
_OLD_FOREIGN_NUMBER = "CAN990000000001"


def applicant_of(
    person: Person, today: date, identified_by: IdentityMethod = IdentityMethod.ID_CARD
) -> Applicant:
    """The same person every time. Born on a first of January: then the age is right on every day of the year."""
    homes = {IdDocument.HK_MO_TW_PERMIT: _PERMIT_HOME, IdDocument.FOREIGNER_2023: _FOREIGN_HOME}
    born = date(today.year - person.age, 1, 1)
    digits = f"{homes.get(person.document, person.home)}{born:%Y%m%d}{_SEQUENCES[person.sex]}"
    number = digits + mod_11_2.calc_check_digit(digits)
    if person.document is IdDocument.FOREIGNER_2017:
        number = _OLD_FOREIGN_NUMBER
    return Applicant(
        name=_NAMES[person.sex],
        id_document=person.document,
        id_number=number,
        identified_by=identified_by,
    )
