"""Handing over to a person what could not be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.events.base import UserEvent

if TYPE_CHECKING:
    from visit.held.page_line import Line


@dataclass(frozen=True)
class OpenHandOver(UserEvent):
    """办不成事: let a person take it on."""

    page: str
    """Where it was touched."""
    lines: tuple[Line, ...] = field(repr=False)
    """What that page said went wrong, as it was shown."""
    target: str = ""
    """A window already chosen."""


@dataclass(frozen=True)
class ChooseWindow(UserEvent):
    """To whom it is handed over: an id of `handovers.yaml`."""

    target: str


@dataclass(frozen=True)
class LeaveHandOver(UserEvent):
    """From the ticket back to where it stopped."""
