"""What pages are made of: buttons, options, rows, sections."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit.events import Event


class Tone(StrEnum):
    """How a button looks; colour is never the only sign."""

    PRIMARY = "primary"
    """The one main verb of the page."""
    SECONDARY = "secondary"
    QUIET = "quiet"
    DANGER = "danger"


class Mark(StrEnum):
    """A state shown by sign and word, not by colour alone."""

    NONE = "none"
    DONE = "done"
    NOW = "now"
    WAITING = "waiting"
    WARNING = "warning"
    TROUBLE = "trouble"


@dataclass(frozen=True)
class Button:
    id: str
    """Stable name for tests and for the player of the demo."""
    label: str
    event: Event
    tone: Tone = Tone.SECONDARY
    enabled: bool = True
    note: str = ""
    """A small second line."""


@dataclass(frozen=True)
class Option:
    """Something that can be chosen; `chosen` is shown by a filled mark and a frame."""

    id: str
    label: str
    event: Event
    chosen: bool = False
    note: str = ""
    enabled: bool = True


@dataclass(frozen=True)
class Tip:
    """智能提示: beside what it is about."""

    text: str
    source: str
    """Whose hint it is, and since when."""


@dataclass(frozen=True)
class Row:
    label: str
    value: str
    mark: Mark = Mark.NONE
    note: str = ""
    change: Button | None = None
    """修改."""


@dataclass(frozen=True)
class Tile:
    id: str
    title: str
    subtitle: str
    mark: Mark
    """NONE open, WARNING degraded, TROUBLE closed."""
    reason: str
    event: Event


@dataclass(frozen=True)
class Pager:
    """Where one is in a list that is longer than a page."""

    text: str
    before: Button
    after: Button


@dataclass(frozen=True)
class Section:
    heading: str
    lines: tuple[str, ...]
