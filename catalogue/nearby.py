"""“1530”: the nearest outlets that can do *this item now*, with the way there and how long they are open.

Nobody is sent where the last report says that it does not work. What nobody knows is told as not known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from catalogue.availability import availability
from catalogue.model import Handling
from catalogue.opening import Opening, opening, reachable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from catalogue.model import Item
    from catalogue.surroundings import Around, Reach
    from contract.outlets import TerminalNow

MOST_SHOWN = 3
LOOKED_AT = 200
"""Outlets, the nearest first: beyond them nobody goes, and a tile is drawn often."""
FRESH_S = 300.0
"""Seconds: what the hub said longer ago is told with its age."""


@dataclass(frozen=True)
class Reports:
    """What the hub last said of all terminals."""

    terminals: Mapping[str, TerminalNow] = field(default_factory=dict, hash=False)
    heard_at: float | None = None
    """Monotonic seconds of this terminal; None: never since it started."""

    def age_s(self, at: float) -> float | None:
        return None if self.heard_at is None else max(0.0, at - self.heard_at)


class Means(StrEnum):
    """How it would be done there."""

    TERMINAL = "terminal"
    """A terminal there was able to, by the last report."""
    WINDOW = "window"
    """By people."""
    UNHEARD = "unheard"
    """There is a terminal, and nobody knows how it is: telephone first."""


@dataclass(frozen=True)
class Near:
    reach: Reach
    means: Means
    opening: Opening
    """Of the terminal (day and night, or with the house) or of the window."""
    terminals: tuple[str, ...] = ()
    """Those that can."""

    @property
    def sure(self) -> bool:
        """Open now, and able to."""
        return self.opening.open and self.means is not Means.UNHEARD


def nearest(
    item: Item, surroundings: Around, reports: Reports, now: datetime, most: int = MOST_SHOWN
) -> tuple[Near, ...]:
    """What is sure comes first, the nearest of it; then what is open and unheard of; then what opens soonest."""
    found = sorted(candidates(item, surroundings, reports, now), key=lambda one: _order(one, now))
    return tuple(found[:most])


def first(item: Item, surroundings: Around, reports: Reports, now: datetime) -> Near | None:
    """The first of `nearest`, found without looking at all of them as soon as one is sure."""
    best: Near | None = None
    for one in candidates(item, surroundings, reports, now):
        if one.sure:
            return one
        best = one if best is None or _order(one, now) < _order(best, now) else best
    return best


def working(
    items: Sequence[Item], surroundings: Around, reports: Reports, now: datetime, most: int
) -> tuple[Near, ...]:
    """The nearest terminals that are sure to do at least one of the items now."""
    found = (
        next((near for near in _all(items, surroundings, reach, reports, now) if near.sure), None)
        for reach in surroundings.reaches[:LOOKED_AT]
        if reachable(reach.outlet, now).open
    )
    return tuple(islice((near for near in found if near is not None), most))


def _all(
    items: Sequence[Item], surroundings: Around, reach: Reach, reports: Reports, now: datetime
) -> Iterator[Near]:
    for item in items:
        near = _terminals(item, surroundings, reach, reports, now)
        if near is not None:
            yield near


def candidates(item: Item, surroundings: Around, reports: Reports, now: datetime) -> Iterator[Near]:
    """Everywhere that it is not known to be impossible, the nearest first."""
    for reach in islice(surroundings.reaches, LOOKED_AT):
        found = _terminals(item, surroundings, reach, reports, now)
        by_hand = _window(item, surroundings, reach, now)
        if found is not None and by_hand is not None:
            yield min(found, by_hand, key=lambda one: _order(one, now))
        elif found is not None or by_hand is not None:
            yield found or by_hand  # type: ignore[misc]


def _order(one: Near, now: datetime) -> tuple[int, float, int]:
    if one.opening.open:
        return (0 if one.sure else 1, 0.0, one.reach.way.minutes)
    opens = one.opening.opens
    return (2, (opens - now).total_seconds() if opens is not None else float("inf"), one.reach.way.minutes)


def _terminals(
    item: Item, surroundings: Around, reach: Reach, reports: Reports, now: datetime
) -> Near | None:
    outlet = reach.outlet
    others = [one for one in outlet.terminals if one != surroundings.terminal_id]
    if item.handling is Handling.GUIDE or not others:
        return None
    when = reachable(outlet, now)
    then = now if when.open else when.opens
    if then is None or surroundings.left_out_at(outlet, item, then) is not None:
        return None
    able: list[str] = []
    unheard: list[str] = []
    for name in others:
        report = reports.terminals.get(name)
        if report is None or (not report.online and report.last_seen is None):
            unheard.append(name)
        elif can(item, report):
            (able if report.online else unheard).append(name)
    if able:
        return Near(reach, Means.TERMINAL, when, tuple(able))
    return Near(reach, Means.UNHEARD, when, tuple(unheard)) if unheard else None


def can(item: Item, report: TerminalNow) -> bool:
    """Whether a terminal was able to do an item when it was last heard of."""
    return availability(item, usable=report.devices, line_up=report.online, room=report.takes_cases).open


def _window(item: Item, surroundings: Around, reach: Reach, now: datetime) -> Near | None:
    if not surroundings.window_at(reach.outlet, item):
        return None
    when = opening(reach.outlet.hours, now)
    return Near(reach, Means.WINDOW, when) if when.open or when.opens is not None else None
