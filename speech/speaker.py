"""Who speaks for the screens: what a page hands over, and what it may ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Tone(StrEnum):
    """Short sounds that say a thing sooner than words; each is another shape, not only another pitch."""

    FOCUS = "focus"
    """The next thing on the page."""
    PAGE = "page"
    """Another page."""
    ACCEPTED = "accepted"
    """A key or a choice was taken."""
    EDGE = "edge"
    """No further in this direction."""
    WRONG = "wrong"
    """That cannot be, or is not right yet."""
    ATTENTION = "attention"
    """Something new came by itself: a question, a warning, a call."""
    DONE = "done"
    """It is finished: the receipt is there."""


@dataclass(frozen=True)
class Utterance:
    """One sentence or piece of it. Several in a row are spoken with a short pause between."""

    text: str = field(repr=False)
    """As written: "身份证号后四位 0024", "2026年11月22日", "1234.50元". May be empty when there is a tone."""
    language: str = "zh"
    private: bool = False
    """It tells of a person: spoken to earphones only, never to the hall, and kept nowhere."""
    tone: Tone | None = None
    """Sounded before the words."""
    slow: bool = False
    """For whoever did not ask to be read to: slower than the pace that is set."""
    name: bool = False
    """The text is a person's name and nothing else: its surname is read as one (单 shàn, 解 xiè)."""


class Speaker(Protocol):
    """All of it returns at once, from any thread; trouble is told elsewhere (`kiosk doctor`), never raised."""

    @property
    def ready(self) -> bool:
        """Whether there is a voice: without, nothing spoken is offered, and all that is to be said is dropped."""

    def say(self, parts: Sequence[Utterance]) -> None:
        """At once; whatever was being said is cut off."""

    def add(self, parts: Sequence[Utterance]) -> None:
        """After what is being said."""

    def stop(self) -> None:
        """Silence, now. What was waiting is dropped."""

    def new_page(self) -> None:
        """Another page is spoken from now on: a hint that is given once a page may be given again."""

    def faster(self) -> bool:
        """A step; False: it is the last one already. Heard from the next sentence on."""

    def slower(self) -> bool:
        """The same, the other way."""

    def louder(self) -> bool:
        """A step; False: it is the last one already."""

    def softer(self) -> bool:
        """The same, the other way. It never goes silent: `stop` does."""

    @property
    def private_ear(self) -> bool:
        """Earphones are in: everything goes there, the loudspeaker is silent. A change cuts off what is being said."""

    @private_ear.setter
    def private_ear(self, there: bool) -> None: ...

    def reset(self) -> None:
        """The visit ended: silence, speed and volume as at the beginning, nothing remembered."""
