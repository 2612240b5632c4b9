"""How fast the screens answer, how soon they are there, and what they cost while nobody is there.

A child process runs the terminal's window and taps it by SDL's own event queue. A tap counts from the moment it is
queued until the frame whose pixels differ has been flipped; one strip of pixels that the finger does not cover is
read back before each flip. Under Xvfb where it is installed (as on a terminal), else on SDL's offscreen driver.
Without a GPU every frame is drawn by the processor: a terminal with any GPU is faster than these figures.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TAPS = int(os.environ.get("BANGBAN_BENCH_TAPS", "60"))
IDLE_S = float(os.environ.get("BANGBAN_BENCH_IDLE_S", "30"))
STARTS = 3
COMMAND = "python -m benchmarks.ui"
CHILD = (sys.executable, "-m", "benchmarks.ui", "--child")


def run(child: Sequence[str] = CHILD) -> dict[str, dict[str, object]]:
    """`child` is the command to measure; it must speak the lines of `_child` on its standard output."""
    with _display() as (where, environment):
        starts = [
            _measure([*child, "--taps", "0"], environment, idle_s=0)["start"] for _ in range(STARTS - 1)
        ]
        found = _measure([*child, "--taps", str(TAPS)], environment, idle_s=IDLE_S)
        starts.append(found["start"])
    taps, keys = found["taps"], found["keys"]
    note = f"{where}; {found['gl']}; n={len(taps)}"
    also = f"; a key p50 {median(keys):.0f} ms, p99 {_p99(keys):.0f} ms" if keys else ""
    return {
        "ui.tap_to_pixels_p50_ms": _figure(median(taps), "ms", note + also),
        "ui.tap_to_pixels_p99_ms": _figure(_p99(taps), "ms", note),
        "ui.start_to_first_page_s": _figure(
            median(starts), "s", f"{where}; spawn to first flip, median of {STARTS}"
        ),
        "ui.memory_pss_mib": _figure(found["pss"], "MiB", f"{where}; after {len(taps)} page changes"),
        "ui.idle_cpu_percent": _figure(
            found["idle"], "% of a core", f"{where}; {IDLE_S:.0f} s on the attract page"
        ),
    }


def _figure(value: float, unit: str, note: str) -> dict[str, object]:
    return {"value": round(value, 3), "unit": unit, "command": COMMAND, "note": note}


def _p99(values: Sequence[float]) -> float:
    return quantiles(values, n=100)[98]


@contextmanager
def _display() -> Iterator[tuple[str, dict[str, str]]]:
    environment = {**os.environ, "SDL_AUDIODRIVER": "dummy"}
    if not shutil.which("Xvfb") or os.environ.get("SDL_VIDEODRIVER") == "offscreen":
        yield "SDL offscreen", {**environment, "SDL_VIDEODRIVER": "offscreen"}
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1080x1920x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        display = f":{server.stdout.readline().strip()}"
        environment.pop("SDL_VIDEODRIVER", None)
        try:
            yield "X11 (Xvfb)", {**environment, "DISPLAY": display}
        finally:
            server.terminate()


def _measure(command: Sequence[str], environment: dict[str, str], *, idle_s: float) -> dict[str, Any]:
    spawned = time.monotonic()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        found: dict[str, Any] = {}
        try:
            for line in child.stdout:
                if not line.startswith("{"):
                    continue
                found |= json.loads(line)
                if "taps" in found:
                    break
            found["start"] = found["first_page"] - spawned
            if idle_s:
                time.sleep(2)
                before = _cpu_s(child.pid)
                time.sleep(idle_s)
                found["idle"] = (_cpu_s(child.pid) - before) / idle_s * 100
                found["pss"] = _pss_mib(child.pid)
        finally:
            child.send_signal(signal.SIGTERM)
            code = child.wait(20)
    if code != 0:
        message = f"the terminal ended with {code} on SIGTERM"
        raise RuntimeError(message)
    return found


def _cpu_s(pid: int) -> float:
    """Steps of 10 ms, which over 30 s is 0.03 % of a core."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _pss_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024


# --- in the child -------------------------------------------------------------------------------------------------


class _Flips:
    """Knows when a frame with other pixels was flipped."""

    STRIP = (300, 300, 8, 1200)
    """x, y from the bottom, width, height: down the middle of the page."""

    def __init__(self, window: Any) -> None:
        from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

        self.changed = threading.Event()
        self.at = 0.0
        self.key = (0, 0, 0, 0)
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


def _child(taps: int) -> None:
    with tempfile.TemporaryDirectory(prefix="bangban-bench-") as home:
        from screens.setup import configure

        configure(width=1080, height=1920, fullscreen=False, kivy_home=Path(home))
        from kivy.core.window import Window

        from screens.app import TerminalApp
        from screens.samples import Samples
        from screens.theme import Panel
        from visit import events as ev

        samples = Samples("zh")
        pages = [samples.choice(), samples.check(), samples.guide(), samples.materials()]
        state = {"page": 0, "typed": ""}

        def send(event: ev.Event) -> None:
            if isinstance(event, ev.GoNext):
                state["page"] += 1
                app.show(pages[state["page"] % len(pages)])
            elif isinstance(event, ev.KeyPressed):
                state["typed"] = (state["typed"] + event.key)[-11:]
                app.show(samples.digits(state["typed"]))
            elif isinstance(event, ev.Begin):
                app.show(pages[0])

        def ready() -> None:
            app.show(samples.attract())

        app = TerminalApp(send, Panel(27, 1080, 1920), ready)
        walk = threading.Thread(target=_walk, args=(app, Window, samples, taps), daemon=True)
        first = threading.Event()
        Window.bind(on_flip=lambda *_: first.set())
        threading.Thread(target=lambda: (first.wait(), walk.start()), daemon=True).start()
        app.run()


def _walk(app: Any, window: Any, samples: Any, taps: int) -> None:
    from kivy.clock import Clock

    from screens import loop, touch

    print(json.dumps({"first_page": time.monotonic()}), flush=True)

    def show(view: Any) -> None:
        done = threading.Event()
        Clock.schedule_once(lambda _: (app.show(view), done.set()), 0)
        loop.wake()
        done.wait(5)
        time.sleep(0.5)

    def tap(id_: str) -> float:
        one = next(target for target in app.targets() if target.id == id_)
        took = flips.after(lambda: touch.tap(one.x + one.w / 2, one.y + one.h / 2))
        time.sleep(0.3)
        return took

    flips = _Flips(window)
    pages: list[float] = []
    keys: list[float] = []
    if taps:
        show(samples.attract())
        tap("start")
        for _ in range(8):  # each page twice: fonts and signs are drawn
            tap("next")
        pages = [tap("next") for _ in range(taps)]
        show(samples.digits(""))
        entry = next(target for target in app.targets() if target.id == "phone")
        flips.strip = (int(entry.x) + 20, int(1920 - entry.y - entry.h / 2), 400, 4)
        tap("key:1")
        keys = [tap(f"key:{number % 10}") for number in range(taps)]
        show(samples.attract())
    from kivy.graphics.opengl import GL_RENDERER, glGetString

    names: list[str] = []
    done = threading.Event()
    Clock.schedule_once(lambda _: (names.append(glGetString(GL_RENDERER).decode()), done.set()), 0)
    loop.wake()
    done.wait(5)
    print(json.dumps({"gl": names[0] if names else "", "taps": pages, "keys": keys}), flush=True)


def main() -> None:
    if "--child" in sys.argv:
        _child(int(sys.argv[sys.argv.index("--taps") + 1]))
        return
    print(json.dumps(run(), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
