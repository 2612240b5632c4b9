"""Where the pixels go: the window's own surface where the processor draws, a texture where there is a GPU.

Without a GPU, OpenGL would compute every pixel of the picture once more to show it (10 ms for a portrait display); SDL
copies the changed rows to the display instead. With a GPU the changed rows go into a texture that it draws.
"""

from __future__ import annotations

import ctypes
import os
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from PIL import Image

from screens.no_opengl import handle_of
from screens.sdl import library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.raster import Box, Pixels


class Surface(Protocol):
    """Pixels that are shown. For the UI thread only."""

    pixels: Pixels
    """`0x00RRGGBB`, rows from the top; to be changed in place, and then told."""

    def changed(self, boxes: Sequence[Box]) -> None:
        """These parts are to be shown at the next frame."""

    def resize(self, width: int, height: int) -> None:
        """The window has another size; `pixels` is a new one, and nothing is on it."""

    def image(self) -> Image.Image:
        """What is shown."""

    def close(self) -> None:
        """The window goes back to drawing by itself."""


def open_surface(window: Any, canvas: Any) -> Surface:
    """What fits the window that was opened (`no_opengl.wanted`)."""
    handle = handle_of(window)
    return TextureSurface(window, canvas) if handle is None else WindowSurface(window, handle)


def image_of(pixels: Pixels) -> Image.Image:
    """As a picture for people."""
    parts = np.ascontiguousarray(pixels)[..., np.newaxis].view(np.uint8)
    return Image.fromarray(np.ascontiguousarray(parts[:, :, 2::-1]))


class _SdlSurface(ctypes.Structure):
    """The head of SDL_Surface (SDL 2)."""

    _fields_ = [
        ("flags", ctypes.c_uint32),
        ("format", ctypes.c_void_p),
        ("w", ctypes.c_int),
        ("h", ctypes.c_int),
        ("pitch", ctypes.c_int),
        ("pixels", ctypes.c_void_p),
    ]


def _with_types(sdl: Any) -> Any:
    sdl.SDL_GetWindowSurface.restype = ctypes.POINTER(_SdlSurface)
    sdl.SDL_GetWindowSurface.argtypes = [ctypes.c_void_p]
    sdl.SDL_UpdateWindowSurface.argtypes = [ctypes.c_void_p]
    sdl.SDL_UpdateWindowSurfaceRects.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
    sdl.SDL_GetError.restype = ctypes.c_char_p
    return sdl


class WindowSurface:
    """SDL's own picture of a window without OpenGL (`plain_window.py`)."""

    def __init__(self, window: Any, handle: int) -> None:
        """RuntimeError where SDL gives no picture."""
        self._window = window
        self._handle = handle
        self._sdl = _with_types(library())
        # SDL would else put a renderer of its own, by OpenGL, behind the surface.
        os.environ["SDL_FRAMEBUFFER_ACCELERATION"] = "0"
        self._boxes: list[Box] = []
        self.pixels = self._take()
        window.on_draw, window.flip = self._show, lambda: None

    def _take(self) -> Pixels:
        surface = self._sdl.SDL_GetWindowSurface(self._handle)
        if not surface:
            message = f"SDL gives no picture of its window: {self._sdl.SDL_GetError().decode()}"
            raise RuntimeError(message)
        head = surface.contents
        numbers = head.pitch // 4 * head.h
        memory = (ctypes.c_uint32 * numbers).from_address(head.pixels)
        return np.ctypeslib.as_array(memory).reshape(head.h, head.pitch // 4)[:, : head.w]

    def changed(self, boxes: Sequence[Box]) -> None:
        if boxes:
            self._boxes += boxes
            self._window.canvas.ask_update()

    def resize(self, width: int, height: int) -> None:  # noqa: ARG002 - SDL knows the size of its own window
        self._boxes.clear()
        self.pixels = self._take()

    def image(self) -> Image.Image:
        return image_of(self.pixels)

    def close(self) -> None:
        for name in ("on_draw", "flip"):
            vars(self._window).pop(name, None)

    def _show(self) -> None:
        """Instead of the window's own drawing. Without a change it was covered by another window: all of it is shown."""
        if self._boxes:
            flat = [
                side for one in self._boxes for side in (one.x, one.y, one.to_x - one.x, one.to_y - one.y)
            ]
            self._sdl.SDL_UpdateWindowSurfaceRects(
                self._handle, (ctypes.c_int * len(flat))(*flat), len(self._boxes)
            )
        else:
            self._sdl.SDL_UpdateWindowSurface(self._handle)
        self._boxes.clear()
        self._window.render_context.draw()  # nothing is in it; it takes note that it was drawn


class TextureSurface:
    """A texture as large as the window, drawn by Kivy."""

    def __init__(self, window: Any, canvas: Any) -> None:
        self._window, self._canvas = window, canvas
        self._drawn: list[Any] = []
        self.resize(*(int(side) for side in window.size))

    def changed(self, boxes: Sequence[Box]) -> None:
        if not boxes:
            return
        top, bottom = min(one.y for one in boxes), max(one.to_y for one in boxes)
        opaque = self.pixels[top:bottom] | np.uint32(0xFF000000)  # the fourth byte says nothing in the pixels
        rows = opaque.view(np.uint8).reshape(-1)
        size = (self.pixels.shape[1], bottom - top)
        self._texture.blit_buffer(rows, size=size, pos=(0, top), colorfmt="bgra", bufferfmt="ubyte")
        self._canvas.ask_update()

    def resize(self, width: int, height: int) -> None:
        from kivy.graphics import Color, Rectangle
        from kivy.graphics.texture import Texture

        for one in self._drawn:
            self._canvas.remove(one)
        self.pixels = np.zeros((height, width), np.uint32)
        self._texture = Texture.create(size=(width, height), colorfmt="bgra")
        self._texture.mag_filter = self._texture.min_filter = "nearest"
        self._texture.flip_vertical()  # rows come from the top; OpenGL's first is the bottom one
        self._drawn = [Color(1, 1, 1, 1), Rectangle(texture=self._texture, size=(width, height))]
        for one in self._drawn:
            self._canvas.add(one)

    def image(self) -> Image.Image:
        from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

        self._window.canvas.ask_update()
        self._window.dispatch("on_draw")
        width, height = (int(side) for side in self._window.size)
        pixels = glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE)
        image = Image.frombytes("RGBA", (width, height), pixels).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        return image.convert("RGB")

    def close(self) -> None:
        for one in self._drawn:
            self._canvas.remove(one)
        self._drawn.clear()
