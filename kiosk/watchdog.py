"""Tells systemd that the picture lives (sd_notify). Without systemd it does nothing.

The ping is sent only by the UI thread, and only when a frame was drawn since the last one: a hung loop, graphics
driver or display server gets the program restarted. Protocol: sd_notify(3), WATCHDOG_USEC.
"""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Watchdog:
    """All methods are called on the UI thread."""

    def __init__(self, ask_frame: Callable[[], None] | None = None) -> None:
        """`ask_frame` has a frame drawn in which nothing is new; None: the whole window."""
        self._ask_frame = ask_frame or _whole_frame
        self._address = os.environ.get("NOTIFY_SOCKET", "")
        limit = int(os.environ.get("WATCHDOG_USEC", "0")) / 1e6
        self._period = limit / 2
        self._drawn = False
        self._page = ""
        self._socket: socket.socket | None = None
        self._cancel: Callable[[], object] = lambda: None

    def start(self) -> None:
        if not self._address:
            return
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        # A reader that has stopped reading fills its queue; waiting for it would stop the picture.
        self._socket.setblocking(False)  # noqa: FBT003
        self._say("READY=1")
        if self._period > 0:
            from kivy.clock import Clock

            event = Clock.schedule_interval(lambda _: self._beat(), self._period)
            self._cancel = event.cancel

    def page_shown(self, page: str) -> None:
        """For `systemctl status`: which page is shown, never what is on it."""
        if self._socket is not None and page != self._page:
            self._page = page
            self._say(f"STATUS={page}")

    def frame_drawn(self) -> None:
        self._drawn = True

    def stop(self) -> None:
        self._cancel()
        if self._socket is not None:
            self._say("STOPPING=1")
            self._socket.close()
            self._socket = None

    def _beat(self) -> None:
        if self._drawn:
            self._say("WATCHDOG=1")
        self._drawn = False
        # On a still page nothing is drawn by itself; this asks for one frame, which proves that drawing works.
        self._ask_frame()

    def _say(self, message: str) -> None:
        assert self._socket is not None
        # "@" stands for an abstract socket, whose name begins with a zero byte.
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        try:
            self._socket.sendto(message.encode(), address)
        except OSError:
            return  # systemd went away or does not read: nobody listens, and the terminal works on


def _whole_frame() -> None:
    from kivy.core.window import Window

    Window.canvas.ask_update()
