"""呼叫帮办 while it is open. Its words are personal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract.codes import HelpState
from visit.held.paper import Printing

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from contract.help import HelpWords


@dataclass(frozen=True)
class HelpTalk:
    """An open call for help."""

    key: UUID
    slip_number: str
    opened_at: datetime
    state: HelpState = HelpState.WAITING
    helper: str | None = None
    words: tuple[HelpWords, ...] = ()
    unsent: tuple[str, ...] = ()
    """What the resident said and the hub has not shown back yet."""
    offline: bool = False
    kept: bool = True
    """Whether the call is at least on disk."""
    printing: Printing = Printing.NOT_ASKED
