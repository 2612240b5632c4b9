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
        show, seen = window.terminal._show, []

        def shown(view: object) -> None:
            show(view)
            seen.extend(() if seen else sys.modules)
            window.app.stop_soon()

        window.terminal._show = shown
        window.run()
        print(json.dumps(sorted(seen)))


if __name__ == "__main__":
    main()
