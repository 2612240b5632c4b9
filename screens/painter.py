"""Keeps a Kivy canvas equal to a picture: what is in both stays, so that one more digit repaints one line
of text."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kivy.graphics import (
    BorderImage,
    Color,
    InstructionGroup,
    Line,
    Rectangle,
    ScissorPop,
    ScissorPush,
)

from screens import icons, pictograms, text
from screens.images import code_texture, corner_texture, page_texture
from screens.shapes import Code, Drawing, Fill, Frame, Icon, Ink, Layer, Photo, Picture, Rect, Shape, Words

if TYPE_CHECKING:
    from screens.palette import Palette

_SMALL = 25_000
"""Square pixels up to which a frame is a stretched picture with smooth corners; its empty middle costs time too."""


class _Shown:
    """One layer on the canvas."""

    def __init__(self, clip: Rect | None, height: int) -> None:
        self.clip = clip
        self.outer = InstructionGroup()
        self.inner = InstructionGroup()
        self.items: list[tuple[Shape, InstructionGroup]] = []
        if clip is None:
            self.outer.add(self.inner)
            return
        y = int(height - clip.bottom)
        self.outer.add(ScissorPush(x=int(clip.x), y=y, width=int(clip.w), height=int(clip.h)))
        self.outer.add(self.inner)
        self.outer.add(ScissorPop())


class Painter:
    """Paints pictures on one canvas. For the UI thread only."""

    def __init__(self, canvas: Any, height: int, palette: Palette) -> None:
        self._canvas = canvas
        self._height = height
        self._palette = palette
        self._layers: list[_Shown] = []

    def paint(self, picture: Picture) -> int:
        """Show this picture; returns how many shapes had to be made anew."""
        if [one.clip for one in self._layers] != [layer.clip for layer in picture.layers]:
            self.clear()
            for layer in picture.layers:
                shown = _Shown(layer.clip, self._height)
                self._layers.append(shown)
                self._canvas.add(shown.outer)
        return sum(self._update(*pair) for pair in zip(self._layers, picture.layers, strict=True))

    def clear(self) -> None:
        """Nothing is held afterwards."""
        for shown in self._layers:
            self._canvas.remove(shown.outer)
        self._layers.clear()

    def shapes(self) -> list[Shape]:
        """What is on the canvas now."""
        return [shape for shown in self._layers for shape, _ in shown.items]

    def _update(self, shown: _Shown, layer: Layer) -> int:
        old = [shape for shape, _ in shown.items]
        if old == list(layer.shapes):
            return 0
        spare: dict[Shape, list[InstructionGroup]] = defaultdict(list)
        for shape, group in shown.items:
            spare[shape].append(group)
        made = 0
        fresh: list[tuple[Shape, InstructionGroup]] = []
        for shape in layer.shapes:
            if spare[shape]:
                group = spare[shape].pop(0)
            else:
                group, made = self._make(shape), made + 1
            fresh.append((shape, group))
        for groups in spare.values():
            for group in groups:
                shown.inner.remove(group)
        children = shown.inner.children
        for at, (_, group) in enumerate(fresh):
            if at < len(children) and children[at] is group:
                continue
            if group in children:  # it changed its place in the painting order
                shown.inner.remove(group)
            shown.inner.insert(at, group)
        shown.items = fresh
        return made

    def _box(self, rect: Rect) -> dict[str, tuple[float, float]]:
        """Kivy counts y from the bottom. Whole pixels keep letters sharp."""
        left, top = round(rect.x), round(rect.y)
        right, bottom = round(rect.right), round(rect.bottom)
        return {"pos": (left, self._height - bottom), "size": (right - left, bottom - top)}

    def _make(self, shape: Shape) -> InstructionGroup:
        group = InstructionGroup()
        box = self._box(shape.rect)
        match shape:
            case Fill():
                group.add(Color(*self._palette.rgba(shape.colour)))
                radius = round(min(shape.radius, *(side / 2 for side in box["size"])))
                if radius:
                    # One stretched picture of the corners: half the cost of Kivy's own smooth rectangle.
                    group.add(BorderImage(texture=corner_texture(radius), border=(radius,) * 4, **box))
                else:
                    group.add(Rectangle(**box))
            case Frame():
                group.add(Color(*self._palette.rgba(shape.colour)))
                group.add(self._frame(shape))
            case Words():
                group.add(Color(*self._palette.rgba(shape.colour)))
                for texture, right, down in text.textures(shape.text, shape.size, bold=shape.bold):
                    top = round(shape.rect.y + down)
                    pos = (round(shape.rect.x + right), self._height - top - texture.height)
                    group.add(Rectangle(texture=texture, pos=pos, size=texture.size))
            case Icon():
                group.add(Color(*self._palette.rgba(shape.colour)))
                group.add(Rectangle(texture=icons.texture(shape.name, round(min(box["size"]))), **box))
            case Drawing():
                group.add(Color(1, 1, 1, 1))
                group.add(
                    Rectangle(
                        texture=pictograms.texture(shape.name, round(min(box["size"])), self._palette), **box
                    )
                )
            case Code():
                group.add(Color(1, 1, 1, 1))
                texture = code_texture(shape.payload)
                group.add(Rectangle(texture=texture, **_in_whole_pixels(texture.width, box)))
            case Photo():
                group.add(Color(1, 1, 1, 1))
                group.add(Rectangle(texture=page_texture(shape.picture), **box))
            case Ink():
                group.add(Color(*self._palette.rgba(shape.colour)))
                for stroke in shape.strokes:
                    group.add(ink_line([self._point(shape.rect, point) for point in stroke], shape.width))
        return group

    def _frame(self, shape: Frame) -> Any:
        if shape.radius and shape.rect.w * shape.rect.h < _SMALL:
            box = self._box(shape.rect)
            corner = round(min(shape.radius, *(side / 2 for side in box["size"])))
            texture = corner_texture(corner, max(1, round(shape.width)))
            return BorderImage(texture=texture, border=(corner,) * 4, **box)
        half = shape.width / 2
        inner = self._box(shape.rect.inset(half))
        radius = max(shape.radius - half, 1)
        return Line(rounded_rectangle=(*inner["pos"], *inner["size"], radius, 32), width=half)

    def _point(self, rect: Rect, point: tuple[float, float]) -> tuple[float, float]:
        return rect.x + point[0] * rect.w, self._height - (rect.y + point[1] * rect.h)


def ink_line(points: list[tuple[float, float]], width: float) -> Any:
    """A stroke of a pen; a single touch makes a dot. Points in Kivy's coordinates (y from the bottom)."""
    if len(points) == 1:
        points = [points[0], (points[0][0] + 0.1, points[0][1])]
    flat = [part for point in points for part in point]
    return Line(points=flat, width=width / 2, cap="round", joint="round")


def _in_whole_pixels(modules: int, box: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The box made smaller until every module of a code is as many whole pixels as the next: squares of different sizes
    are what a phone fails at. Where that would take more than a quarter of the box,
    small is worse than uneven.
    """
    (x, y), (wide, high) = box["pos"], box["size"]
    side = min(wide, high) // modules * modules
    if side < 0.75 * min(wide, high):
        return box
    return {"pos": (x + (wide - side) // 2, y + (high - side) // 2), "size": (side, side)}
