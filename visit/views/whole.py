"""A page with its frame and what lies over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.events import CallHelp
from visit.held.comfort import USUAL, Comfort
from visit.views.parts import Button, Mark
from wording.languages import CHINESE

if TYPE_CHECKING:
    from visit.views.body import Body
    from visit.views.over import Overlay


HELP = Button("help", "呼叫帮办", CallHelp())
"""Of a view that is made by hand; `view` says it in the resident's language."""


@dataclass(frozen=True)
class Chrome:
    """The frame round every page: always in the same places."""

    place: str
    clock: str
    heading: str
    """Name of the item, or of the terminal."""
    steps: tuple[str, ...]
    step: int
    """Index of the present step; -1 outside an item."""
    line_mark: Mark
    line_text: str
    banner: str
    """Demo realm and simulated devices; empty in production."""
    back: Button | None
    exit: Button | None
    hand_over: Button | None = field(default=None, kw_only=True)
    """办不成事: on every page that says that something did not work."""
    language: Button | None
    """None where the page itself offers the languages."""
    elder: Button | None = field(default=None, kw_only=True)
    """长辈版, and back again."""
    comfort: Button | None = field(default=None, kw_only=True)
    """The other ways to be served."""
    quiet: Button | None = field(default=None, kw_only=True)
    """不读了, and back again: where 长辈版 is spoken."""
    help: Button = HELP


@dataclass(frozen=True)
class View:
    page: str
    chrome: Chrome
    body: Body
    overlay: Overlay | None = None
    language: str = CHINESE
    """What its words are in, and what it is read in."""
    lights: frozenset[str] = frozenset()
    """Device classes whose place on the machine lights up."""
    comfort: Comfort = USUAL
    """How the resident wants it."""
    reads: bool = False
    """Its title and what to do are spoken along, for whoever reads badly."""
    night: bool = False
    """The place is dark."""
    dimmed: bool = False
    """And nobody is there: the picture need only be found."""
