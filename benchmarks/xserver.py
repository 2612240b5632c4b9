"""A finger and an eye on an X server: XTEST presses, XGetImage of small regions. By ctypes on libX11 and libXtst."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from ctypes.util import find_library
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Z_PIXMAP = 2
_ALL_PLANES = 0xFFFFFFFF
LOOK_S = 0.0005
"""Between two looks at the pixels."""


class Region(NamedTuple):
    """Pixels of the screen, y from the top."""

    x: int
    y: int
    w: int
    h: int


class _Image(ctypes.Structure):
    """The beginning of an XImage."""

    _fields_ = [
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.c_void_p),
        ("byte_order", ctypes.c_int),
        ("bitmap_unit", ctypes.c_int),
        ("bitmap_bit_order", ctypes.c_int),
        ("bitmap_pad", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("bytes_per_line", ctypes.c_int),
    ]


def missing() -> str:
    """The first thing that this needs and that is not installed; empty when all is there."""
    if not shutil.which("Xvfb"):
        return "Xvfb"
    return next((name for name in ("X11", "Xtst") if find_library(name) is None), "")


@dataclass
class XServer:
    """One connection. For one thread."""

    name: str
    """As in DISPLAY."""

    def __post_init__(self) -> None:
        x11, self._xtst = ctypes.CDLL(find_library("X11")), ctypes.CDLL(find_library("Xtst"))
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        x11.XDefaultRootWindow.restype = ctypes.c_ulong
        x11.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
        x11.XGetImage.restype = ctypes.POINTER(_Image)
        x11.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_int] * 2, *[ctypes.c_uint] * 2]
        x11.XGetImage.argtypes += [ctypes.c_ulong, ctypes.c_int]
        x11.XDestroyImage.argtypes = [ctypes.POINTER(_Image)]
        self._xtst.XTestFakeMotionEvent.argtypes = [ctypes.c_void_p, *[ctypes.c_int] * 3, ctypes.c_ulong]
        self._xtst.XTestFakeButtonEvent.argtypes = [
            ctypes.c_void_p,
            ctypes.c_uint,
            ctypes.c_int,
            ctypes.c_ulong,
        ]
        self._x11: Any = x11
        self._display = x11.XOpenDisplay(self.name.encode("ascii"))
        if not self._display:
            message = f"no X server answers at {self.name}"
            raise RuntimeError(message)
        self._root = x11.XDefaultRootWindow(self._display)

    def close(self) -> None:
        self._x11.XCloseDisplay(self._display)

    def look(self, region: Region) -> bytes:
        """The pixels of a region, four bytes each, rows from the top."""
        image = self._x11.XGetImage(self._display, self._root, *region, _ALL_PLANES, _Z_PIXMAP)
        pixels = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * region.h)
        self._x11.XDestroyImage(image)
        return pixels

    def point(self, x: float, y: float) -> None:
        """Bring the finger over a place."""
        self._xtst.XTestFakeMotionEvent(self._display, -1, round(x), round(y), 0)
        self._x11.XSync(self._display, 0)

    def press(self) -> None:
        self._button(down=True)

    def release(self) -> None:
        self._button(down=False)

    def _button(self, *, down: bool) -> None:
        self._xtst.XTestFakeButtonEvent(self._display, 1, int(down), 0)
        self._x11.XSync(self._display, 0)

    def until(self, seen: Callable[[], bool], *, longest_s: float) -> float:
        """The moment (time.perf_counter) at which the pixels are as wished.

        Raises TimeoutError when they are not within `longest_s`.
        """
        end = time.perf_counter() + longest_s
        while not seen():
            if time.perf_counter() > end:
                message = f"the pixels did not come within {longest_s:.0f} s"
                raise TimeoutError(message)
            time.sleep(LOOK_S)
        return time.perf_counter()


@contextmanager
def server(width: int, height: int) -> Iterator[tuple[XServer, dict[str, str]]]:
    """A server of its own with one bare screen, no window manager; and the environment of a program that draws there."""
    command = [
        "Xvfb",
        "-displayfd",
        "1",
        "-screen",
        "0",
        f"{width}x{height}x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        name = f":{process.stdout.readline().strip()}"
        environment = {**os.environ, "DISPLAY": name, "SDL_AUDIODRIVER": "dummy"}
        for gone in ("SDL_VIDEODRIVER", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
            environment.pop(gone, None)
        opened = XServer(name)
        try:
            yield opened, environment
        finally:
            opened.close()
            process.terminate()
