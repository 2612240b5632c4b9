"""The sheet a page is drawn on: collects shapes and targets, and keeps what is cut off by a scrolled part
apart."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from screens import text as letters
from screens.lowered import lowered
from screens.palette import INK
from screens.shapes import Fill, Frame, Hit, Icon, Layer, Picture, Rect, ScrollArea, Shape, Target, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from screens.theme import Style, Theme
    from visit.events import Event


class Sheet:
    """One screen in the making."""

    def __init__(
        self,
        theme: Theme,
        *,
        pressed: str = "",
        scrolled: dict[str, float] | None = None,
        whole: bool = False,
    ) -> None:
        self.theme = theme
        self.whole = whole
        """What is scrolled out of sight is drawn too, so that a focus can find it."""
        self.pressed = pressed
        """Id of the target under the finger."""
        self.scrolled = scrolled or {}
        """How far the resident scrolled, by the name of the scrolled part."""
        self.scroll: ScrollArea | None = None
        self._done: list[Layer] = []
        self._shapes: list[Shape] = []
        self._hits: list[Hit] = []
        self._beyond: list[Hit] = []
        self._clip: Rect | None = None

    def another(self) -> Sheet:
        """An empty one for a part of the same screen."""
        return Sheet(self.theme, pressed=self.pressed, scrolled=self.scrolled, whole=self.whole)

    def take(self, part: Sheet) -> None:
        """Everything on another sheet, on top of what is on this one."""
        for layer in part._done:
            if layer.clip is None:
                self._shapes += layer.shapes
            else:
                self._end_layer()
                self._done.append(layer)
        self._shapes += part._shapes
        self._hits += part._hits
        self._beyond += part._beyond
        self.scroll = part.scroll or self.scroll

    # --- shapes ---------------------------------------------------------------------------------------------

    def add(self, shape: Shape) -> None:
        """Parts that lie wholly outside the clip are left out."""
        if self._clip is not None:
            seen = shape.rect.cut(self._clip)
            if not (seen.w and seen.h):
                return
        self._shapes.append(shape)

    def fill(self, rect: Rect, colour: str, radius: float = 0.0) -> None:
        self.add(Fill(rect, colour, radius))

    def frame(self, rect: Rect, colour: str, width: float, radius: float = 0.0) -> None:
        self.add(Frame(rect, colour, width, radius))

    def icon(self, rect: Rect, name: str, colour: str) -> None:
        self.add(Icon(rect, name, colour))

    def line(self, x: float, y: float, words: str, style: Style, colour: str = INK) -> float:
        """One line as it is; returns its width."""
        width = letters.width_of(words, style)
        if words:
            rect = Rect(round(x), round(y), width, letters.line_height(style))
            self.add(Words(rect, words, style.size, style.bold, colour))
        return width

    def words(  # noqa: PLR0917 - coordinates
        self,
        x: float,
        y: float,
        width: float,
        words: str,
        style: Style,
        colour: str = INK,
        *,
        middle: bool = False,
    ) -> float:
        """A text broken to the width; returns its height."""
        pitch = letters.line_height(style)
        lines = letters.wrap(words, style, width)
        for number, one in enumerate(lines):
            left = x + (width - letters.width_of(one, style)) / 2 if middle else x
            self.line(left, y + number * pitch, one, style, colour)
        return len(lines) * pitch

    def height_of(self, words: str, style: Style, width: float) -> float:
        return len(letters.wrap(words, style, width)) * letters.line_height(style) if words else 0.0

    # --- targets --------------------------------------------------------------------------------------------

    def hit(
        self,
        rect: Rect,
        id: str,  # noqa: A002 - the word of the interface
        label: str,
        kind: str,
        event: Event | None,
        *,
        enabled: bool = True,
        chosen: bool = False,
        on_press: bool = False,
        scroll: float = 0.0,
        repeats: bool = False,
    ) -> bool:
        """Make a rectangle touchable; returns whether a finger is on it now."""
        target = Target(id, label, kind, enabled, chosen, rect.x, rect.y, rect.w, rect.h)
        self._add_hit(Hit(target, event, on_press, scroll, repeats))
        return enabled and self.pressed == id

    def _add_hit(self, hit: Hit) -> None:
        if self._clip is None:
            self._hits.append(hit)
            return
        if self.whole:
            self._beyond.append(hit)
        seen = hit.rect.cut(self._clip)
        # A strip that is too thin to be touched safely counts as out of sight.
        if seen.w and seen.h >= min(hit.rect.h, self.theme.smallest) - 0.5:
            target = replace(hit.target, x=seen.x, y=seen.y, w=seen.w, h=seen.h)
            self._hits.append(replace(hit, target=target))

    def drop_hits(self) -> None:
        """An overlay comes next: nothing that was drawn so far can be touched any more."""
        self._hits.clear()
        self._beyond.clear()

    def place_of(self, name: str) -> Rect | None:
        """Where the target of this id can be touched; None when it is out of sight, or nowhere."""
        return next((hit.rect for hit in self._hits if hit.target.id == name), None)

    # --- layers ---------------------------------------------------------------------------------------------

    @contextmanager
    def clipped(self, rect: Rect) -> Iterator[None]:
        """What is drawn inside does not show outside the rectangle."""
        self._end_layer()
        self._clip = rect
        yield
        self._end_layer()
        self._clip = None

    def _end_layer(self) -> None:
        if self._shapes:
            self._done.append(Layer(self._clip, tuple(self._shapes)))
            self._shapes = []

    def finish(self) -> Picture:
        """The picture, its targets from the top left to the bottom right."""
        self._end_layer()
        line = self.theme.mm(8)
        in_order = sorted(self._hits, key=lambda hit: (round(hit.target.y / line), hit.target.x))
        picture = Picture(tuple(self._done), tuple(in_order), self.scroll, tuple(self._beyond))
        if not self.theme.top:
            return picture
        return lowered(picture, self.theme.top, self.theme.panel.width_px)
