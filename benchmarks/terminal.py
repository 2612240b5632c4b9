"""The whole terminal as it stands in an outlet: how soon it can be used, what it holds, what it costs at rest.

`kiosk run` with simulated devices and no hub in reach, as a process of its own. That the attract page is shown it
says by itself, to systemd's notification socket, on which this listens.

At rest the simulators, which stand for hardware, run beside the program and are not counted; the program counts with all
processes that it starts, for a whole minute: the clock goes on once.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.chromium_devices import config_with_devices
from benchmarks.chromium_programs import Running
from benchmarks.meters import display, figure, pss_mib

IDLE_S = float(os.environ.get("BANGBAN_BENCH_IDLE_S", "60"))
STARTS = 3
COMMAND = "python -m benchmarks.terminal"
SETTLE_S = 20.0
"""Until it has put away what it used for its start (`kiosk.window.SETTLED_S`)."""


def run() -> dict[str, dict[str, object]]:
    with display() as (where, environment), tempfile.TemporaryDirectory(prefix="bangban-bench-") as scratch:
        folder = Path(scratch)
        config = folder / "config.toml"
        settings = Path("config.toml").read_text(encoding="utf-8")
        config.write_text(
            settings.replace('url = "embedded"', 'url = "http://127.0.0.1:9"'), encoding="utf-8"
        )
        starts = [_measure(config, folder, environment, number, idle_s=0)[0] for number in range(STARTS)]
        beside = folder / "beside"
        beside.mkdir()
        with config_with_devices(beside) as with_devices:
            _, idle, pss = _measure(with_devices, folder, environment, STARTS, idle_s=IDLE_S)
    return {
        "ui.start_to_first_page_s": figure(
            median(starts),
            "s",
            COMMAND,
            f"{where}; the whole program: spawn to attract page, all devices up, median of {STARTS}",
        ),
        "ui.memory_pss_mib": figure(
            pss, "MiB", COMMAND, f"{where}; the whole program on the attract page, PSS of its process"
        ),
        "ui.idle_cpu_percent": figure(
            idle,
            "% of a core",
            COMMAND,
            f"{where}; the whole program with its children, {IDLE_S:.0f} s on the attract page with nobody there, devices "
            "at the ends of their wires, hub out of reach and probed",
        ),
    }


def _measure(
    config: Path, folder: Path, environment: dict[str, str], number: int, *, idle_s: float
) -> tuple[float, float, float]:
    """Seconds to the attract page, percent of a core at rest, MiB."""
    address = folder / f"notify-{number}"
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.bind(str(address))
    listener.settimeout(60)
    command = [sys.executable, "-m", "kiosk", "run", "--config", str(config)]
    command += ["--data-dir", str(folder / f"data-{number}")]
    began = time.monotonic()
    with subprocess.Popen(
        command, env={**environment, "NOTIFY_SOCKET": str(address)}, stderr=subprocess.DEVNULL
    ) as child:
        try:
            while b"STATUS=attract" not in listener.recv(4096):
                continue
            start = time.monotonic() - began
            if not idle_s:
                return start, 0.0, 0.0
            time.sleep(SETTLE_S)
            running = Running(child.pid, began)
            before = running.cpu_s()
            time.sleep(idle_s)
            return start, (running.cpu_s() - before) / idle_s * 100, pss_mib(child.pid)
        finally:
            listener.close()
            child.send_signal(signal.SIGTERM)
            child.wait(30)


if __name__ == "__main__":
    import json

    print(json.dumps(run(), indent=2, ensure_ascii=False))
