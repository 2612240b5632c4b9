"""A window of SDL as Kivy asks for it, without OpenGL. Events Kivy goes on polling itself.

Imported while Kivy opens its window (`no_opengl.py`), never before: what it stands on would open one.
"""

from __future__ import annotations

import ctypes
from typing import Any

from kivy.core.window._window_sdl2 import _WindowSDL2Storage

from screens import window_manager
from screens.sdl import desktop_size, library, video_driver

_FULLSCREEN_DESKTOP, _BORDERLESS, _HIGH_DPI = 0x1001, 0x10, 0x2000
_ANYWHERE = 0x1FFF0000


class PlainWindow(_WindowSDL2Storage):
    """Kivy's own class with everything replaced that touches the window. What is left out below (shapes, dropped files,
    the keyboard of a phone) SDL refuses, as nobody told it of a window."""

    handle: int

    def setup_window(  # noqa: PLR0917 - as Kivy calls it
        self,
        x: int | None,
        y: int | None,
        width: int,
        height: int,
        borderless: object,
        fullscreen: object,
        _resizable: object,
        _state: object,
        _gl_backend: object,
    ) -> tuple[int, int]:
        flags = _HIGH_DPI | (_BORDERLESS if borderless else 0)
        place = [_ANYWHERE if one is None else one for one in (x, y)]
        self._sdl = _with_types(library())
        if fullscreen and video_driver(self._sdl) == "x11" and not window_manager.manages():
            flags |= _BORDERLESS
            place, (width, height) = [0, 0], desktop_size()
        elif fullscreen:
            flags |= _FULLSCREEN_DESKTOP
        self.handle = self._sdl.SDL_CreateWindow(b"", *place, width, height, flags)
        if not self.handle:
            raise RuntimeError(self._sdl.SDL_GetError().decode())
        wide, high = self.window_size
        return wide, high

    def _two(self, asked: Any) -> list[int]:
        first, second = ctypes.c_int(), ctypes.c_int()
        asked(self.handle, ctypes.byref(first), ctypes.byref(second))
        return [first.value, second.value]

    @property
    def window_size(self) -> list[int]:
        return self._two(self._sdl.SDL_GetWindowSize)

    def _get_gl_size(self) -> tuple[int, int]:
        wide, high = self.window_size
        return wide, high

    def get_window_pos(self) -> tuple[int, int]:
        left, top = self._two(self._sdl.SDL_GetWindowPosition)
        return left, top

    def set_window_pos(self, x: int, y: int) -> None:
        self._sdl.SDL_SetWindowPosition(self.handle, x, y)

    def resize_window(self, width: int, height: int) -> None:
        if self.window_size != [width, height]:
            self._sdl.SDL_SetWindowSize(self.handle, width, height)

    def set_window_title(self, title: str) -> None:
        self._sdl.SDL_SetWindowTitle(self.handle, title.encode())

    def set_window_icon(self, filename: str) -> None:
        """A terminal has none."""

    def raise_window(self) -> None:
        self._sdl.SDL_RaiseWindow(self.handle)

    def flip(self) -> None:
        """The surface shows what changed by itself."""

    def teardown_window(self) -> None:
        self._sdl.SDL_DestroyWindow(self.handle)
        self._sdl.SDL_Quit()


def _with_types(sdl: Any) -> Any:
    number, pointer = ctypes.c_int, ctypes.c_void_p
    sdl.SDL_GetError.restype = ctypes.c_char_p
    sdl.SDL_CreateWindow.restype = pointer
    sdl.SDL_CreateWindow.argtypes = [ctypes.c_char_p, number, number, number, number, ctypes.c_uint32]
    for name in ("SDL_GetWindowSize", "SDL_GetWindowPosition"):
        getattr(sdl, name).argtypes = [pointer, ctypes.POINTER(number), ctypes.POINTER(number)]
    for name in ("SDL_SetWindowPosition", "SDL_SetWindowSize"):
        getattr(sdl, name).argtypes = [pointer, number, number]
    sdl.SDL_SetWindowTitle.argtypes = [pointer, ctypes.c_char_p]
    for name in ("SDL_RaiseWindow", "SDL_DestroyWindow"):
        getattr(sdl, name).argtypes = [pointer]
    return sdl
