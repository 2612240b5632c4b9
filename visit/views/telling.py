"""What is told of an item before anything is asked, or instead."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit.views.parts import Button, Mark, Option, Row, Section, Tip


@dataclass(frozen=True)
class GuideBody:
    """办事指南 with the one-time notice; scrolls when it must."""

    title: str
    summary: str
    facts: tuple[Row, ...]
    sections: tuple[Section, ...]
    next: Button
    appointment: Button | None = field(default=None, kw_only=True)
    """None of what is printed at once: nobody waits for that."""
    tips: tuple[Tip, ...] = ()
    edition: str = ""
    """Which version this is, and when it was last checked."""
    qr: str = ""
    qr_caption: str = ""
    """The same guide on a phone."""
    checklist: Button | None = None
    see: tuple[Button, ...] = ()
    """Items by which the same is done here."""


@dataclass(frozen=True)
class ChecklistBody:
    """要带的东西 of one resident: cases to tick, and the list that follows from them."""

    title: str
    question: str
    """Empty where the list is the same for everybody."""
    options: tuple[Option, ...]
    sections: tuple[Section, ...]
    qr: str
    qr_caption: str
    mark: Mark
    status: str
    """How far the slip is; empty before it is asked for."""
    print: Button


@dataclass(frozen=True)
class BarredBody:
    """Somebody who may not apply: why, and what to do now."""

    title: str
    reasons: tuple[str, ...]
    because_title: str
    because: tuple[Row, ...]
    """The answers and records that decided it; an answer can be changed from here."""
    window_title: str
    window: tuple[Row, ...]
    help: str
    """That a person can be called who knows of other ways."""
    back: Button


@dataclass(frozen=True)
class ClosedBody:
    """An item that cannot be done here now: why, and where it can."""

    title: str
    reasons: tuple[str, ...]
    near_title: str
    """Heading of the places near by; empty without any."""
    near: tuple[Row, ...]
    near_note: str
    """How old is what is known of them; empty while it is fresh."""
    window_title: str
    rows: tuple[Row, ...]
    """The window that does it by hand."""
    more: Button | None
    """To all outlets; None where no map is."""
    appointment: Button | None
    back: Button


@dataclass(frozen=True)
class ConsentBody:
    title: str
    paragraphs: tuple[str, ...]
    agree: Button
    decline: Button
