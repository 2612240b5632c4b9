"""Paints shapes into pixels in memory, inside one box at a time.

Kivy draws the whole window for one more digit, and without a GPU every pixel of it is computed by the processor some ten
times over. Here a fill is a copy of one number, and a line of text on a plain ground is one look into a table: a whole
page takes a few milliseconds, a digit a tenth of one, and what did not change is not touched.
"""

from __future__ import annotations

from functools import lru_cache
from math import log2
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from screens import icons, images, ink, pictograms, text
from screens.shapes import Code, Drawing, Fill, Frame, Icon, Ink, Photo, Rect, Shape, Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from screens.palette import Palette

    Pixels = NDArray[np.uint32]
    Mask = NDArray[np.uint8]


class Box(NamedTuple):
    """Whole pixels, the last ones not in it."""

    x: int
    y: int
    to_x: int
    to_y: int

    def cut(self, other: Box) -> Box:
        return Box(
            max(self.x, other.x), max(self.y, other.y), min(self.to_x, other.to_x), min(self.to_y, other.to_y)
        )

    def join(self, other: Box) -> Box:
        return Box(
            min(self.x, other.x), min(self.y, other.y), max(self.to_x, other.to_x), max(self.to_y, other.to_y)
        )

    @property
    def empty(self) -> bool:
        return self.x >= self.to_x or self.y >= self.to_y

    @property
    def area(self) -> int:
        return max(0, self.to_x - self.x) * max(0, self.to_y - self.y)


def box_of(rect: Rect) -> Box:
    """Whole pixels keep letters and edges sharp."""
    return Box(round(rect.x), round(rect.y), round(rect.right), round(rect.bottom))


_OVERHANG = 3
"""Pixels by which letters may reach out of their line."""


def bounds(shape: Shape) -> Box:
    """Every pixel that painting the shape can change lies in it."""
    box = box_of(shape.rect)
    if isinstance(shape, Words):
        return Box(box.x - _OVERHANG, box.y, box.to_x + _OVERHANG, box.to_y)
    if isinstance(shape, Ink):
        out = round(shape.width)
        return Box(box.x - out, box.y - out, box.to_x + out, box.to_y + out)
    return box


def forget() -> None:
    """Let go of what was blended: it can be a letter."""
    _blended.cache_clear()


