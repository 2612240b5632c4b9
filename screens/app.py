"""The window of the terminal: shows views, hands on events, and can be asked what it shows."""

from __future__ import annotations

import signal
import threading
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kivy.app import App
from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.widget import Widget

from screens import loop, text
from screens.freed import give_back
from screens.palette import PAPER
from screens.raster import Box
from screens.stage import Stage
from screens.surface import open_surface

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PIL import Image

    from screens.shapes import ScrollArea, Target
    from screens.theme import Panel, Theme
    from visit.events import Event
    from visit.views import View


class TerminalApp(App):
    """One window. `screens.setup.configure` must have run before this module was imported.

    `send` is called on the UI thread for each event; `on_ready` once, when views can be shown; `on_frame`
    after each frame that reached the display (for a watchdog). All methods but `stop_soon` are for the UI thread.
    """

    use_kivy_settings = False

    def __init__(
        self,
        send: Callable[[Event], None],
        panel: Panel,
        on_ready: Callable[[], None],
        on_frame: Callable[[], None] | None = None,
        *,
        kiosk: bool = False,
    ) -> None:
        super().__init__()
        self.title = "帮办 Bangban"
        self._send = send
        self._panel = panel
        self._on_ready = on_ready
        self._on_frame = on_frame
        self._kiosk = kiosk
        self.stage: Stage

    # --- life -----------------------------------------------------------------------------------------------

    def open_settings(self, *_: Any) -> bool:
        """Kivy opens its settings panel on F1; not here."""
        return False

    def build(self) -> Any:
        root = Widget()
        self._surface = open_surface(Window, root.canvas)
        self.stage = Stage(
            self._surface,
            self._panel,
            self._send,
            on_theme=self._dressed,
            later=lambda call: Clock.schedule_once(lambda _: call(), 0),
        )
        self._resized(Window, *Window.size)
        self._dressed(self.stage.theme)
        # The window itself is listened to and not Kivy's touch providers: those keep one position a frame, which
        # turns a signature into corners, and every further provider would deliver each press a second time.
        Window.bind(on_mouse_down=self._down, on_mouse_move=self._move, on_mouse_up=self._up)
        Window.bind(on_flip=self._flipped, on_request_close=self._close_asked, on_resize=self._resized)
        return root

    def on_start(self) -> None:
        loop.install()
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: self.stop_soon())
        self._on_ready()
        Clock.schedule_once(lambda _: self._draw_ahead(text.ahead(self.stage.theme.styles())), 0.3)

    def _draw_ahead(self, letters: Iterator[None]) -> None:
        """Letters are drawn a few at a time while nobody waits, not at somebody's first touch."""
        if next(letters, letters) is not letters:
            Clock.schedule_once(lambda _: self._draw_ahead(letters), 0.02)

    def on_stop(self) -> None:
        Window.unbind(on_mouse_down=self._down, on_mouse_move=self._move, on_mouse_up=self._up)
        Window.unbind(on_flip=self._flipped, on_request_close=self._close_asked, on_resize=self._resized)
        self.stage.wipe()
        self._surface.close()

    def stop_soon(self) -> None:
        """End the program at the next turn of the loop. From any thread, and from a signal handler."""
        Clock.schedule_once(lambda _: self.stop(), 0)
        loop.wake()

    # --- showing --------------------------------------------------------------------------------------------

    def show(self, view: View) -> None:
        self.stage.show(view)

    def wipe(self) -> None:
        """Drop every text, picture and stroke that a view brought, also from the caches."""
        self.stage.wipe()
        give_back()

    def ask_frame(self) -> None:
        """One frame in which nothing is new: its smallest part goes to the display, which proves that drawing works."""
        self._surface.changed([Box(0, 0, 1, 1)])

    def texts(self) -> tuple[str, ...]:
        """Every text that is held now, on the screen or in a cache."""
        return self.stage.texts()

    def targets(self) -> tuple[Target, ...]:
        """What can be touched now, in reading order, without what is scrolled out of sight or covered."""
        return self.stage.targets()

    def scroll(self) -> ScrollArea | None:
        """The part that scrolls, and how far it is."""
        return self.stage.picture.scroll

    def image(self) -> Image.Image:
        """What the window shows."""
        return self._surface.image()

    def picture(self) -> bytes:
        """The same as a PNG."""
        file = BytesIO()
        self.image().save(file, "PNG", compress_level=2)
        return file.getvalue()

    def save_picture(self, path: Path) -> None:
        path.write_bytes(self.picture())

    # --- the window -----------------------------------------------------------------------------------------

    def _down(self, _window: Any, x: float, y: float, button: str, _modifiers: Any) -> None:
        if button == "left":
            self.stage.press(x, y)

    def _move(self, _window: Any, x: float, y: float, _modifiers: Any) -> None:
        self.stage.move(x, y)

    def _up(self, _window: Any, x: float, y: float, button: str, _modifiers: Any) -> None:
        if button == "left":
            self.stage.release(x, y)

    def _resized(self, _window: Any, width: float, height: float) -> None:
        """Full screen takes the display's own size; the millimetres then come from its diagonal all the same."""
        self.stage.resize(replace(self._panel, width_px=int(width), height_px=int(height)))

    def _dressed(self, theme: Theme) -> None:
        Window.clearcolor = theme.palette.rgba(PAPER)

    def _flipped(self, *_: Any) -> None:
        self.stage.on_flip()
        if self._on_frame is not None:
            self._on_frame()

    def _close_asked(self, *_: Any, **__: Any) -> bool:
        """In the kiosk nobody closes the window (Alt-F4, a window manager); SIGTERM still ends it."""
        return self._kiosk and not EventLoop.quit
