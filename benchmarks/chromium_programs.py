"""The programs that are compared: how each is started, what it reads from the disk, what it costs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.meters import cpu_s, memory_mib

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parent.parent
STOP_S = 10.0


@dataclass(frozen=True)
class Program:
    """One of those compared."""

    name: str
    command: Sequence[str]

    @contextmanager
    def running(self, environment: dict[str, str]) -> Iterator[Running]:
        """With a group of its own, so that whatever it started ends with it."""
        began = time.perf_counter()
        quiet = subprocess.DEVNULL
        with subprocess.Popen(
            self.command, env=environment, cwd=ROOT, stdout=quiet, stderr=quiet, start_new_session=True
        ) as process:
            try:
                yield Running(process.pid, began)
            finally:
                process.send_signal(signal.SIGTERM)
                with suppress(subprocess.TimeoutExpired):
                    process.wait(STOP_S)
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait(STOP_S)


@dataclass(frozen=True)
class Running:
    """A program that runs, with all it started."""

    pid: int
    began: float
    """time.perf_counter when it was started."""

    def pids(self) -> list[int]:
        found = [self.pid]
        for pid in found:
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                with suppress(OSError):
                    found += [int(one) for one in task.read_text(encoding="ascii").split()]
        return found

    def cpu_s(self) -> float:
        return sum(cpu_s(pid) for pid in self.pids())

    def memory_mib(self) -> tuple[float, float]:
        """PSS and RSS of all its processes."""
        every = [memory_mib(pid) for pid in self.pids()]
        return sum(pss for pss, _ in every), sum(rss for _, rss in every)


def chromium(folder: Path, size: tuple[int, int], *flags: str) -> Program:
    """Chromium as a kiosk, with no other page, service or network; `flags` on top."""
    profile = folder / f"profile{''.join(flags)}"
    wanted = ["chromium", "--kiosk", "--no-first-run", "--no-default-browser-check", "--disable-sync"]
    wanted += [
        "--disable-features=Translate",
        "--disable-component-update",
        "--disable-background-networking",
    ]
    wanted += [
        f"--window-size={size[0]},{size[1]}",
        "--window-position=0,0",
        f"--user-data-dir={profile}",
        *flags,
    ]
    if os.geteuid() == 0:
        wanted.append("--no-sandbox")
    return Program(" ".join(("chromium", *flags)), [*wanted, f"--app={(folder / 'index.html').as_uri()}"])


def screens(folder: Path, diagonal_inch: float, size: tuple[int, int]) -> Program:
    command = [sys.executable, "-m", "benchmarks.chromium_screens", str(folder), str(diagonal_inch)]
    return Program("screens", [*command, *map(str, size)])


def whole(folder: Path, config: Path) -> Program:
    command = [
        sys.executable,
        "-m",
        "kiosk",
        "run",
        "--config",
        str(config),
        "--data-dir",
        str(folder / "data"),
    ]
    return Program("whole program", command)


def evict() -> None:
    """Drop from memory what is kept of the files that either program reads; what a running process maps stays."""
    found = shutil.which("chromium")
    libraries = Path(sysconfig.get_config_var("LIBDIR") or "/usr/lib")
    roots = [ROOT, Path(sys.prefix), Path(sys.base_prefix) / "lib", libraries, Path("/usr/lib/chromium")]
    roots += [
        Path("/usr/lib") / f"{os.uname().machine}-linux-gnu",
        Path("/usr/share/fonts"),
        Path("/etc/fonts"),
    ]
    if found:
        roots.append(Path(found))
    for root in dict.fromkeys(roots):
        for folder, _, names in os.walk(root):
            for name in names:
                with suppress(OSError):
                    _drop(f"{folder}/{name}")


def _drop(path: str) -> None:
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(file)
