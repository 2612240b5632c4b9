"""Real pointer input put into this program: SDL's queue, then Kivy's window, then the stage.

For the player of the demo and for tests. Pixels of the window, y from the top. Safe from any thread (SDL
locks its queue), but a press is only seen when the main loop runs.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

from screens import loop
from screens.sdl import library, push

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOTION, _DOWN, _UP = 0x400, 0x401, 0x402
_LEFT = 1


class _Button(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_uint32),
        ("timestamp", ctypes.c_uint32),
        ("window", ctypes.c_uint32),
        ("which", ctypes.c_uint32),
        ("button", ctypes.c_uint8),
        ("state", ctypes.c_uint8),
        ("clicks", ctypes.c_uint8),
        ("padding", ctypes.c_uint8),
        ("x", ctypes.c_int32),
        ("y", ctypes.c_int32),
    ]


class _Motion(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_uint32),
        ("timestamp", ctypes.c_uint32),
        ("window", ctypes.c_uint32),
        ("which", ctypes.c_uint32),
        ("state", ctypes.c_uint32),
        ("x", ctypes.c_int32),
        ("y", ctypes.c_int32),
        ("dx", ctypes.c_int32),
        ("dy", ctypes.c_int32),
    ]


def _send(event: ctypes.Structure) -> None:
    push(library(), event)
    loop.wake()


def press(x: float, y: float, *, button: int = _LEFT) -> None:
    """A finger comes down."""
    _send(_Button(_DOWN, 0, 1, 0, button, 1, 1, 0, round(x), round(y)))


def move(x: float, y: float) -> None:
    """The finger moves."""
    _send(_Motion(_MOTION, 0, 1, 0, 1, round(x), round(y), 0, 0))


def release(x: float, y: float, *, button: int = _LEFT) -> None:
    """The finger leaves."""
    _send(_Button(_UP, 0, 1, 0, button, 0, 1, 0, round(x), round(y)))


def tap(x: float, y: float) -> None:
    press(x, y)
    release(x, y)


def drag(points: Sequence[tuple[float, float]]) -> None:
    """Down at the first point, along all of them, up at the last."""
    press(*points[0])
    for point in points[1:]:
        move(*point)
    release(*points[-1])
