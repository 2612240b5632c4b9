"""The people of trials: as old as they are said to be on every day, with right numbers, and nobody's."""

from __future__ import annotations

from datetime import date
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.cel import Expression, Language
from catalogue.fictional import PEOPLE, applicant_of
from catalogue.identifiers import check_citizen_number
from catalogue.model import Person
from contract.codes import IdDocument

DAYS = st.dates(date(2026, 1, 1), date(2099, 12, 31))
OLD_PERMIT = IdDocument.FOREIGNER_2017
NUMBERED = [one for one in IdDocument if one is not OLD_PERMIT]


def full_years(born: str, day: date) -> bool | None:
    """What a rule reckons."""
    rule = Language({}).read(f'years(born, "{day}") == age')
    assert isinstance(rule, Expression)
    return rule.holds({"born": f"{born[:4]}-{born[4:6]}-{born[6:]}", "age": day.year - int(born[:4])})


@given(
    day=DAYS,
    age=st.integers(0, 120),
    sex=st.sampled_from(["female", "male"]),
    document=st.sampled_from(NUMBERED),
    number=st.integers(0, 2 * PEOPLE),
)
def test_a_number_is_right_and_tells_what_the_trial_says(
    day: date, age: int, sex: Literal["female", "male"], document: IdDocument, number: int
) -> None:
    told = applicant_of(Person(age=age, sex=sex, document=document), day, number=number).id_number
    checked = check_citizen_number(told, today=day)
    assert checked.fault is None
    assert checked.number == told
    assert day.year - int(told[6:10]) == age
    assert full_years(told[6:14], day)
    assert int(told[16]) % 2 == (sex == "male")


@settings(max_examples=20)
@given(day=DAYS, document=st.sampled_from(list(IdDocument)))
def test_everybody_of_a_walk_has_a_number_of_their_own(day: date, document: IdDocument) -> None:
    who = [applicant_of(Person(document=document), day, number=number) for number in range(PEOPLE)]
    assert len({one.id_number for one in who}) == PEOPLE
    assert {one.id_document for one in who} == {document}


def test_a_home_is_in_the_area_that_nobody_has() -> None:
    day = date(2026, 11, 22)
    assert applicant_of(Person(home="990305"), day).id_number.startswith("990305")
    assert applicant_of(Person(document=OLD_PERMIT), day).id_number.startswith("CAN99")
