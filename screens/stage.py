"""Shows views and turns fingers into events: one finger, one thing at a time."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from screens import images, ink, raster, text
from screens.aloud.frame import MARGIN_MM, to_scroll
from screens.compose import LastPage, compose, place_of
from screens.painter import Painter
from screens.palette import BAR, INK
from screens.pen import pen_width
from screens.shapes import Fill, Hit, Ink, Layer, Picture, Rect, Target, Words
from screens.theme import Panel, Theme
from visit.events import Drew, Event, Touched

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens.surface import Surface
    from visit.views import View

DEAF = 0.15
"""Seconds for which a new page takes no touch: the second half of a double tap was meant for the old page.
A touch bounce is shorter (EN 301 549 5.8 asks for up to half a second as a setting; quoted, not read)."""

REPEATS_AFTER, REPEATS_EVERY = 0.5, 0.12
"""Seconds until a held key is pressed again, and from then on: a line is gone in three seconds, not in one."""

_SCROLL_NAMES = ("page", "question", "help")


@dataclass
class _Gesture:
    """From a finger's coming down to its leaving."""

    hit: Hit | None
    x: float
    y: float
    heard: bool = True
    """False: the touch was meant for an earlier page."""
    scrolled_from: float | None = None
    dragging: bool = False
    points: list[tuple[float, float]] = field(default_factory=list)


