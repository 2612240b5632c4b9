"""The dev dock beside a windowed terminal, in a process of its own."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

SIZE = (720, 900)


class DockWindow:
    """Handle of the child process."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(5)


def beside(address: str) -> DockWindow | None:
    """Open the dock's window; None when nothing is simulated."""
    if not address:
        return None
    return DockWindow(subprocess.Popen([sys.executable, "-m", "kiosk.dock_window", address]))


def main() -> None:
    """`python -m kiosk.dock_window ADDRESS`, the path of the dock's socket."""
    address = sys.argv[1]
    from screens.setup import configure

    configure(
        width=SIZE[0],
        height=SIZE[1],
        fullscreen=False,
        kivy_home=Path(address).parent / "dock-window",  # goes with the simulators' folder
        fit=True,
        side="left",
        widgets=True,
    )
    # A text field looks for a clipboard and is loud when it finds none.
    logging.getLogger("kivy").setLevel(logging.CRITICAL + 1)
    from kivy.config import Config

    Config.set("input", "mouse", "mouse,disable_multitouch")  # these are Kivy's own buttons
    from kiosk.dock_panel import DockPanel

    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    DockPanel(address).run()


if __name__ == "__main__":
    main()
