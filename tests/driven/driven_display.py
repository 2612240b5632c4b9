"""A display of its own for one program: a finger that the X server moves, and an eye on the X server's pixels."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PIL import ImageGrab, features

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL import Image


def missing() -> str:
    """The first thing that this needs and that is not installed; empty when all is there."""
    if not features.check("xcb"):
        return "Pillow with XCB"
    return next((name for name in ("Xvfb", "xdotool") if shutil.which(name) is None), "")


@contextmanager
def display(width: int, height: int) -> Iterator[dict[str, str]]:
    """One bare screen without a window manager, no smaller than that; the environment of a program that draws there."""
    # A window shall keep its size: on a desktop it leaves a tenth of the height to bars and titles.
    screen = f"{width}x{height * 10 // 9 + 8}x24"
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        name = f":{server.stdout.readline().strip()}"
        environment = {
            **os.environ,
            "DISPLAY": name,
            "SDL_AUDIODRIVER": "dummy",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }
        for other in ("SDL_VIDEODRIVER", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "BANGBAN_SURFACE"):
            environment.pop(other, None)
        try:
            yield environment
        finally:
            server.terminate()


class Finger:
    """Presses as a touch screen's driver does: the X server hands them to whatever window lies there (XTEST)."""

    def __init__(self) -> None:
        """On the display of the environment."""
        self._tool = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE, text=True)

    def tap(self, x: float, y: float) -> None:
        self._do(_to(x, y), "mousedown 1", "mouseup 1")

    def drag(self, points: Sequence[tuple[float, float]]) -> None:
        """Down at the first point, along all of them, up at the last."""
        moves = [_to(x, y) for x, y in points]
        self._do(moves[0], "mousedown 1", *moves[1:], "mouseup 1")

    def close(self) -> None:
        assert self._tool.stdin is not None
        self._tool.stdin.close()
        self._tool.wait()

    def _do(self, *orders: str) -> None:
        assert self._tool.stdin is not None
        self._tool.stdin.write("".join(f"{one}\n" for one in orders))
        self._tool.stdin.flush()


def _to(x: float, y: float) -> str:
    return f"mousemove {round(x)} {round(y)}"


def seen(width: int, height: int) -> Image.Image:
    """The upper left of the display, as whoever stands before it sees it."""
    grabbed = ImageGrab.grab(bbox=(0, 0, width, height), xdisplay=os.environ["DISPLAY"])
    return grabbed.convert("RGB")
