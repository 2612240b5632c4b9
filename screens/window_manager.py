"""Whether a window manager is there to make a window fill the display. A terminal's X server runs without one
(`deploy/bangban-display.service`), and SDL would wait for it in vain, a tenth of a second at each start.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress


def manages() -> bool:
    """Asks the X server for what every window manager leaves there (EWMH, _NET_SUPPORTING_WM_CHECK). True when that cannot
    be asked.
    """
    with suppress(OSError, AttributeError):
        x = ctypes.CDLL("libX11.so.6")
        x.XOpenDisplay.restype = ctypes.c_void_p
        x.XDefaultRootWindow.argtypes = x.XCloseDisplay.argtypes = [ctypes.c_void_p]
        x.XDefaultRootWindow.restype = x.XInternAtom.restype = ctypes.c_ulong
        x.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
        display = x.XOpenDisplay(None)
        if display:
            try:
                return _left(x, display)
            finally:
                x.XCloseDisplay(display)
    return True


def _left(x: ctypes.CDLL, display: int) -> bool:
    atom = x.XInternAtom(display, b"_NET_SUPPORTING_WM_CHECK", 1)
    if not atom:
        return False
    kind, number, left, data = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_void_p()
    long, pointer = ctypes.c_long, ctypes.c_void_p
    x.XGetWindowProperty.argtypes = [
        pointer, ctypes.c_ulong, ctypes.c_ulong, long, long, ctypes.c_int, ctypes.c_ulong,
        pointer, pointer, pointer, pointer, pointer,
    ]  # fmt: skip
    wide = ctypes.c_int()
    root = x.XDefaultRootWindow(display)
    asked = x.XGetWindowProperty(
        display, root, atom, 0, 1, 0, 0,
        *map(ctypes.byref, (kind, wide, number, left, data)),
    )  # fmt: skip
    x.XFree.argtypes = [pointer]
    if data:
        x.XFree(data)
    return bool(asked == 0 and kind.value)
