"""Orders about appointments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.effects.base import Effect

if TYPE_CHECKING:
    from uuid import UUID

    from contract.message import Message


@dataclass(frozen=True)
class AskAppointments(Effect):
    """One question of `contract/appointment.py`; its answer comes with the order."""

    order: UUID
    message: Message = field(repr=False)


@dataclass(frozen=True)
class ShowTicket(Effect):
    """Look at the signature of a ticket, and ask the hub what it is worth. One `key` is one showing."""

    order: UUID
    key: UUID
    text: str = field(repr=False)
