"""Staff before the machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visit.events.base import OutsideEvent, UserEvent

if TYPE_CHECKING:
    from uuid import UUID

    from visit.held.upkeep import Act, Back, StoreFacts, Why


@dataclass(frozen=True)
class OpenDoor(UserEvent):
    """To the page on which staff say who they are."""


@dataclass(frozen=True)
class StaffAdmitted(OutsideEvent):
    order: UUID
    staff: str


@dataclass(frozen=True)
class StaffRefused(OutsideEvent):
    order: UUID
    code: str
    """`wrong`, `expired`, `used`, `other_terminal`, `no_key`, `no_pin`, or `locked`."""
    wait_s: int = 0


@dataclass(frozen=True)
class StoreTold(OutsideEvent):
    order: UUID
    facts: StoreFacts


@dataclass(frozen=True)
class DoAct(UserEvent):
    act: Act
    device: str = ""


@dataclass(frozen=True)
class ActDone(OutsideEvent):
    order: UUID
    code: str = ""
    """Why not; empty when it is done."""


@dataclass(frozen=True)
class OpenClosure(UserEvent):
    """To the page on which the terminal is taken out of service."""


@dataclass(frozen=True)
class ChooseClosure(UserEvent):
    """One of the two is given."""

    why: Why | None = None
    back: Back | None = None


@dataclass(frozen=True)
class SetClosure(UserEvent):
    """Out of service as chosen, or in service again."""

    closed: bool
