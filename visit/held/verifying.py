"""查证明真假: what came out of checking a paper's code. Nothing here is of whoever stands at the terminal."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from contract.paper_proof import PaperStatement
    from contract.paper_status import PaperStatus

GENUINE = "genuine"
FAULTS = (
    "paper_unreadable",
    "paper_newer",
    "paper_other_hub",
    "paper_altered",
    "paper_out_of_time",
    "paper_no_keys",
    "no_code_seen",
)
"""Why nothing is shown of a paper: of `contract/paper_proof.py` the first five."""


class Standing(StrEnum):
    """Whether a paper still holds, as far as it is known."""

    ASKING = "asking"
    NOT_ASKED = "not_asked"
    """The hub could not be reached: whether it was revoked nobody knows here."""
    HOLDS = "holds"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN_THERE = "unknown_there"
    """Signed, and the hub has no record of it."""


@dataclass(frozen=True)
class Verifying:
    """One paper on the page."""

    order: UUID | None = None
    """Of the code that is checked, or of the picture that is looked through for one; None while nothing goes on."""
    looking: bool = False
    """A picture is being taken."""
    verdict: str = ""
    """`genuine`, or one of `FAULTS`; empty before."""
    statement: PaperStatement | None = field(default=None, repr=False)
    """What the paper must say, when it is genuine."""
    status: PaperStatus | None = None
    heard: bool = False
    """The hub answered, or could not be reached."""


def standing(verifying: Verifying, today: date | None) -> Standing:
    """By the hub's word, else by the paper's own last day and this terminal's calendar."""
    status, statement = verifying.status, verifying.statement
    if status is not None and not status.known:
        return Standing.UNKNOWN_THERE
    if status is not None and status.revoked_at is not None:
        return Standing.REVOKED
    past = statement is not None and today is not None and today > statement.valid_until
    if past or (status is not None and status.expired):
        return Standing.EXPIRED
    if status is not None:
        return Standing.HOLDS
    return Standing.NOT_ASKED if verifying.heard else Standing.ASKING
