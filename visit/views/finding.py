"""Where an item is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit.views.asking import EntryQuestion, Keys
    from visit.views.idle import Board
    from visit.views.parts import Button, Pager, Tile


@dataclass(frozen=True)
class HomeBody:
    question: str
    search: Button
    trees: tuple[Tile, ...]
    often: str
    """Heading of the tiles; empty without any."""
    tiles: tuple[Tile, ...]
    """Items, the most used first."""
    begun: str
    """Heading of what follows."""
    errands: tuple[Button, ...]
    """For whoever was here before: own cases, a thing to pick up, a code or number in the hand."""


@dataclass(frozen=True)
class ListBody:
    """The branches of a tree, or the items of a branch: never more than eight."""

    title: str
    summary: str
    tiles: tuple[Tile, ...]
    pager: Pager | None
    """None when all fit one page."""


@dataclass(frozen=True)
class PublishedBody:
    """A list of the hall, to be turned over by hand."""

    board: Board
    pager: Pager | None


@dataclass(frozen=True)
class SearchBody:
    """What is found while it is typed."""

    entry: EntryQuestion
    keys: Keys
    status: str
    tiles: tuple[Tile, ...]
    pager: Pager | None
    often: str = ""
    """Heading of what is most used, while nothing is typed."""
    suggested: tuple[Tile, ...] = ()
