"""Run by a test: the terminal in its window on a display, and a visitor whose finger is the X server's.

`python driven_child.py DATA PLAN`, the plan as JSON: `width`, `height`, `inch`, `items` (visits one after the other) and
`wishes` (ways to be served, chosen on the first page). Says one line of JSON: what was seen, or where it stopped.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from driven_display import Finger, seen

from contract.civil_time import CIVIL
from drivers.simulators.dock_client import ask
from kiosk.answering import StuckError
from kiosk.config import ROOT, Config, load
from kiosk.demo import WindowScreen
from kiosk.demo_card import card_for
from kiosk.player import Player
from kiosk.window import Window
from outcome import Ok
from screens.surface import image_of

SHOWN_S = 20.0
"""The X server has shown within this what the program gave it, also on a busy machine."""
LOOK_S = 0.02
USED = frozenset({"id_card_reader", "receipt_printer", "document_printer", "lights"})
"""Devices of such a visit; the others would only cost time here."""


class Display(WindowScreen):
    """`kiosk.player.Screen`: the program says where its targets are, and the X server moves the finger there."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._finger = Finger()
        self._pause = threading.Event()
        self.compared: list[str] = []
        """Pages whose pixels on the display were compared with what the program says that it shows."""

    def tap(self, x: float, y: float) -> None:
        self._finger.tap(x, y)

    def drag(self, points: list[tuple[float, float]]) -> None:
        self._finger.drag(points)

    def close(self) -> None:
        self._finger.close()

    def save_picture(self, path: Path) -> None:
        """Instead of keeping the picture: it must stand on the display, pixel by pixel."""
        end = time.monotonic() + SHOWN_S
        while wrong := self.on_ui(self._differs):
            if time.monotonic() > end:
                raise StuckError(f"{wrong} on the page {path.stem}")
            self._pause.wait(LOOK_S)
        self.compared.append(path.stem.partition("-")[2])

    def _differs(self) -> str:
        """On the UI thread, so that nothing is painted meanwhile. Empty, or what is not the same."""
        from screens.still import painted

        app = self._window.app
        told, stage = app.image(), app.stage
        if np.any(np.asarray(seen(*told.size)) != np.asarray(told)):
            return "the display shows something else than the program gave it"
        # Painted bit by bit, as pages came and went, is the same as painted in one go.
        fresh = image_of(painted(stage.picture, stage._panel, stage.theme.palette))
        return "" if np.array_equal(np.asarray(fresh), np.asarray(told)) else "old paint is left"


class Visitor(Player):
    """The demo's player, who may wish to be served in other ways."""

    wishes: tuple[str, ...] = ()

    def _begin(self) -> None:
        super()._begin()
        if not self.wishes:
            return
        self.wait("the home page", lambda: self._page() == "home")
        self._settle()
        self.touch("comfort")
        for wish in self.wishes:
            self._settle()
            self.touch(f"wish:{wish}")
            self.wait(wish, lambda wish=wish: self._chosen(f"wish:{wish}"))  # type: ignore[misc]
        self._settle()
        self._picture("comfort")
        self.touch("close_comfort")
        self.wait("the page below", lambda: not self._seen("close_comfort"))


def config_for(plan: dict[str, Any]) -> Config:
    loaded = load(ROOT / "config.toml")
    assert isinstance(loaded, Ok)
    config = loaded.value
    size = {"width_px": plan["width"], "height_px": plan["height"], "diagonal_inch": plan["inch"]}
    return config.model_copy(
        update={
            "devices": {name: table for name, table in config.devices.items() if name in USED},
            "panel": config.panel.model_copy(update=size),
            "delays": {"farewell_s": 2.0},
        }
    )


def main(data: Path, plan: dict[str, Any]) -> None:
    logging.basicConfig(level=logging.WARNING)
    window = Window(config_for(plan), data, windowed=True)
    ready = window.prepare()
    assert isinstance(ready, Ok), ready
    found: dict[str, Any] = {}

    def visits() -> None:
        screen = Display(window)
        try:
            found["compared"] = [_visit(window, screen, data, item, plan["wishes"]) for item in plan["items"]]
            found["comfort_gone"] = window.terminal.mailbox.state.comfort.elder is False
        except Exception:  # noqa: BLE001 - said to the test, which fails on it
            found["stopped"] = traceback.format_exc(limit=-6)
        finally:
            screen.close()
            window.app.stop_soon()

    window.run(threading.Thread(target=visits, daemon=True).start)
    sys.stdout.write(json.dumps(found) + "\n")


def _visit(window: Window, screen: Display, data: Path, wanted: str, wishes: list[str]) -> list[str]:
    catalogue = window.terminal.mailbox.state.machine.catalogue
    item = catalogue.items[wanted]
    card, _ = card_for(item, datetime.now(CIVIL).date(), data)

    def dock(verb: str, *words: str) -> None:
        assert ask(window.around.endpoints["dock"], verb, *words)["ok"]

    screen.compared = []
    player = Visitor(screen, item, dock, card, data, catalogue.region)
    player.wishes = tuple(wishes)
    player.play()
    return screen.compared


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
