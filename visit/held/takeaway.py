"""What somebody takes along of a guide without applying for anything: the cases they ticked, and their slip.

Nothing of it is personal, and it goes with the visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit.held.paper import Paper


@dataclass(frozen=True)
class TakeAway:
    opened_on: str = "guide"
    """The page to which one goes back."""
    ticked: frozenset[str] = frozenset()
    """Ids of cases (`catalogue/checklist.py`)."""
    job: str = ""
    """Of the newest slip."""
    slip: Paper | None = None
    """None: not asked for, or the list has changed since."""
