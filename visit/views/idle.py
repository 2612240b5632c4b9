"""Nobody is here, or nothing can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit.views.parts import Button, Row


@dataclass(frozen=True)
class AttractBody:
    title: str
    subtitle: str
    invitation: str
    """Touch anywhere."""
    board: Board
    start: Button
    also: str = ""
    """The invitation in the other language."""
    hours: str = ""
    """When this outlet is open; empty where no outlet lists this terminal."""
    languages: tuple[Button, ...] = ()
    """Each in its own name; a touch begins in it."""
    phase: int = 0
    """Counts on with the hours: the page moves with it, so that it does not burn into the panel."""


@dataclass(frozen=True)
class Board:
    """公布屏: a part of one of the lists of the hall, with its version and day."""

    title: str
    edition: str
    rows: tuple[Row, ...]
    page: str
    qr: str
    """Payload of a code with the whole list; empty for none."""
    qr_caption: str


@dataclass(frozen=True)
class OutOfServiceBody:
    title: str
    text: str
    rows: tuple[Row, ...]
    """What is wrong and who must act."""
    phase: int = 0
    """As of `AttractBody`."""
    picture: str = "information"
    look: Button | None = None
    """To what can still be looked up: guides and outlets."""


@dataclass(frozen=True)
class FarewellBody:
    title: str
    lines: tuple[Row, ...]
    card_warning: str
    """Not empty while a card lies on the reader: shown large."""
