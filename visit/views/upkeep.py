"""What staff see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit.views.parts import Button, Mark, Option, Row


@dataclass(frozen=True)
class MaintenanceBody:
    title: str
    mark: Mark
    status: str
    """In one sentence: well, what is to be done, or what came of what was asked for."""
    devices_title: str
    devices: tuple[Row, ...]
    """Those in trouble first, each with what to do and a button to try it anew."""
    numbers_title: str
    numbers: tuple[Row, ...]
    acts: tuple[Button, ...]


@dataclass(frozen=True)
class ClosureBody:
    """Why the terminal is taken out of service, and when it will be back."""

    title: str
    text: str
    whys: tuple[Option, ...]
    backs_title: str
    backs: tuple[Option, ...]
    next: Button
