"""Orders to the locker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.effects.base import Effect

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class OpenBox(Effect):
    """Of the locker, if this code may: it opens one box, once."""

    job: UUID
    code: str = field(repr=False)


@dataclass(frozen=True)
class CancelBox(Effect):
    """Whoever typed the code went away: drive no lock that was not driven yet."""

    job: UUID


@dataclass(frozen=True)
class SettleBox(Effect):
    """What staff say of the box that was opened for them."""

    job: UUID
    inside: bool


@dataclass(frozen=True)
class BoxEmpty(Effect):
    """The resident found nothing in the box: staff look into it."""

    job: UUID
