"""What a page is made of: shapes to paint and targets to touch. Pixels of the window, y from the top."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit.events import Event
    from visit.held.page_picture import PagePicture


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.w / 2, self.y + self.h / 2

    def inset(self, by: float, down: float | None = None) -> Rect:
        """Smaller by so much on the left and right, and at top and bottom (the same when not given)."""
        down = by if down is None else down
        return Rect(self.x + by, self.y + down, self.w - 2 * by, self.h - 2 * down)

    def has(self, x: float, y: float) -> bool:
        return self.x <= x < self.right and self.y <= y < self.bottom

    def cut(self, other: Rect) -> Rect:
        """What both share; width or height is zero when they share nothing."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        w, h = min(self.right, other.right) - x, min(self.bottom, other.bottom) - y
        return Rect(x, y, max(0.0, w), max(0.0, h))


@dataclass(frozen=True, slots=True)
class Fill:
    rect: Rect
    colour: str
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A line just inside the edge of the rectangle."""

    rect: Rect
    colour: str
    width: float
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, already broken; `rect` is as wide as the letters."""

    rect: Rect
    text: str = field(repr=False)
    size: int
    bold: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Icon:
    """A one-colour sign of `screens.icons`."""

    rect: Rect
    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A pictogram of `screens.pictograms` in its own colours."""

    rect: Rect
    name: str


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code with its quiet zone."""

    rect: Rect
    payload: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Photo:
    """The picture of a document's page."""

    rect: Rect
    picture: PagePicture


@dataclass(frozen=True, slots=True)
class Ink:
    """Strokes of a signature; points in 0..1 of the rectangle."""

    rect: Rect
    strokes: tuple[tuple[tuple[float, float], ...], ...] = field(repr=False)
    colour: str
    width: float


Shape = Fill | Frame | Words | Icon | Drawing | Code | Photo | Ink


@dataclass(frozen=True, slots=True)
class Layer:
    """Shapes in painting order; with a clip, nothing shows outside it."""

    clip: Rect | None
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be touched now, as a test or the player of the demo sees it."""

    id: str
    label: str = field(repr=False)
    kind: str
    """`button`, `tile`, `option`, `key`, `help`, `ink`, `scroll`, or `page`: anywhere but on what stands above it."""
    enabled: bool
    chosen: bool
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A target and what touching it does."""

    target: Target
    event: Event | None = None
    on_press: bool = False
    """Keys answer when the finger comes down; everything else when it leaves."""
    scroll: float = 0.0
    """For the arrows: pixels to move the scrolled part by."""
    repeats: bool = False
    """Held down, it is pressed again and again: the key that deletes."""

    @property
    def rect(self) -> Rect:
        return Rect(self.target.x, self.target.y, self.target.w, self.target.h)


@dataclass(frozen=True, slots=True)
class ScrollArea:
    """The one part of the page that scrolls."""

    rect: Rect
    offset: float
    furthest: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole screen."""

    layers: tuple[Layer, ...]
    hits: tuple[Hit, ...]
    """In reading order."""
    scroll: ScrollArea | None
    beyond: tuple[Hit, ...] = ()
    """What scrolls, whole, also where it is out of sight; only of a picture with a focus."""
