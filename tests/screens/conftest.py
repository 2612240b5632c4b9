"""The screens without a display: real pixels by SDL's offscreen driver, and time that the test moves."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

os.environ.update(SDL_VIDEODRIVER="offscreen", SDL_AUDIODRIVER="dummy", LIBGL_ALWAYS_SOFTWARE="1")
os.environ.setdefault("LP_NUM_THREADS", "1")

FRAME = 1 / 60


class Terminal:
    """The window, with a hand before it."""

    def __init__(self, app, events, time):
        self.app, self.events, self.time = app, events, time

    @property
    def stage(self):
        return self.app.stage

    def frames(self, count=1):
        from kivy.base import EventLoop

        for _ in range(count):
            self.time["now"] += FRAME
            EventLoop.window.mainloop()
            EventLoop.idle()

    def hear(self):
        """Hand out what is in SDL's queue, without drawing."""
        from kivy.base import EventLoop

        self.time["now"] += FRAME
        EventLoop.window.mainloop()

    def show(self, view):
        """Show a view and wait until it takes touches."""
        self.app.show(view)
        self.stage.on_flip()
        self.time["now"] += 0.2
        return self

    def target(self, id_):
        found = [one for one in self.app.targets() if one.id == id_]
        assert len(found) == 1, f"{id_} is there {len(found)} times"
        return found[0]

    def touch(self, id_):
        """Put a finger on the middle of a target and lift it; returns what was sent. Of the page that can be touched
        everywhere, on a place where nothing else can.
        """
        from screens import touch

        one = self.target(id_)
        before = len(self.events)
        touch.tap(one.x + one.w / 2, one.y + one.h * (0.02 if one.kind == "page" else 0.5))
        self.hear()
        return self.events[before:]

    def finger(self, *steps):
        """`("press", x, y)`, `("move", x, y)`, `("release", x, y)` one by one; returns what was sent."""
        from screens import touch

        before = len(self.events)
        for name, x, y in steps:
            getattr(touch, name)(x, y)
            self.hear()
        return self.events[before:]

    def pixels(self):
        return self.app.image()


@pytest.fixture(scope="session")
def _window():
    """One window a test process: Kivy cannot open a second one."""
    from screens.setup import configure

    with tempfile.TemporaryDirectory(prefix="bangban-screens-") as home:
        configure(width=1080, height=1920, fullscreen=False, kivy_home=Path(home))
        from kivy.base import EventLoop
        from kivy.clock import Clock

        time = {"now": 1000.0}
        clock = object.__getattribute__(Clock, "_obj")
        clock._max_fps = 0
        clock.time = lambda: time["now"]
        clock._last_tick = clock._start_tick = time["now"]
        EventLoop.ensure_window()

        from screens import loop
        from screens.app import TerminalApp
        from screens.theme import Panel

        loop.install = lambda: None  # a test ticks by itself
        events: list = []
        app = TerminalApp(events.append, Panel(27, 1080, 1920), lambda: None)
        app._run_prepare()
        EventLoop.start()
        app.stage._now = lambda: time["now"]
        yield Terminal(app, events, time)
        app.dispatch("on_stop")


@pytest.fixture
def terminal(_window):
    _window.app.wipe()
    _window.events.clear()
    _window.time["now"] += 1
    _window.frames()
    return _window


@pytest.fixture(params=["zh", "en"])
def samples(request):
    from screens.samples import Samples

    return Samples(request.param)


@pytest.fixture
def zh():
    from screens.samples import Samples

    return Samples("zh")
