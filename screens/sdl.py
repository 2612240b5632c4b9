"""The few calls into the SDL2 library inside Kivy's wheel that Kivy itself does not offer."""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path
from typing import Any

WAKE = 0x8000
"""SDL_USEREVENT, used when no number of our own could be registered."""


@cache
def library() -> Any:
    """The SDL2 that Kivy uses (never a second copy: it would know no window)."""
    import kivy

    bundled = sorted((Path(kivy.__file__).parent.parent / "Kivy.libs").glob("libSDL2-2*.so*"))
    sdl = ctypes.CDLL(str(bundled[0]) if bundled else "libSDL2-2.0.so.0")
    sdl.SDL_WaitEventTimeout.argtypes = [ctypes.c_void_p, ctypes.c_int]
    sdl.SDL_PushEvent.argtypes = [ctypes.c_void_p]
    sdl.SDL_RegisterEvents.restype = ctypes.c_uint32
    sdl.SDL_GetCurrentVideoDriver.restype = ctypes.c_char_p
    return sdl


class _Mode(ctypes.Structure):
    _fields_ = [
        ("format", ctypes.c_uint32),
        ("w", ctypes.c_int),
        ("h", ctypes.c_int),
        ("refresh", ctypes.c_int),
        ("data", ctypes.c_void_p),
    ]


_VIDEO = 0x20
_RGB = (0x16161804, 0x16362004)
"""SDL_PIXELFORMAT_RGB888 and _ARGB8888."""


def desktop_size() -> tuple[int, int]:
    """Width and height of the first display in pixels; zeros when there is none. May run before the window exists."""
    mode = _desktop()
    return mode.w, mode.h


def shows_rgb() -> bool:
    """Whether the first display keeps a pixel in four bytes, blue first, as a painter writes it."""
    return _desktop().format in _RGB


def _desktop() -> _Mode:
    sdl, mode = library(), _Mode()
    if init_video(sdl):
        sdl.SDL_GetDesktopDisplayMode(0, ctypes.byref(mode))
    return mode


def init_video(sdl: Any) -> bool:
    """False when there is no display. Once more does no harm: SDL counts."""
    return int(sdl.SDL_InitSubSystem(_VIDEO)) == 0


def video_driver(sdl: Any) -> str:
    """`x11`, `KMSDRM`, `offscreen`…; empty before the window exists."""
    return (sdl.SDL_GetCurrentVideoDriver() or b"").decode("ascii")


def register_user_event(sdl: Any) -> int:
    number = int(sdl.SDL_RegisterEvents(1))
    return number if number != 0xFFFFFFFF else WAKE


def push(sdl: Any, event: ctypes.Structure) -> None:
    """Queue one event; SDL copies it. SDL_Event is 56 bytes, so the structure is padded to that."""
    room = ctypes.create_string_buffer(64)
    ctypes.memmove(room, ctypes.byref(event), ctypes.sizeof(event))
    sdl.SDL_PushEvent(room)


class _Common(ctypes.Structure):
    _fields_ = [("type", ctypes.c_uint32), ("timestamp", ctypes.c_uint32)]


def push_user_event(sdl: Any, number: int) -> None:
    push(sdl, _Common(number, 0))
