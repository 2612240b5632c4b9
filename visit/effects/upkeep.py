"""Orders of staff at the maintenance pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.effects.base import Effect

if TYPE_CHECKING:
    from uuid import UUID

    from visit.held.upkeep import Act, Closure


@dataclass(frozen=True)
class CheckStaffPass(Effect):
    """Whether the hub let this one of the staff in, here and now; noted in the audit trail either way."""

    order: UUID
    text: str = field(repr=False)


@dataclass(frozen=True)
class CheckStaffPin(Effect):
    """The same of a PIN, which takes a moment."""

    order: UUID
    pin: str = field(repr=False)


@dataclass(frozen=True)
class LookAtStore(Effect):
    """For staff: how much waits, and when the hub was last heard."""

    order: UUID


@dataclass(frozen=True)
class DoUpkeep(Effect):
    order: UUID
    act: Act
    device: str = ""


@dataclass(frozen=True)
class KeepClosure(Effect):
    """Also over a restart; None: in service."""

    closure: Closure | None


@dataclass(frozen=True)
class NoteStaff(Effect):
    """In the audit trail: who came in, and that they left."""

    staff: str
    entered: bool