class Raster:
    """Pixels of a display: `0x00RRGGBB` each, rows from the top."""

    def __init__(self, pixels: Pixels, palette: Palette) -> None:
        self.pixels = pixels
        self._palette = palette
        self._clip = Box(0, 0, 0, 0)

    def whole(self) -> Box:
        high, wide = self.pixels.shape
        return Box(0, 0, wide, high)

    def within(self, box: Box) -> None:
        """What is painted from now on changes only pixels in the box."""
        self._clip = box.cut(self.whole())

    def paint(self, shape: Shape) -> None:
        match shape:
            case Fill():
                self._fill(shape)
            case Frame():
                self._frame(shape)
            case Words():
                self._words(shape)
            case Icon():
                box = box_of(shape.rect)
                side = min(box.to_x - box.x, box.to_y - box.y)
                self._mask(box.x, box.y, icons.coverage(shape.name, side), self._colour(shape.colour))
            case Drawing():
                box = box_of(shape.rect)
                side = min(box.to_x - box.x, box.to_y - box.y)
                self._over(box.x, box.y, pictograms.pixels(shape.name, side, self._palette))
            case Code():
                box = box_of(shape.rect)
                self._copy(images.code_pixels(shape.payload, box.to_x - box.x, box.to_y - box.y), box)
            case Photo():
                box = box_of(shape.rect)
                self._copy(images.page_pixels(shape.picture, box.to_x - box.x, box.to_y - box.y), box)
            case Ink():
                rect = shape.rect
                for stroke in shape.strokes:
                    points = tuple((rect.x + x * rect.w, rect.y + y * rect.h) for x, y in stroke)
                    self.stroke(points, shape.width, shape.colour)

    def stroke(self, points: tuple[tuple[float, float], ...], width: float, colour: str) -> Box:
        """A stroke of a pen through these pixels; returns what it can have changed."""
        left, top, mask = ink.stroke(points, width)
        self._mask(left, top, mask, self._colour(colour))
        return Box(left, top, left + mask.shape[1], top + mask.shape[0])

    # --- shapes -------------------------------------------------------------------------------------------------

    def _fill(self, shape: Fill) -> None:
        box, colour = box_of(shape.rect), self._colour(shape.colour)
        opacity = self._palette.rgba(shape.colour)[3]
        if opacity < 1:
            self._veil(box, colour, opacity)
            return
        radius = _radius(shape.radius, box)
        if not radius:
            self._plain(box, colour)
            return
        self._plain(Box(box.x + radius, box.y, box.to_x - radius, box.y + radius), colour)
        self._plain(Box(box.x, box.y + radius, box.to_x, box.to_y - radius), colour)
        self._plain(Box(box.x + radius, box.to_y - radius, box.to_x - radius, box.to_y), colour)
        self._corners(box, radius, 0, colour)

    def _frame(self, shape: Frame) -> None:
        box, colour = box_of(shape.rect), self._colour(shape.colour)
        line = max(1, round(shape.width))
        radius = _radius(shape.radius, box)
        self._plain(Box(box.x + radius, box.y, box.to_x - radius, box.y + line), colour)
        self._plain(Box(box.x + radius, box.to_y - line, box.to_x - radius, box.to_y), colour)
        self._plain(Box(box.x, box.y + radius, box.x + line, box.to_y - radius), colour)
        self._plain(Box(box.to_x - line, box.y + radius, box.to_x, box.to_y - radius), colour)
        if radius:
            self._corners(box, radius, line, colour)

    def _corners(self, box: Box, radius: int, line: int, colour: int) -> None:
        masks = _corner(radius, line)
        right, bottom = box.to_x - radius, box.to_y - radius
        for mask, x, y in zip(
            masks, (box.x, right, box.x, right), (box.y, box.y, bottom, bottom), strict=True
        ):
            self._mask(x, y, mask, colour)

    def _words(self, shape: Words) -> None:
        colour = self._colour(shape.colour)
        for mask, right, down in text.masks(shape.text, shape.size, bold=shape.bold):
            self._mask(round(shape.rect.x) + right, round(shape.rect.y) + down, mask, colour)

    # --- pixels -------------------------------------------------------------------------------------------------

    def _colour(self, name: str) -> int:
        return _number(self._palette[name])

    def _plain(self, box: Box, colour: int) -> None:
        seen = box.cut(self._clip)
        if not seen.empty:
            self.pixels[seen.y : seen.to_y, seen.x : seen.to_x] = colour

    def _part(self, x: int, y: int, shape: tuple[int, ...]) -> tuple[Pixels, slice, slice] | None:
        """The pixels under an array laid there, and which rows and columns of it are seen."""
        seen = Box(x, y, x + shape[1], y + shape[0]).cut(self._clip)
        if seen.empty:
            return None
        under = self.pixels[seen.y : seen.to_y, seen.x : seen.to_x]
        return under, slice(seen.y - y, seen.to_y - y), slice(seen.x - x, seen.to_x - x)

    def _mask(self, x: int, y: int, mask: Mask, colour: int) -> None:
        """Lay a colour down where and as much as the mask says (255 is wholly)."""
        part = self._part(x, y, mask.shape)
        if part is None:
            return
        under, rows, columns = part
        cover = mask[rows, columns]
        ground = int(under[0, 0])
        if (under == ground).all():
            under[...] = _table(ground, colour).take(cover)
        elif cover.size <= _SMALL:
            under[...] = _blended(under.tobytes(), cover.tobytes(), cover.shape, colour)
        else:
            _blend(under, cover, np.array(_bytes(colour), np.uint16))

    def _over(self, x: int, y: int, picture: NDArray[np.uint8]) -> None:
        """A picture with opacity: rows of (blue, green, red, opacity)."""
        part = self._part(x, y, picture.shape)
        if part is None:
            return
        under, rows, columns = part
        seen = picture[rows, columns]
        _blend(under, seen[:, :, 3], seen[:, :, :3].astype(np.uint16))

    def _copy(self, pixels: Pixels, box: Box) -> None:
        """In the middle of the box."""
        high, wide = pixels.shape
        x, y = (box.x + box.to_x - wide) // 2, (box.y + box.to_y - high) // 2
        part = self._part(x, y, pixels.shape)
        if part is not None:
            under, rows, columns = part
            under[...] = pixels[rows, columns]

    def _veil(self, box: Box, colour: int, opacity: float) -> None:
        """Darken what lies below to a half, a quarter or an eighth: of two million pixels each step counts."""
        seen = box.cut(self._clip)
        if seen.empty:
            return
        under = self.pixels[seen.y : seen.to_y, seen.x : seen.to_x]
        kept = min(3, max(1, round(-log2(1 - opacity))))
        each = 255 >> kept
        under >>= np.uint32(kept)
        under &= np.uint32(each << 16 | each << 8 | each)
        over = 1 - 0.5**kept
        blue, green, red = (int(part * over) for part in _bytes(colour))
        under += np.uint32(red << 16 | green << 8 | blue)


