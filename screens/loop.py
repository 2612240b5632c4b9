"""Kivy's main loop made event-driven: asleep until a touch, a due timer, or a call of `wake()`.

Kivy 2.3 ticks 78 times a second for ever (2.2 % of a core). Here the clock's `idle` waits instead: in
SDL_WaitEventTimeout under a display server, or on a lock when SDL's offscreen driver is used, because that
driver has nothing to wait for and polls every millisecond. It leans on internals of exactly Kivy 2.3.1;
`BANGBAN_LOOP=ticking` switches it off.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 60.0
"""Seconds asleep at most."""

CACHE_LOOK_S = 600.0

_wake_flag = threading.Event()
_turns: dict[str, Callable[[], None]] = {"over": lambda: None, "begins": lambda: None}
_state: dict[str, Any] = {"sdl": None, "asleep": False, "event": None}


def wake() -> None:
    """Let the loop run now. From any thread."""
    _wake_flag.set()
    sdl = _state["sdl"]
    if sdl is not None and _state["asleep"]:
        from screens.sdl import push_user_event

        push_user_event(sdl, _state["event"])


def watch_turns(over: Callable[[], None], begins: Callable[[], None]) -> None:
    """Tell, on the UI thread, when each turn of the loop is over and when the next one begins: between the two it rests."""
    _turns.update(over=over, begins=begins)


def _wake_on_signals() -> None:
    """A signal handler of Python runs only between two waits: a thread that sleeps on the signals' own pipe ends
    the wait.
    """
    if threading.current_thread() is not threading.main_thread():
        return  # only there may it be asked for; whoever runs the loop elsewhere handles no signals in it
    receiver, sender = socket.socketpair()
    sender.setblocking(False)  # noqa: FBT003
    signal.set_wakeup_fd(sender.fileno(), warn_on_full_buffer=False)
    _state["signals"] = sender  # kept open as long as the program runs

    def pass_on() -> None:
        while receiver.recv(64):
            wake()

    threading.Thread(target=pass_on, name="signals", daemon=True).start()


def install() -> None:
    """Make the running Kivy clock wait for events. To be called once, after the window exists."""
    if os.environ.get("BANGBAN_LOOP") == "ticking" or _state["event"] is not None:
        return
    from kivy.base import EventLoop
    from kivy.cache import Cache
    from kivy.clock import Clock

    from screens.sdl import library, register_user_event, video_driver

    sdl = library()
    _state["event"] = register_user_event(sdl)
    _wake_on_signals()
    # Without a display server touches come from this process alone, and `screens.touch` wakes the loop
    # itself. Under X11 and Wayland SDL truly sleeps; its KMSDRM driver polls each millisecond (not tried here).
    displayed = video_driver(sdl) not in ("offscreen", "dummy")
    _state["sdl"] = sdl if displayed else None

    # Kivy looks through its caches every second, which alone would wake a still terminal 86,400 times a day.
    Clock.unschedule(Cache._purge_by_timeout)  # noqa: SLF001 - no other way
    Clock.schedule_interval(Cache._purge_by_timeout, CACHE_LOOK_S)  # noqa: SLF001

    clock: Any = object.__getattribute__(Clock, "_obj")
    kind = type(clock)
    main = threading.get_ident()

    def seconds_to_next(self: Any) -> float:
        now = self.time()
        due = [event.timeout - (now - event._last_dt) for event in self.get_events()]  # noqa: SLF001 - no other way
        return float(min([LONGEST, *due]))

    def sleep(seconds: float) -> None:
        if not displayed:
            _wake_flag.wait(seconds)
            return
        _state["asleep"] = True
        if not _wake_flag.is_set():
            sdl.SDL_WaitEventTimeout(None, max(1, int(seconds * 1000)))
        _state["asleep"] = False

    def idle(self: Any) -> float:
        _turns["over"]()
        window = EventLoop.window
        settled = window is not None and not window.canvas.needs_redraw and EventLoop.status == "started"
        if settled and not EventLoop.quit:
            seconds = 0.0 if self.get_before_frame_events() else seconds_to_next(self)
            if seconds > 0:
                sleep(seconds)
            _turns["begins"]()
            _wake_flag.clear()
            # Hand out what arrived at once: in Kivy's own order it would wait for the end of the next tick.
            window.mainloop()
        else:
            _turns["begins"]()
        now: float = self.time()
        self._dt = now - self._last_tick
        self._last_tick = now
        return now

    def on_schedule(_clock: Any, _event: Any) -> None:
        if threading.get_ident() != main:
            wake()

    kind.idle = idle
    kind.on_schedule = on_schedule
