"""What a page is for the ear: stops, one after the other, each a text or something to choose."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit.events import Event


class Kind(StrEnum):
    TEXT = "text"
    PROBLEM = "problem"
    """What must be put right."""
    TICKING = "ticking"
    """Seconds that are left: said when one comes to it, not whenever it changes."""
    BUTTON = "button"
    OPTION = "option"
    ENTRY = "entry"
    KEYBOARD = "keyboard"
    """The keys on the screen, entered by OK."""
    KEY = "key"
    SIGNATURE = "signature"


TEXTS = frozenset({Kind.TEXT, Kind.PROBLEM, Kind.TICKING})


@dataclass(frozen=True)
class Said:
    """A piece of what is spoken."""

    text: str = field(repr=False)
    private: bool = False
    """It tells of a person: for earphones only."""


@dataclass(frozen=True)
class Stop:
    """One thing on the page, in reading order."""

    id: str
    """Of something to choose: its name on the screen."""
    kind: Kind
    said: tuple[Said, ...]
    """Its name, then what belongs to it."""
    context: str = field(default="", repr=False)
    """The question that it answers: said before it by whoever jumps here."""
    event: Event | None = None
    enabled: bool = True
    chosen: bool | None = None
    """None: it is nothing that is ticked."""
    place: int = 0
    of: int = 0
    """Of a group of so many it is this one, from 1; 0: it stands alone."""
    twice: bool = False
    """OK counts from its second time on: it cannot be taken back."""

    @property
    def is_text(self) -> bool:
        return self.kind in TEXTS

    @property
    def name(self) -> str:
        return self.said[0].text if self.said else ""


@dataclass(frozen=True)
class Typing:
    """What is typed on this page."""

    entry: str
    """Id of its stop."""
    shown: str = field(repr=False)
    composing: str = field(repr=False)
    private: bool
    secret: bool
    """A PIN: only how many digits there are is ever said."""
    layout: str
    count: int = 0
    """Digits of the secret."""


@dataclass(frozen=True)
class Script:
    """All of a page."""

    place: tuple[object, ...]
    """The same for two views of one page: only what changed is said then."""
    language: str
    title: str
    where: str
    """Third step of five; empty outside an item."""
    stops: tuple[Stop, ...]
    keys: tuple[tuple[Stop, ...], ...] = ()
    """Rows of the keys on the screen, words offered for pinyin above them."""
    typing: Typing | None = None
    in_full: bool = False
    """All of it is read when the page opens, however long it is."""
    idle: bool = False
    """Nobody's page."""
    done: bool = False
    """What was come for is done: the result that one hoped for."""

    def key(self, name: str) -> Stop | None:
        """The key on the screen that has this id."""
        return next((one for row in self.keys for one in row if one.id == name), None)
