"""What the hub asks of a department's register. A real one is reached by an adapter of this shape.

It is asked for one item at a time, so an adapter is told for what it looks somebody up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pydantic import AwareDatetime, BaseModel, ConfigDict

from contract.case import Answer
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from catalogue.model import Item
    from contract.case import Applicant
    from outcome import Outcome

Entry = dict[str, str | int]
"""One line of a list that a register keeps: a period, a payment, a home. Its keys are known to the paper alone."""


class Record(BaseModel):
    """What is on record for somebody, as far as one item may know it."""

    model_config = ConfigDict(frozen=True)

    facts: dict[str, Answer]
    """By the ids of the item's facts; one that is missing is not known."""
    entries: tuple[Entry, ...] = ()
    as_of: AwareDatetime


class Register(Protocol):
    """A department's register. Asking changes nothing, so it may be asked again."""

    def look_up(
        self, item: Item, applicant: Applicant, answers: Mapping[str, Answer], now: datetime
    ) -> Outcome[Record | None]:
        """What is on record; None: the register knows nobody like that. Failure: it does not answer."""


class EmptyRegister:
    """Of a hub that is joined to no register: it knows nobody."""

    def look_up(
        self,
        item: Item,  # noqa: ARG002
        applicant: Applicant,  # noqa: ARG002
        answers: Mapping[str, Answer],  # noqa: ARG002
        now: datetime,  # noqa: ARG002
    ) -> Outcome[Record | None]:
        """Nothing."""
        return Ok(None)
