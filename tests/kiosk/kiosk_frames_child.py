"""Run by a test: a watchdog with a real window, told on standard input when a frame was drawn and when to beat."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from screens.setup import configure


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="frames-") as home:
        configure(width=480, height=640, fullscreen=False, kivy_home=Path(home))
        from kivy.base import EventLoop

        from kiosk.watchdog import Watchdog

        EventLoop.ensure_window()
        watchdog = Watchdog()
        watchdog.start()
        do = {"frame": watchdog.frame_drawn, "beat": watchdog._beat, "stop": watchdog.stop}
        for line in sys.stdin:
            do[line.strip()]()


if __name__ == "__main__":
    main()
