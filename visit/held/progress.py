"""我办的事: what a visit holds while somebody looks at their own cases. It goes with the visit, like all of a person.

Each question to the hub is known by its order, so that an answer to an earlier one, or to somebody who has left, enters
no other visit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from contract.progress import ProgressAnswer
    from visit.held.paper import Paper
    from visit.held.trouble import Trouble


@dataclass(frozen=True)
class Progress:
    """What is open on the pages of own cases."""

    order: UUID | None = None
    """The question that is under way."""
    ordered_at: float = 0.0
    answer: ProgressAnswer | None = field(default=None, repr=False)
    receipt: str = field(default="", repr=False)
    """The code of a receipt of which nobody's card is asked."""
    wanted: str = field(default="", repr=False)
    """Number on the receipt that led here: its case is opened at once."""
    missed: bool = False
    """The receipt that led here is of none of these cases."""
    key: UUID | None = None
    """The case that is open."""
    turned: int = 0
    asking: bool = False
    """撤回 is asked before it is done."""
    told: str = ""
    """Key of what just happened to the case."""
    trouble: Trouble | None = None
    printing: str = ""
    """The document that is fetched to be printed."""
    papers: Mapping[str, Paper] = field(default_factory=dict, hash=False)
    """By document, those that were asked for here."""
