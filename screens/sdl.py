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


def desktop_size() -> tuple[int, int]:
    """Width and height of the first display in pixels; zeros when there is none. May run before the window exists."""
    sdl = library()
    mode = _Mode()
    if sdl.SDL_InitSubSystem(_VIDEO) != 0 or sdl.SDL_GetDesktopDisplayMode(0, ctypes.byref(mode)) != 0:
        return 0, 0
    return mode.w, mode.h


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
