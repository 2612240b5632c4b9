"""长辈版 and the other ways to be served."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visit.events.base import UserEvent

if TYPE_CHECKING:
    from visit.held.comfort import Wish


@dataclass(frozen=True)
class SetComfort(UserEvent):
    """One way, on or off; from any page, and from the keypad when earphones are put in."""

    wish: Wish
    on: bool


@dataclass(frozen=True)
class OpenComfort(UserEvent):
    """无障碍: choose among the ways."""


@dataclass(frozen=True)
class CloseComfort(UserEvent):
    """Back to the page."""
