"""Rules of an item: CEL expressions over its fields, the applicant and what a department has on record (`rules/cel.py`)."""

from __future__ import annotations

from datetime import date

from pydantic import Field as Attribute

from catalogue.model.field import FieldKind
from catalogue.model.part import ID, Part, Text
from contract.case import Answer


class Fact(Part):
    """Shared data (共享数据): what a department has on record, shown read-only with source and date, never typed."""

    id: str = Attribute(pattern=ID)
    label: Text
    kind: FieldKind
    source: Text
    """Whose record it is."""
    shown: bool = True
    """Whether the resident sees it on the preview; what serves only a rule is not shown."""
    example: Answer
    """What the demo's register says of everybody of whom it says nothing else."""


class Eligibility(Part):
    """Who may apply. Told as soon as it is decided that somebody may not, with the way on."""

    id: str = Attribute(pattern=ID)
    holds: str
    """CEL, a yes or no."""
    says: Text
    """Why not, and what to do now: whole sentences."""


class Check(Part):
    """What must hold between several answers."""

    id: str = Attribute(pattern=ID)
    holds: str
    field: str
    """The field beside which it is told."""
    says: Text
    """How to mend it."""


class Prompt(Part):
    """智能提示: a dated, sourced hint in plain words. One that has expired is not shown."""

    id: str = Attribute(pattern=ID)
    when: str = "true"
    at: str
    """A field, or `guide`, `check` or `result`."""
    says: Text
    source: Text
    since: date
    until: date
    """Last day on which it is shown."""


class Instant(Part):
    """One condition of 秒批: where all hold the case is approved at once, else a person is told which did not."""

    id: str = Attribute(pattern=ID)
    holds: str
    name: Text
    """What was looked at, in plain words: it stands in the list of what held."""
    says: Text
    """Why a person must look when it does not hold."""


class Rules(Part):
    eligibility: tuple[Eligibility, ...] = ()
    checks: tuple[Check, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    instant: tuple[Instant, ...] = ()
    """Empty: an item of this handling is never approved by rules alone."""
