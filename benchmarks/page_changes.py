"""What 2000 changes of page leave in memory: the whole program, its pages painted each time.

A process of its own walks home, what to know, consent and back by the visit's own events, each page painted before the
next one comes.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from benchmarks.chromium_walk import ITEM
from benchmarks.meters import display, figure, memory_mib
from kiosk.config import ROOT, load
from kiosk.demo import WindowScreen
from kiosk.window import Window
from outcome import Failure, Ok
from visit.events import Begin, ChooseItem, Event, GoBack, GoNext

COMMAND = "python -m benchmarks.page_changes"
CHANGES = int(os.environ.get("BANGBAN_BENCH_CHANGES", "2000"))
WARM = 400
"""Changes before the first look: fonts, signs and caches are filled, also what is done beside the start."""
NOBODY_THERE = "http://127.0.0.1:9"
LONGEST_S = 900
WALK: tuple[tuple[Event, str], ...] = (
    (ChooseItem(ITEM), "guide"),
    (GoNext(), "consent"),
    (GoBack(), "guide"),
    (GoBack(), "home"),
)


def run() -> dict[str, dict[str, object]]:
    with display() as (where, environment):
        command = [sys.executable, "-m", "benchmarks.page_changes", "--child"]
        done = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE, text=True, timeout=LONGEST_S, check=True
        )
    found = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))
    note = f"{where}; the whole program; RSS {found['before']:.1f} MiB after {WARM} changes, {found['after']:.1f} after"
    note += f" {CHANGES} more, rubbish collected before each look"
    growth = figure(found["after"] - found["before"], "MiB", COMMAND, note)
    return {f"ui.page_changes_{CHANGES}_growth_mib": growth}


def _child() -> None:
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
                _walk(window)
            finally:
                window.app.stop_soon()

        window.run(threading.Thread(target=walk, daemon=True).start)


def _walk(window: Window) -> None:
    screen = WindowScreen(window)
    pause = threading.Event()

    def after(event: Event, page: str) -> None:
        screen.on_ui(lambda: window.terminal.post(event))
        while (shown := screen.on_ui(screen.view)) is None or shown.page != page:
            pause.wait(0.005)

    while (shown := screen.on_ui(screen.view)) is None or shown.page != "attract":
        pause.wait(0.05)
    after(Begin(), "home")
    held = []
    for number in (WARM, CHANGES):
        for at in range(number):
            after(*WALK[at % len(WALK)])
        screen.on_ui(gc.collect)
        held.append(memory_mib(os.getpid())[1])
    print(json.dumps({"before": held[0], "after": held[1]}), flush=True)


def main() -> None:
    if "--child" in sys.argv:
        _child()
        return
    print(json.dumps(run(), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
