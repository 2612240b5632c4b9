"""Run by a test: the terminal as `kiosk run` starts it, with the devices of config.toml at places where nobody is.

Prints the modules that are loaded when its first page is painted, as JSON, and ends.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path


def main() -> None:
    os.environ["SDL_VIDEODRIVER"] = "offscreen"
    from kiosk.cli import main as command
    from kiosk.config import ROOT, load
    from kiosk.window import Window
    from visit.held.page import Page

    assert command.name == "main"
    from drivers.device import DeviceClass
    from drivers.registry import simulated

    config = load(ROOT / "config.toml").value
    devices = {name: simulated(name, table, {}) for name, table in config.devices.items()}
    # Their own workers load a library of theirs at once (HTTP, ESC/POS), and may be quicker than the page.
    for printer in (DeviceClass.DOCUMENT_PRINTER, DeviceClass.RECEIPT_PRINTER):
        del devices[printer]
    hub = config.hub.model_copy(update={"url": "http://127.0.0.1:9"})
    config = config.model_copy(update={"devices": devices, "hub": hub})
    with tempfile.TemporaryDirectory(prefix="first-") as data:
        window = Window(config, Path(data), windowed=True)
        ready = window.prepare()
        assert ready.value is None
        drawn, seen = window.app._on_frame, []

        def painted() -> None:
            drawn()
            page = window.terminal.mailbox.shown
            if not seen and page is not None and page.page != Page.STARTING:
                seen.extend(sys.modules)
                assert not window.terminal._begun, "its threads took turns with the painting"
                window.app.stop_soon()

        window.app._on_frame = painted
        window.run()
        print(json.dumps(sorted(seen)))


if __name__ == "__main__":
    main()