class Stage:
    """Owns the canvas. For the UI thread only."""

    def __init__(
        self,
        surface: Surface,
        panel: Panel,
        send: Callable[[Event], None],
        *,
        now: Callable[[], float] = time.monotonic,
        on_theme: Callable[[Theme], None] = lambda _: None,
        later: Callable[[Callable[[], None]], None] = lambda call: call(),
    ) -> None:
        self._panel = panel
        self.theme = Theme(panel)
        self.picture = Picture((), (), None)
        self.made = 0
        """Pixels painted anew by the last paint; tests hold them few for one more digit."""
        self._surface = surface
        self._painter = Painter(surface.pixels, self.theme.palette)
        self._on_theme = on_theme
        self._send = send
        self._now = now
        self._later = later
        self._due = False
        self._view: View | None = None
        self._last = LastPage()
        self._gesture: _Gesture | None = None
        self._scrolled: dict[str, float] = {}
        self._focus = ""
        self._dark = False
        self._deaf_until = 0.0
        self._fresh = False

    # --- showing --------------------------------------------------------------------------------------------

    def show(self, view: View) -> None:
        """Make the canvas show this view; nothing is repainted that stays as it is."""
        if view == self._view:
            self._put()
            return
        moved = self._view is None or place_of(view) != place_of(self._view)
        self._view = view
        if view.comfort != self.theme.comfort or view.night != self.theme.night:
            self._dress(Theme(self._panel, view.comfort, night=view.night))
        if moved:
            self._scrolled.clear()
            if self._gesture is not None:
                self._gesture.heard = False
            self._deaf_until = self._now() + DEAF
            self._fresh = True
        self._reveal()

    def focus(self, name: str) -> None:
        """The keypad is on the target of this id: framed, and brought into sight. Empty: on nothing."""
        if name != self._focus:
            self._focus = name
            self._reveal()

    def curtain(self, *, drawn: bool) -> None:
        """Nothing is to be seen, and nothing to be touched, until it is opened again."""
        self._dark = drawn
        self._paint()

    def _reveal(self) -> None:
        """Paint with the focus in sight."""
        self._paint()
        if self._focus and not self._dark:
            offset = to_scroll(self.picture, self._focus, self.theme.mm(MARGIN_MM))
            if offset is not None:
                self._scroll_to(offset)

    def resize(self, panel: Panel) -> None:
        """The window has another size (a desktop shrinks it to its screen); the diagonal stays what it is."""
        if panel == self._panel:
            return
        self._panel = panel
        self._surface.resize(panel.width_px, panel.height_px)
        self._gesture = None
        self._dress(Theme(panel, self.theme.comfort, night=self.theme.night))
        self._paint()

    def _dress(self, theme: Theme) -> None:
        """Other colours and sizes: nothing that was painted can stay."""
        self._painter = Painter(self._surface.pixels, theme.palette)
        self.theme = theme
        self._on_theme(theme)

    def on_flip(self) -> None:
        """The page counts as seen from its first frame on."""
        if self._fresh:
            self._fresh = False
            self._deaf_until = self._now() + DEAF

    def wipe(self) -> None:
        """Let go of everything that came with a view."""
        self._surface.changed(self._painter.clear())
        self._view = None
        self._last.forget()
        self._gesture = None
        self._scrolled.clear()
        self._focus, self._dark = "", False
        self.picture = Picture((), (), None)
        for cache in (text, images, ink, raster):
            cache.forget()

    def texts(self) -> tuple[str, ...]:
        """Every text that is held now, on the canvas or in a cache."""
        shown = [shape.text for shape in self._painter.shapes() if isinstance(shape, Words)]
        labels = [hit.target.label for hit in self.picture.hits]
        return tuple(shown) + tuple(labels) + text.remembered()

    def targets(self) -> tuple[Target, ...]:
        return tuple(hit.target for hit in self.picture.hits)

    def _paint(self) -> None:
        self._due = False
        if self._view is None:
            return
        finger = self._gesture
        pressed = (
            finger.hit.target.id if finger and finger.heard and finger.hit and not finger.dragging else ""
        )
        if self._dark:
            night = Fill(Rect(0, 0, self._panel.width_px, self._panel.height_px), BAR)
            self.picture = Picture((Layer(None, (night,)),), (), None)
        else:
            self.picture = compose(
                self._view,
                self.theme,
                pressed=pressed,
                scrolled=self._scrolled,
                focus=self._focus,
                last=self._last,
            )
        self._put()

    def _put(self) -> None:
        """Make the display show the picture, without ink that no view has confirmed."""
        boxes = self._painter.paint(self.picture)
        self.made = sum(box.area for box in boxes)
        self._surface.changed(boxes)
        finger = self._gesture
        if finger is not None and finger.heard and finger.points:  # something came in the middle of a stroke
            self._draw_wet(len(finger.points))

    # --- fingers --------------------------------------------------------------------------------------------

    def press(self, x: float, y: float) -> None:
        """A finger came down. A second one is ignored while the first is there."""
        if self._gesture is not None:
            return
        if self._now() < self._deaf_until:
            self._gesture = _Gesture(None, x, y, heard=False)
            return
        hit = self._hit_at(x, y)
        scroll = self.picture.scroll
        inside = scroll is not None and scroll.rect.has(x, y)
        self._gesture = _Gesture(hit, x, y, scrolled_from=scroll.offset if scroll and inside else None)
        if hit is None:
            return
        if hit.target.kind == "ink":
            self._gesture.points.append((x, y))
            self._draw_wet()
            return
        if hit.on_press and hit.event is not None:
            self._send(hit.event)
            if hit.repeats:
                self._repeat(self._gesture, REPEATS_AFTER)
            self._paint_unless_shown()
            return
        self._paint()

    def _paint_unless_shown(self) -> None:
        """What was sent is mostly answered by a view in the same turn: painted before it, the button alone would take as
        long as the page that it leads to.
        """
        self._due = True
        self._later(self._settle)

    def _settle(self) -> None:
        if self._due:
            self._paint()

    def _repeat(self, finger: _Gesture, seconds: float) -> None:
        from kivy.clock import Clock

        Clock.schedule_once(lambda _: self._pressed_still(finger), seconds)

    def _pressed_still(self, finger: _Gesture) -> None:
        if self._gesture is not finger or not finger.heard or finger.hit is None:
            return
        held = finger.hit.target.id
        same = next((one for one in self.picture.hits if one.target.id == held and one.target.enabled), None)
        if same is not None and same.event is not None:
            self._send(same.event)
            self._repeat(finger, REPEATS_EVERY)

    def move(self, x: float, y: float) -> None:
        finger = self._gesture
        if finger is None or not finger.heard:
            return
        if finger.points:
            if abs(x - finger.points[-1][0]) + abs(y - finger.points[-1][1]) >= 2:
                finger.points.append((x, y))
                self._draw_wet()
            return
        if finger.scrolled_from is None or (finger.hit is not None and finger.hit.on_press):
            return
        if not finger.dragging and abs(y - finger.y) > self.theme.mm(8):
            finger.dragging = True
        if finger.dragging:
            self._scroll_to(finger.scrolled_from + finger.y - y)

    def release(self, x: float, y: float) -> None:
        """The finger left: on the thing it came down on, that thing is meant."""
        finger, self._gesture = self._gesture, None
        if finger is None or not finger.heard:
            return
        if finger.points and finger.hit is not None:
            field = finger.hit.rect
            self._send(Drew(self._stroke(finger), round(field.w / field.h, 3)))
            return
        if finger.hit is None or finger.dragging:
            self._send(Touched())
            return
        if finger.hit.on_press:
            self._paint()
            return
        slop = self.theme.mm(4)
        same = next((one for one in self.picture.hits if one.target.id == finger.hit.target.id), None)
        if same is None or not same.rect.inset(-slop).has(x, y):
            self._paint()
            self._send(Touched())
            return
        if same.scroll and self.picture.scroll is not None:
            self._scroll_to(self.picture.scroll.offset + same.scroll)
            self._send(Touched())
            return
        before = self._view
        if same.event is not None:
            self._send(same.event)
        if self._view is before:  # whoever answers has not shown anything yet: at least let the button go
            self._paint_unless_shown()

    def _hit_at(self, x: float, y: float) -> Hit | None:
        for hit in reversed(self.picture.hits):
            if hit.rect.has(x, y) and hit.target.enabled and hit.target.kind != "scroll":
                return hit
        return None

    def _scroll_to(self, offset: float) -> None:
        scroll = self.picture.scroll
        if scroll is None:
            return
        offset = min(max(offset, 0.0), scroll.furthest)
        for name in _SCROLL_NAMES:  # only one of them is on the screen
            self._scrolled[name] = offset
        self._paint()

    # --- ink ------------------------------------------------------------------------------------------------

    def _draw_wet(self, points: int = 2) -> None:
        """The last of the stroke at once, without asking anybody: ink must not lag behind the finger."""
        finger = self._gesture
        if finger is None:
            return
        last = tuple(finger.points[-points:])
        self._surface.changed(self._painter.wet(last, pen_width(self.theme), INK))

    def _stroke(self, finger: _Gesture) -> tuple[tuple[float, float], ...]:
        """In parts of the field; what ran over its edge is drawn along the edge."""
        rect = finger.hit.rect if finger.hit is not None else None
        if rect is None:
            return ()

        def part(at: float, start: float, length: float) -> float:
            return round(min(max((at - start) / length, 0.0), 1.0), 4)

        return tuple((part(x, rect.x, rect.w), part(y, rect.y, rect.h)) for x, y in finger.points)

    def strokes_shown(self) -> int:
        """How many strokes the canvas shows that came with the view."""
        return sum(len(one.strokes) for one in self._painter.shapes() if isinstance(one, Ink))
