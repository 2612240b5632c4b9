"""What the benchmarks of the screens share: a display to draw on, a process's cost, the shape of a figure."""

from __future__ import annotations

import os
import shutil
import subprocess
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
    """Processor seconds so far, in steps of 10 ms: over 30 s that is 0.03 % of a core."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pss_mib(pid: int) -> float:
    """Resident memory, shared pages divided among those who share them."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024


def figure(value: float, unit: str, command: str, note: str) -> dict[str, object]:
    return {"value": round(value, 3), "unit": unit, "command": command, "note": note}
