"""Ways to write, and what the helpers beside the visit make of strokes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.events.base import OutsideEvent, UserEvent

if TYPE_CHECKING:
    from visit.held.writing import Mode


@dataclass(frozen=True)
class SetWriting(UserEvent):
    """拼音, 手写, 笔画, 数字, 英文: one of the tabs above the keys."""

    mode: Mode


@dataclass(frozen=True)
class InkRead(OutsideEvent):
    """What the drawn strokes may be, the likeliest first."""

    drawn: int
    """Of which ink: `Writing.drawn` at the time it was asked."""
    words: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class WordsSuggested(OutsideEvent):
    """What is often written after these characters."""

    after: str = field(repr=False)
    words: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class WritingLost(OutsideEvent):
    """What a way of writing needs does not answer: it is not offered any more in this visit."""

    mode: Mode


@dataclass(frozen=True)
class WritingMissing(OutsideEvent):
    """This machine has not what these ways of writing need."""

    modes: frozenset[Mode]
