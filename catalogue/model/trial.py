"""Trials: named ways through an item that its file promises to hold. The walk plays each of them to its end."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field as Attribute

from catalogue.model.part import ID, Part
from contract.case import Answer
from contract.codes import IdDocument


class Ends(StrEnum):
    """Where a trial ends."""

    APPROVED = "approved"
    """秒批: every rule held."""
    ACCEPTED = "accepted"
    """Taken in; an office decides."""
    NOT_ELIGIBLE = "not_eligible"
    """Told before anything is submitted that this applicant may not, and what to do."""
    TO_MEND = "to_mend"
    """The form does not let it pass: everything to mend is listed at once."""
    NOTHING_FOUND = "nothing_found"
    """The department has nothing on record."""


class Person(Part):
    """The trial's fictional applicant; name and number are made of it."""

    age: int = Attribute(default=41, ge=0, le=120)
    """In years, on whatever day the trial is played."""
    sex: Literal["female", "male"] = "female"
    home: str = Attribute(default="990101", pattern=r"^99[0-9]{4}$")
    """First six digits of the number: an area that no real person has."""
    document: IdDocument = IdDocument.RESIDENT_ID
    """Of another document the number has its own form, which tells no home."""


class Trial(Part):
    id: str = Attribute(pattern=ID)
    says: str
    """What it shows, for whoever reads the walk."""
    applicant: Person = Person()
    answers: dict[str, Answer] = Attribute(default_factory=dict)
    """Instead of the examples; null leaves the field unanswered."""
    facts: dict[str, Answer] = Attribute(default_factory=dict)
    """What the register says instead of the examples."""
    promises: dict[str, bool] = Attribute(default_factory=dict)
    """Material to whether the promise is given, or the paper comes later; unnamed: yes."""
    offline: bool = False
    ends: Ends
    fails: tuple[str, ...] = ()
    """Rules that do not hold in it."""
