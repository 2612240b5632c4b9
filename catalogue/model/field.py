"""What a form asks: fields, their kinds, and when a field is asked at all."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field as Attribute
from pydantic import model_validator

from catalogue.model.part import ID, Part, Text
from contract.case import Answer


class FieldKind(StrEnum):
    """How a field is asked for and checked."""

    TEXT = "text"
    PERSON_NAME = "person_name"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    """公民身份号码 of somebody else; the applicant's comes from the card (GB 11643-1999)."""
    CREDIT_CODE = "credit_code"
    """统一社会信用代码 (GB 32100-2015)."""
    BANK_CARD = "bank_card"
    """16 to 19 digits with the check digit of ISO/IEC 7812-1."""
    EMAIL = "email"
    WHOLE_NUMBER = "whole_number"
    MONEY = "money"
    """Integer fen."""
    SHARE = "share"
    """Whole percent, 1 to 100; that several make 100 is a `check` of the item."""
    MONTH = "month"
    """YYYY-MM."""
    DATE = "date"
    """YYYY-MM-DD; `minimum` and `maximum` are days from the day of asking (0 is today, -1 yesterday)."""
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    """Several; a tuple of choice ids."""
    AREA = "area"
    """One of `choices`, shown as an area list (a village or a street)."""
    PARTS = "parts"
    """Which of a joint item's parts are wanted; its choices are those parts."""


class Choice(Part):
    id: str
    label: Text
    note: Text | None = None
    """A second, small line: what it costs, where it is."""


class When(Part):
    """The field or material concerns only cases in which another field has this value.

    One of `equals` (the value, or for several choices one of them), `any_of` (one of these) and `at_least` (a number, or
    how many are chosen).
    """

    field: str
    equals: Answer = None
    any_of: tuple[str, ...] = ()
    at_least: int | None = None

    @model_validator(mode="after")
    def _one_way(self) -> When:
        given = [self.equals is not None, bool(self.any_of), self.at_least is not None]
        if sum(given) != 1:
            raise ValueError("one of `equals`, `any_of` and `at_least` is needed, and no more")
        return self


class Field(Part):
    """One thing that is asked. `purpose` is shown: no field without one (PIPL art. 6: least needed)."""

    id: str = Attribute(pattern=ID)
    label: Text
    question: Text
    """One question a page is built of; ends with a question mark or is an instruction."""
    hint: Text | None = None
    purpose: Text
    kind: FieldKind
    required: bool = True
    choices: tuple[Choice, ...] = ()
    """In a file also the name of a list of the region (`choices: villages`)."""
    minimum: int | None = None
    """Of a number or of money (fen); of a text: its least length; of choices: how many at least; of a date: days."""
    maximum: int | None = None
    """Of a number or of money (fen); of a text: its greatest length; of choices: how many at most; of a date: days."""
    han_only: bool = False
    """A text of Chinese characters only (a trade name)."""
    not_before: str | None = None
    """A month or date must not be earlier than this other field of its kind."""
    when: When | None = None
    default: Answer = None
    """Shown as chosen beforehand; never used for consent, ratings or promises."""
    example: Answer
    """What the walk-through and the demo fill in."""


class FormPage(Part):
    """One page of the form: one decision, or a few fields that belong together."""

    id: str
    title: Text
    fields: tuple[Field, ...] = Attribute(min_length=1)
