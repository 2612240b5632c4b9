"""Papers of a case at the printer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit.held.trouble import Trouble


class Printing(StrEnum):
    """How far a paper is. Only the printer's own word makes it `PRINTED`."""

    NOT_ASKED = "not_asked"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    NOT_CONFIRMED = "not_confirmed"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Paper:
    """One thing to print for a case, and how far it is."""

    printing: Printing = Printing.NOT_ASKED
    tries: int = 0
    asked_at: float = 0.0
    trouble: Trouble | None = None

    @property
    def in_question(self) -> bool:
        """Only the resident can say what now: once more, or without."""
        return self.printing in {Printing.FAILED, Printing.NOT_CONFIRMED}
