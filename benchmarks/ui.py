"""How fast the screens answer a touch.

A child process runs the whole terminal and taps it by SDL's own event queue. A tap counts from the moment it is
queued until the frame whose pixels differ has been flipped; one strip of pixels that the finger does not cover is
read back before each flip. Under Xvfb where it is installed (as on a terminal), else on SDL's offscreen driver.
Without a GPU every frame is drawn by the processor: a terminal with any GPU is faster than these figures.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from benchmarks.meters import display, figure
from drivers.simulators.dock_client import ask
from kiosk.config import ROOT, load
from kiosk.demo import WindowScreen
from kiosk.window import Window
from outcome import Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.shapes import Target

TAPS = int(os.environ.get("BANGBAN_BENCH_TAPS", "150"))
COMMAND = "python -m benchmarks.ui"
ITEM = "getihu-sheli"
NOBODY_THERE = "http://127.0.0.1:9"
LONGEST_S = 600
PAUSE_S = 0.3
"""Between two touches; a new page is deaf for a moment, so that a double touch does not go through it."""


def run() -> dict[str, dict[str, object]]:
    with display() as (where, environment):
        found = _measure(environment)
    taps, keys = found["taps"], found["keys"]
    note = f"{where}; {found['gl']}; the whole program; {len(taps)} changes of page"
    also = f"; a key p50 {median(keys):.0f} ms, p99 {_p99(keys):.0f} ms"
    return {
        "ui.tap_to_pixels_p50_ms": figure(median(taps), "ms", COMMAND, note + also),
        "ui.tap_to_pixels_p99_ms": figure(_p99(taps), "ms", COMMAND, note),
    }


def _p99(values: Sequence[float]) -> float:
    return quantiles(values, n=100)[98]


def _measure(environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.ui", "--child"]
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, text=True, timeout=LONGEST_S, check=True
    )
    measured: dict[str, Any] = json.loads(
        next(line for line in done.stdout.splitlines() if line.startswith("{"))
    )
    return measured


# --- in the child -------------------------------------------------------------------------------------------------


class _Flips:
    """Knows when a frame with other pixels was flipped."""

    STRIP = (300, 300, 8, 1200)
    """x, y from the bottom, width, height: down the middle of the page."""

    def __init__(self, window: Any) -> None:
        from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

        self.changed = threading.Event()
        self.at = 0.0
        before: dict[tuple[int, int, int, int], bytes] = {}
        flip = window.flip

        def timed() -> None:
            strip = self.strip
            pixels = bytes(glReadPixels(*strip, GL_RGBA, GL_UNSIGNED_BYTE))
            flip()
            if pixels != before.get(strip):
                before[strip] = pixels
                self.at = time.perf_counter()
                self.changed.set()

        self.strip = self.STRIP
        window.flip = timed

    def after(self, touch: Any) -> float:
        """Milliseconds from this touch to other pixels."""
        self.changed.clear()
        start = time.perf_counter()
        touch()
        if not self.changed.wait(5):
            message = "a tap changed no pixels within 5 s"
            raise RuntimeError(message)
        return (self.at - start) * 1000


PAGES = (ITEM, "next", "decline", "back")
"""Home, what to know, consent, and back again: tiles, long text, columns, in the order of touches."""


def _child(taps: int) -> None:
    loaded = load(ROOT / "config.toml")
    assert isinstance(loaded, Ok)
    alone = loaded.value.model_copy(update={"hub": loaded.value.hub.model_copy(update={"url": NOBODY_THERE})})
    with tempfile.TemporaryDirectory(prefix="bangban-bench-") as data:
        window = Window(alone, Path(data), windowed=True)
        prepared = window.prepare()
        if isinstance(prepared, Failure):
            raise SystemExit(prepared.detail)

        def walk() -> None:
            try:
                _walk(window, taps)
            finally:
                window.app.stop_soon()

        window.run(threading.Thread(target=walk, daemon=True).start)


def _walk(window: Window, taps: int) -> None:
    from kivy.core.window import Window as Surface
    from kivy.graphics.opengl import GL_RENDERER, glGetString

    screen = WindowScreen(window)
    flips: _Flips = screen.on_ui(lambda: _Flips(Surface))

    def there(id_: str) -> Target:
        while True:
            found = next((one for one in screen.targets() if one.id == id_ and one.enabled), None)
            if found is not None:
                return found
            time.sleep(0.05)

    def tap(id_: str) -> float:
        one = there(id_)
        time.sleep(PAUSE_S)
        return flips.after(lambda: screen.tap(one.x + one.w / 2, one.y + one.h / 2))

    tap("begin")
    for number in range(2 * len(PAGES)):  # each page twice: fonts and signs are drawn
        tap(PAGES[number % len(PAGES)])
    pages = [tap(PAGES[number % len(PAGES)]) for number in range(taps - taps % len(PAGES))]
    tap(ITEM)
    tap("next")
    tap("agree")
    ask(window.around.endpoints["dock"], "insert-card", "li")
    tap("next")
    tap("has_trade_name:yes")
    tap("next")
    entry = there("focus:trade_name")
    flips.strip = (int(entry.x) + 20, int(1920 - entry.y - entry.h / 2), 400, 4)
    tap("key:a")
    keys = [tap("key:delete" if number % 2 else "key:b") for number in range(taps)]
    renderer = screen.on_ui(lambda: str(glGetString(GL_RENDERER).decode()))
    print(json.dumps({"gl": renderer, "taps": pages, "keys": keys}), flush=True)


def main() -> None:
    if "--child" in sys.argv:
        _child(TAPS)
        return
    print(json.dumps(run(), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
