"""The terminal in its window: Kivy's loop turns, the mailbox is drained on it, the watchdog hears of frames."""

from __future__ import annotations

import gc
import logging
import os
from typing import TYPE_CHECKING

from kiosk.item_files import items_of
from kiosk.slow_turns import SlowTurns
from kiosk.store import open_store
from kiosk.surroundings import DEMO_RESIDENTS, Surroundings, enrol_with_embedded, surroundings
from kiosk.terminal import Terminal
from kiosk.watchdog import Watchdog
from offline_cache.hub_link import HubLink
from outcome import Failure, Ok, Outcome
from screens.setup import configure
from visit.held.page import IDLE_PAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.config import Config
    from visit.events import Event
    from visit.views import View

log = logging.getLogger("bangban.kiosk")

SETTLED_S = 15.0
"""So long after the start everything is loaded and made; what was used for that is given back, 5 MiB."""


def displayed() -> bool:
    """Whether there is a display to open a window on, or somebody named an SDL driver on purpose."""
    return on_desktop() or bool(os.environ.get("SDL_VIDEODRIVER"))


def on_desktop() -> bool:
    """Whether a display server runs that people look at."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


class KivyScheduler:
    """`kiosk.mailbox.Scheduler` on Kivy's clock, which the loop sleeps by."""

    def soon(self, call: Callable[[], None]) -> None:
        from kivy.clock import Clock

        Clock.schedule_once(lambda _: call(), 0)

    def later(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        from kivy.clock import Clock

        event = Clock.schedule_once(lambda _: call(), seconds)
        cancel: Callable[[], None] = event.cancel
        return cancel


class Window:
    """One run of the terminal. Everything that can fail is done in `prepare`, before a window opens."""

    def __init__(
        self, config: Config, data: Path, *, windowed: bool, residents: Path = DEMO_RESIDENTS
    ) -> None:
        """`residents`: whose cards the simulated readers know (demo/residents.yaml)."""
        self.config = config
        self.data = data
        self._residents = residents
        self.fullscreen = config.panel.fullscreen and not windowed and displayed()
        self.terminal: Terminal
        self.around: Surroundings

    def prepare(self) -> Outcome[None]:
        """Items, store, simulators, hub, window. Failures say what, where and who must act."""
        items = items_of(self.config, self.data)
        if isinstance(items, Failure):
            return items
        around = surroundings(self.config, self.data, self._residents)
        if isinstance(around, Failure):
            return around
        self.around = around.value
        opened = open_store(self.config, self.data)
        if isinstance(opened, Failure):
            self.around.close()
            return opened
        cache, keys = opened.value
        hub = self.around.hub
        link = HubLink(hub.url if hub is not None else self.config.hub.url, self.config.terminal.id, keys)
        if hub is not None:
            enrolled = enrol_with_embedded(self.config, hub, link, cache.papers)
            if isinstance(enrolled, Failure):
                cache.close()
                self.around.close()
                return enrolled
        self._open_window()
        self.terminal = Terminal(
            self.config,
            self.around,
            items.value,
            cache,
            link,
            scheduler=KivyScheduler(),
            show=self._show,
            wipe_screen=self.app.wipe,
            frame=self._frame,
            curtain=self._curtain,
            slow_turns=self.slow_turns,
            stop_program=self.app.stop_soon,
        )
        return Ok(None)

    def _open_window(self) -> None:
        if not displayed():
            # Real pixels without an X server; needs libEGL (deploy/apt-packages.txt).
            os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
        panel = self.config.panel
        configure(
            width=panel.width_px,
            height=panel.height_px,
            fullscreen=self.fullscreen,
            kivy_home=self.around.runtime / "kivy",
            fit=not self.fullscreen and on_desktop(),
            side="middle" if self.fullscreen or not on_desktop() else "right",  # the dock stands on the left
        )
        from screens.app import TerminalApp
        from screens.theme import Panel

        self.watchdog = Watchdog(self._ask_frame)
        self.slow_turns = SlowTurns()
        self.app = TerminalApp(
            self._send,
            Panel(panel.diagonal_inch, panel.width_px, panel.height_px, panel.bottom_edge_mm),
            self._ready,
            self.watchdog.frame_drawn,
            kiosk=self.fullscreen,
        )
        self._when_ready: Callable[[], None] = lambda: None

    def _show(self, view: View) -> None:
        self.app.show(view)
        self.watchdog.page_shown(view.page)

    def _ask_frame(self) -> None:
        self.app.ask_frame()

    def _frame(self, name: str) -> None:
        self.app.stage.focus(name)

    def _curtain(self, drawn: bool) -> None:
        self.app.stage.curtain(drawn=drawn)

    def _send(self, event: Event) -> None:
        self.terminal.post(event)

    def _ready(self) -> None:
        # What is there before any visit stays for good: the sweep after each farewell need not look through it again,
        # which would hold the picture up for 50 ms and more.
        from screens import loop
        from screens.freed import give_back

        gc.freeze()
        give_back()
        gc.enable()
        self.terminal.start()
        self.watchdog.start()
        self.slow_turns.start()
        loop.watch_turns(self.slow_turns.over, self.slow_turns.begins)
        KivyScheduler().later(SETTLED_S, self._settled)
        self._when_ready()

    def _settled(self) -> None:
        from screens.freed import give_back

        give_back()
        if self.terminal.mailbox.state.page in IDLE_PAGES:  # what a visit brought must not stay for good
            gc.freeze()

    def run(self, when_ready: Callable[[], None] = lambda: None) -> None:
        """Until the window is closed or SIGTERM comes. `when_ready` is called on the UI thread."""
        self._when_ready = when_ready
        try:
            self.app.run()
        finally:
            self.slow_turns.stop()
            self.watchdog.stop()
            self.terminal.stop()
