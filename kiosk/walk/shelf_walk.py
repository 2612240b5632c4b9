"""The walk over items: each play online, then those with the line down, then what the hub says to these."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from kiosk.answering import StuckError
from kiosk.walk.report import Played, Stop, Walked
from kiosk.walk.walker import Walker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kiosk.walk.plays import Play
    from kiosk.walk.rig import Rig


def walked(rig: Rig, plays: Iterable[Play]) -> Iterator[Walked]:
    """Item by item, as they come."""
    for _, of_item in groupby(plays, key=lambda play: play.item.id):
        yield walk_item(rig, tuple(of_item))


def walk_item(rig: Rig, plays: tuple[Play, ...]) -> Walked:
    """All plays of one item. What goes wrong is in the result; nothing is raised for it."""
    done = {play.id: Walker(rig, play).walk() for play in plays if not play.offline}
    offline = [play for play in plays if play.offline]
    if offline:
        done |= _with_the_line_down(rig, offline)
    return Walked(plays[0].item, tuple(done[play.id] for play in plays))


def _with_the_line_down(rig: Rig, plays: list[Play]) -> dict[str, Played]:
    walkers = {play.id: Walker(rig, play) for play in plays}
    try:
        rig.cut_line()
        done = {name: walker.walk() for name, walker in walkers.items()}
    except StuckError as stuck:
        return {name: _never(name, stuck) for name in walkers}
    try:
        rig.join_line()
    except StuckError as stuck:
        return {name: _never(name, stuck) for name in walkers}
    for name, walker in walkers.items():
        late = walker.after() if done[name].as_promised else None
        done[name] = replace(done[name], stop=late) if late is not None else done[name]
    return done


def _never(name: str, stuck: StuckError) -> Played:
    return Played(name, "", (), 0, 0.0, Stop("", "the line to be cut and joined", str(stuck)))
