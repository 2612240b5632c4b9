"""好差评."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visit.events.base import UserEvent

if TYPE_CHECKING:
    from contract.codes import Grade


@dataclass(frozen=True)
class Rate(UserEvent):
    grade: Grade


@dataclass(frozen=True)
class ToggleTag(UserEvent):
    """One reason beside the grade (contract/rating_tags.py) was ticked or unticked."""

    code: str


@dataclass(frozen=True)
class SkipRating(UserEvent):
    """Not rated: nothing is sent."""
