"""What the benchmarks of the screens share: a display to draw on, a process's cost, the shape of a figure."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def display() -> Iterator[tuple[str, dict[str, str]]]:
    """Its name for a note, and the environment of a program that draws there."""
    environment = {**os.environ, "SDL_AUDIODRIVER": "dummy"}
    if not shutil.which("Xvfb") or os.environ.get("SDL_VIDEODRIVER") == "offscreen":
        yield "SDL offscreen", {**environment, "SDL_VIDEODRIVER": "offscreen"}
        return
    # Larger than the panel: a window on a desktop leaves room beside itself, and would be drawn smaller.
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x2400x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        number = server.stdout.readline().strip()
        environment.pop("SDL_VIDEODRIVER", None)
        try:
            yield "X11 (Xvfb)", {**environment, "DISPLAY": f":{number}"}
        finally:
            server.terminate()


def cpu_s(pid: int) -> float:
    """Processor seconds of its living threads so far, to the nanosecond: the usual clock ticks of 10 ms miss what is
    done between them.
    """
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(one.read_text(encoding="ascii").split()[0]) for one in threads) / 1e9


def memory_mib(pid: int) -> tuple[float, float]:
    """PSS (shared pages divided among those who share them) and RSS (counted in full)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    kib = {line.partition(":")[0]: int(line.split()[1]) for line in lines if line.endswith(" kB")}
    return kib["Pss"] / 1024, kib["Rss"] / 1024


def pss_mib(pid: int) -> float:
    return memory_mib(pid)[0]


def busy_share(seconds: float = 0.5) -> float:
    """How much of the machine's processors others use now, 0 to 1."""

    def ticks() -> tuple[int, int]:
        first = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0]
        parts = [int(one) for one in first.split()[1:9]]
        return sum(parts), parts[3] + parts[4]

    total, idle = ticks()
    time.sleep(seconds)
    later, still_idle = ticks()
    return 1 - (still_idle - idle) / max(1, later - total)


def figure(value: float, unit: str, command: str, note: str) -> dict[str, object]:
    return {"value": round(value, 3), "unit": unit, "command": command, "note": note}