_SMALL = 1024
"""Pixels of a corner: the same few come on every page."""


@lru_cache(maxsize=512)
def _blended(under: bytes, cover: bytes, shape: tuple[int, int], colour: int) -> Pixels:
    """A corner that was seen before is looked up."""
    pixels = np.frombuffer(under, np.uint32).reshape(shape).copy()
    _blend(pixels, np.frombuffer(cover, np.uint8).reshape(shape), np.array(_bytes(colour), np.uint16))
    return pixels


def _blend(under: Pixels, cover: Mask, colour: NDArray[np.uint16]) -> None:
    """Where the ground is not plain: each of the three bytes by itself."""
    parts = under[..., np.newaxis].view(np.uint8)[..., :3]
    weight = cover[..., np.newaxis].astype(np.uint16)
    parts[...] = (parts * (255 - weight) + colour * weight + 127) // 255


def _radius(radius: float, box: Box) -> int:
    return round(min(radius, (box.to_x - box.x) / 2, (box.to_y - box.y) / 2))


@lru_cache(maxsize=64)
def _number(colour: str) -> int:
    return int(colour[1:7], 16)


def _bytes(colour: int) -> tuple[int, int, int]:
    """As they lie in memory: blue, green, red."""
    return colour & 255, colour >> 8 & 255, colour >> 16 & 255


@lru_cache(maxsize=512)
def _table(ground: int, colour: int) -> Pixels:
    """The mixture for each of 256 weights."""
    weight = np.arange(256, dtype=np.uint32)
    mixed = np.zeros(256, np.uint32)
    for shift in (0, 8, 16):
        low, high = ground >> shift & 255, colour >> shift & 255
        mixed |= (low * (255 - weight) + high * weight + 127) // 255 << np.uint32(shift)
    return mixed


@lru_cache(maxsize=64)
def _corner(radius: int, line: int) -> tuple[Mask, Mask, Mask, Mask]:
    """Coverage of the four corners of a round rectangle, or of its edge where `line` is its thickness: top left, top
    right, bottom left, bottom right.
    """
    away = radius - 0.5 - np.arange(radius)
    distance = np.hypot(away[:, np.newaxis], away[np.newaxis, :])
    cover = np.clip(radius - distance + 0.5, 0, 1)
    if line:
        cover -= np.clip(radius - line - distance + 0.5, 0, 1)
    first = np.round(cover * 255).astype(np.uint8)
    return first, first[:, ::-1].copy(), first[::-1].copy(), first[::-1, ::-1].copy()
