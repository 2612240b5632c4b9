"""The demo's register: what `demo/registers.yaml` says of a resident, else the examples of the item's facts.

It knows everybody, so that an item can be played by any fictional person; who is to be unknown is written there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from catalogue.sample import records
from contract.case import Answer
from contract.civil_time import CIVIL
from hub.departments.register import EmptyRegister, Entry, Record, Register
from hub.departments.residents import load_residents
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from catalogue.model import Item
    from contract.case import Applicant
    from hub.departments.residents import Residents
    from outcome import Outcome

EVERYBODY = "everybody"
"""Instead of a resident's key: what is said of all of whom nothing else is said."""


class Told(BaseModel):
    """What the file says of one person for one item."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    facts: dict[str, Answer] = Field(default_factory=dict)
    """Those that are missing are what is said of everybody, else the examples."""
    entries: tuple[Entry, ...] | None = None
    """None: those of everybody."""


NOTHING_ELSE = Told()
Book = dict[str, dict[str, Told | Literal["nothing"]]]
"""By resident's key, then by item."""


class DemoRegister:
    """Of fictional residents."""

    def __init__(self, people: Residents, book: Book) -> None:
        self._people = people
        self._book = book

    def look_up(
        self,
        item: Item,
        applicant: Applicant,
        answers: Mapping[str, Answer],  # noqa: ARG002  everything is given, the paper takes what was asked for
        now: datetime,
    ) -> Outcome[Record | None]:
        """None for whoever shows a resident's number under another name."""
        if self._people.is_somebody_else(applicant):
            return Ok(None)
        known = self._people.find(applicant)
        of_all = self._book.get(EVERYBODY, {}).get(item.id, NOTHING_ELSE)
        told = self._book.get(known.nickname, {}).get(item.id, of_all) if known is not None else of_all
        if told == "nothing":
            return Ok(None)
        common = NOTHING_ELSE if of_all == "nothing" else of_all
        facts = records(item, now.astimezone(CIVIL).date(), {**common.facts, **told.facts})
        entries = told.entries if told.entries is not None else common.entries or ()
        return Ok(Record(facts=facts, entries=entries, as_of=now))


def open_register(residents: Path | None, registers: Path | None) -> Register:
    """The demo's register; without residents one that knows nobody. A wrong file stops the hub with what is wrong."""
    if residents is None:
        return EmptyRegister()
    book: Book = {}
    if registers is not None:
        written = yaml.safe_load(registers.read_text(encoding="utf-8"))
        book = TypeAdapter(Book).validate_python(written)
    return DemoRegister(load_residents(residents), book)
