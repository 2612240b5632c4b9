"""Drawings of what is in trouble: the part of the machine as people see it, with the red sign. On a square of 100 units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.palette import (
    AMBER,
    AMBER_DARK,
    EDGE,
    INK,
    MUTED,
    OFF,
    SURFACE,
    TEAL,
    TEAL_DARK,
    TEAL_SOFT,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens.brush import Brush


def _sheet(brush: Brush) -> None:
    """The A4 printer: paper goes in below, comes out above."""
    brush.area(28, 44, 32, 14, 68, 14, 72, 44, ink=SURFACE)
    for y, reach in ((22, 13), (29, 14), (36, 15)):
        brush.line(50 - reach, y, 50 + reach, y, ink=MUTED, width=1.9)
    brush.box(10, 42, 90, 84, 6, TEAL_DARK)
    brush.box(18, 48, 82, 54, 2, INK)
    brush.box(16, 66, 84, 80, 3, TEAL)
    brush.line(42, 73, 58, 73, ink=TEAL_DARK, width=3)


def _camera(brush: Brush) -> None:
    """The arm with the camera, over the place where a paper is laid."""
    brush.area(22, 62, 78, 62, 92, 92, 8, 92, ink=TEAL_SOFT)
    brush.line(80, 92, 80, 16, 52, 16, ink=TEAL_DARK, width=5)
    brush.box(34, 9, 60, 28, 4, TEAL_DARK)
    brush.disc(47, 31, 6, TEAL)
    brush.disc(47, 31, 2.6, SURFACE)


def _code(brush: Brush) -> None:
    """The window of the code reader, and a phone before it."""
    brush.box(10, 66, 90, 92, 6, TEAL_DARK)
    brush.box(24, 72, 76, 86, 3, OFF)
    brush.box(34, 12, 64, 62, 4, SURFACE, EDGE)
    for x, y in ((39, 20), (52, 20), (39, 33)):
        brush.box(x, y, x + 8, y + 8, 0.6, INK)
    for x, y in ((52, 33), (56, 37), (52, 41)):
        brush.box(x, y, x + 3.4, y + 3.4, 0.4, INK)


def _locker(brush: Brush) -> None:
    brush.box(12, 10, 88, 92, 4, TEAL_DARK)
    for row in range(3):
        for column in range(2):
            x, y = 18 + column * 33, 16 + row * 25
            brush.box(x, y, x + 30, y + 21, 2, TEAL_SOFT)
            brush.disc(x + 25, y + 10.5, 2.2, TEAL_DARK)


def _pad(brush: Brush) -> None:
    brush.box(22, 10, 78, 92, 6, TEAL_DARK)
    for row in range(4):
        for column in range(3):
            x, y = 29 + column * 15, 18 + row * 18
            brush.box(x, y, x + 12, y + 13, 2, TEAL_SOFT if row < 3 else AMBER)


def _line(brush: Brush) -> None:
    """A plug that is out of its socket."""
    brush.box(10, 44, 40, 66, 4, TEAL)
    brush.line(40, 50, 48, 50, ink=TEAL_DARK, width=3.6)
    brush.line(40, 60, 48, 60, ink=TEAL_DARK, width=3.6)
    brush.line(10, 55, 2, 55, ink=TEAL_DARK, width=5)
    brush.box(62, 42, 90, 68, 4, TEAL_DARK)
    brush.box(66, 48, 72, 52, 1, SURFACE)
    brush.box(66, 58, 72, 62, 1, SURFACE)
    brush.line(90, 55, 98, 55, ink=TEAL_DARK, width=5)


def _store(brush: Brush) -> None:
    """A drawer with papers."""
    brush.box(28, 22, 60, 54, 2, SURFACE, EDGE)
    for y in (30, 37, 44):
        brush.line(34, y, 54, y, ink=MUTED, width=1.9)
    brush.box(12, 46, 88, 90, 5, TEAL_DARK)
    brush.box(18, 52, 82, 84, 3, TEAL)
    brush.box(40, 62, 60, 69, 3, SURFACE)


def _sound(brush: Brush) -> None:
    brush.area(16, 40, 32, 40, 52, 24, 52, 82, 32, 66, 16, 66, ink=TEAL_DARK)
    for radius in (14, 24):
        brush.arc(54, 53, radius, 310, 50, TEAL, 4)


def _help_key(brush: Brush) -> None:
    brush.box(14, 56, 86, 92, 7, TEAL_DARK)
    brush.disc(50, 58, 24, AMBER_DARK)
    brush.disc(50, 54, 22, AMBER)


def _machine(brush: Brush) -> None:
    """The whole terminal."""
    brush.box(26, 8, 74, 62, 4, TEAL_DARK)
    brush.box(31, 13, 69, 56, 2, TEAL_SOFT)
    brush.area(30, 62, 70, 62, 78, 76, 22, 76, ink=TEAL)
    brush.box(38, 76, 62, 92, 2, TEAL_DARK)


def _upkeep(brush: Brush) -> None:
    """Somebody is at work on it: a spanner across the machine."""
    _machine(brush)
    brush.line(60, 90, 84, 66, ink=AMBER_DARK, width=8)
    brush.disc(86, 62, 10, AMBER_DARK)
    brush.area(86, 62, 90, 48, 100, 58, ink=SURFACE)


PARTS: dict[str, Callable[[Brush], None]] = {
    "camera_trouble": _camera,
    "code_trouble": _code,
    "help_key_trouble": _help_key,
    "line_trouble": _line,
    "locker_trouble": _locker,
    "machine_trouble": _machine,
    "pin_pad_trouble": _pad,
    "sheet_trouble": _sheet,
    "sound_trouble": _sound,
    "store_trouble": _store,
}
"""Drawn with the red sign."""

PLAIN: dict[str, Callable[[Brush], None]] = {"upkeep": _upkeep}
