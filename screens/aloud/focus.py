"""Where the ear is on a page: pure moves over the stops and over the keys of the screen. Nowhere is a trap: the end leads
to the beginning, and the keys are left upwards, downwards and by BACK.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from screens.aloud.script import KEYBOARD

if TYPE_CHECKING:
    from screens.aloud.stops import Script, Stop


@dataclass(frozen=True)
class Focus:
    """Before the first stop when `at` is -1."""

    at: int = -1
    id: str = ""
    """Of the stop, which may have moved meanwhile."""
    row: int = -1
    """Of the screen's keys; -1 outside them."""
    column: int = 0
    wrapped: bool = False
    """The last move went over the end."""


START = Focus()


def stop_at(script: Script, focus: Focus) -> Stop | None:
    """What the focus is on; None before the first stop."""
    if focus.row >= 0:
        return script.keys[focus.row][focus.column]
    return script.stops[focus.at] if 0 <= focus.at < len(script.stops) else None


def kept(script: Script, focus: Focus) -> Focus:
    """The same thing after the page was shown anew; the nearest where it is gone."""
    if focus.row >= 0:
        if not script.keys:
            return on(script, KEYBOARD) or START
        row = min(focus.row, len(script.keys) - 1)
        return replace(focus, row=row, column=min(focus.column, len(script.keys[row]) - 1), wrapped=False)
    if focus.at < 0:
        return START
    return on(script, focus.id) or _at(script, min(focus.at, len(script.stops) - 1))


def on(script: Script, name: str) -> Focus | None:
    """On the stop of this id."""
    at = next((at for at, one in enumerate(script.stops) if one.id == name), None)
    return None if at is None else Focus(at, name)


def moved(script: Script, focus: Focus, by: int, *, skipping_text: bool = False) -> Focus:
    """To the next stop (1) or the one before (-1); over the end to the other end."""
    count = len(script.stops)
    at = focus.at if focus.at >= 0 or by > 0 else 0
    wrapped = False
    for _ in range(count):
        wrapped = wrapped or not 0 <= at + by < count
        at = (at + by) % count
        if not (skipping_text and script.stops[at].is_text):
            break
    return replace(_at(script, at), wrapped=wrapped and focus.at >= 0)


def into_keys(script: Script) -> Focus:
    """On the first key of the screen."""
    return replace(on(script, KEYBOARD) or START, row=0, column=0)


def out_of_keys(script: Script, focus: Focus) -> Focus:
    return on(script, KEYBOARD) or replace(focus, row=-1)


def among_keys(script: Script, focus: Focus, down: int, right: int) -> Focus:
    """One key on. A row is a circle; above the first and below the last row one is out."""
    row = focus.row + down
    if not 0 <= row < len(script.keys):
        return moved(script, out_of_keys(script, focus), down)
    keys = script.keys[row]
    if down:
        share = focus.column / max(1, len(script.keys[focus.row]) - 1)
        return replace(focus, row=row, column=round(share * (len(keys) - 1)), wrapped=False)
    column = focus.column + right
    return replace(focus, column=column % len(keys), wrapped=not 0 <= column < len(keys))


def _at(script: Script, at: int) -> Focus:
    return Focus(at, script.stops[at].id)
