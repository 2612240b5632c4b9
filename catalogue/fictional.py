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
_SEQUENCES = {"female": 2, "male": 1}
_PERMIT_HOME = "810000"
_FOREIGN_HOME = "999124"
_OLD_FOREIGN_NUMBER = "CAN99"
PEOPLE = 499
"""So many are born in one place on one day."""


def applicant_of(
    person: Person,
    today: date,
    identified_by: IdentityMethod = IdentityMethod.ID_CARD,
    *,
    number: int = 0,
) -> Applicant:
    """The same person every time, and with another `number` another one who is like that.

    Born on a first of January: then the age is right on every day of the year.
    """
    homes = {IdDocument.HK_MO_TW_PERMIT: _PERMIT_HOME, IdDocument.FOREIGNER_2023: _FOREIGN_HOME}
    born = date(today.year - person.age, 1, 1)
    sequence = _SEQUENCES[person.sex] + 2 * (number % PEOPLE)
    digits = f"{homes.get(person.document, person.home)}{born:%Y%m%d}{sequence:03d}"
    id_number = digits + mod_11_2.calc_check_digit(digits)
    if person.document is IdDocument.FOREIGNER_2017:
        id_number = f"{_OLD_FOREIGN_NUMBER}{number % PEOPLE + 1:010d}"
    return Applicant(
        name=_NAMES[person.sex],
        id_document=person.document,
        id_number=id_number,
        identified_by=identified_by,
    )
