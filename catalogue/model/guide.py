"""办事指南: what is told before anything is asked, in the field's own data items (GB/T 39046-2020, table 4)."""

from __future__ import annotations

from datetime import date

from pydantic import Field as Attribute

from catalogue.model.part import Part, Text


class Names(Part):
    """One item in three registers: of the law, plain, and as people say it."""

    legal: Text
    plain: Text
    spoken: Text


class Window(Part):
    """Where the same item is done by people: no item is online only."""

    name: Text
    place: Text
    hours: Text
    phone: str


class CommonQuestion(Part):
    """常见问题: what people ask at the window again and again."""

    question: Text
    answer: Text


class Guide(Part):
    """办事指南: everything told before anything is asked (一次性告知)."""

    summary: Text
    conditions: tuple[Text, ...]
    legal_workdays: int = Attribute(ge=0)
    """0 means on the spot."""
    promised_workdays: int = Attribute(ge=0)
    time_note: Text | None = None
    """The time in words, where working days alone do not say it."""
    fee: Text
    output: Text
    basis: Text
    """Legal basis, named not quoted."""
    window: Window
    """In a file also the name of one of the region's windows."""
    since: date | None = None
    """First day of this version."""
    checked: date | None = None
    """When somebody last compared it with the rules and with the paper at the window; None: with all others of the
    region."""
    see: str | None = None
    """Another item, done at the terminal, by which people get the same."""
    questions: tuple[CommonQuestion, ...] = ()


class ConsentText(Part):
    version: str
    purpose: Text
    """What the data is used for, by whom, and how long it is kept."""
