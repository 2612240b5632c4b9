"""Strokes of a finger as the small picture that a recogniser of printed lines reads: black on white, one character."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 80, 48
"""Pixels. The recogniser takes lines 48 high; some white on both sides keeps it from seeing a cut-off character."""
BOX = 36
"""The longer side of the character."""
PEN = 2.2
_FINER = 4
"""It is drawn so many times larger and then made small, for soft edges."""
_SMALLEST = 0.12
"""Of the field's height: a dot stays a dot and is not blown up to a blot."""

Strokes = Sequence[Sequence[Sequence[float]]]
"""Points in 0..1 of the field, y downwards."""


def picture(strokes: Strokes, aspect: float) -> Image.Image:
    """Grey, `WIDTH` by `HEIGHT`; the character in the middle. `aspect` is the field's width by its height."""
    lines = [[(x * aspect, y) for x, y in stroke] for stroke in strokes if stroke]
    xs = [x for line in lines for x, _ in line]
    ys = [y for line in lines for _, y in line]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    scale = BOX * _FINER / max(wide, high, _SMALLEST)
    left = WIDTH * _FINER / 2 - (min(xs) + wide / 2) * scale
    top = HEIGHT * _FINER / 2 - (min(ys) + high / 2) * scale
    image = Image.new("L", (WIDTH * _FINER, HEIGHT * _FINER), 255)
    draw = ImageDraw.Draw(image)
    pen = round(PEN * _FINER)
    for line in lines:
        points = [(x * scale + left, y * scale + top) for x, y in line]
        if len(points) > 1:
            draw.line(points, fill=0, width=pen, joint="curve")
        for x, y in points:
            draw.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=0)
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
