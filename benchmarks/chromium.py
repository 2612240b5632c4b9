"""The terminal beside a Chromium kiosk page of the same content, in one run on one X server.

What is compared with the page (`benchmarks/chromium_page.py`): `ui.whole_program_*`, the terminal as it stands in an outlet
(`kiosk run`: visit, store, all devices polled, hub out of reach), and `ui.*_ratio_to_chromium`, the screens alone with the
same views made beforehand, which is what the HTML page does. Chromium runs with its defaults and with --disable-gpu; of
each figure the better one counts. Blocks of one program and another take turns.

Shorter: BANGBAN_BENCH_TAPS (120), BANGBAN_BENCH_IDLE_S (60), BANGBAN_BENCH_STARTS (5).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from benchmarks.chromium_devices import config_with_devices
from benchmarks.chromium_finger import Finger
from benchmarks.chromium_geometry import Geometry, geometry
from benchmarks.chromium_programs import Program, Running, chromium, evict, screens, whole
from benchmarks.meters import busy_share, figure
from benchmarks.xserver import Region, XServer, missing, server

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COMMAND = "python -m benchmarks.chromium"
TAPS = int(os.environ.get("BANGBAN_BENCH_TAPS", "120"))
BLOCK = 60
STARTS = int(os.environ.get("BANGBAN_BENCH_STARTS", "5"))
IDLE_S = float(os.environ.get("BANGBAN_BENCH_IDLE_S", "60"))
SIZE = (1080, 1920)
DIAGONAL_INCH = 27.0
SETTLED_S = 3.0
REST_S = 20.0
"""After its start, until a program has put away what it used for that and rests."""
FIRST_S = 60.0
BUSY = 0.15
WAIT_FOR_QUIET_S = 5.0


@dataclass
class Found:
    """Of one program."""

    taps: list[float] = field(default_factory=list)
    keys: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)
    """Percent of a core."""
    pss: list[float] = field(default_factory=list)
    rss: list[float] = field(default_factory=list)


class Bout:
    """All programs, in turn, on one server."""

    def __init__(
        self, x: XServer, environment: dict[str, str], where: Geometry, programs: Sequence[Program]
    ) -> None:
        self._x, self._environment, self._where = x, environment, where
        self.programs = programs
        self.found: dict[str, Found] = defaultdict(Found)
        self.busy: list[float] = []
        """Share of the processors that others used before each part."""

    def make_profiles(self) -> None:
        """Once for each, unmeasured: its own files and caches are made here."""
        for program in self.programs:
            with program.running(self._environment) as running:
                self._shown(program, running)
                time.sleep(SETTLED_S)

    def _shown(self, program: Program, running: Running) -> float:
        """Milliseconds from its start to the first page: letters on their ground at its top, middle and bottom.

        Raises TimeoutError, with a note of whose page it was.
        """

        def shown() -> bool:
            return all(_letters_on(self._x, rect, ground) for rect, ground in self._where.first)

        try:
            return (self._x.until(shown, longest_s=FIRST_S) - running.began) * 1000
        except TimeoutError as error:
            error.add_note(f"the first page of {program.name}")
            raise

    def _wait_for_quiet(self) -> None:
        end = time.monotonic() + WAIT_FOR_QUIET_S
        while (busy := busy_share()) > BUSY and time.monotonic() < end:
            pass
        self.busy.append(busy)

    def block(self, number: int) -> None:
        """So many taps and keys on each, then what it holds."""
        for program in self.programs:
            self._wait_for_quiet()
            with program.running(self._environment) as running:
                found = self.found[program.name]
                self._shown(program, running)
                time.sleep(SETTLED_S)
                finger = Finger(self._x, self._where, SIZE)
                finger.learn()
                found.taps += finger.taps(number)
                found.keys += finger.keys(number)
                pss, rss = running.memory_mib()
                found.pss.append(pss)
                found.rss.append(rss)

    def surroundings(self) -> str:
        """What the figures depend on."""
        busy, worst = median(self.busy), max(self.busy)
        load = f"{os.cpu_count()} cores, others used {100 * busy:.0f} % of them before a part, {100 * worst:.0f} % at worst"
        loud = "; THE MACHINE WAS BUSY" if busy > BUSY else ""
        return f"Xvfb {SIZE[0]}x{SIZE[1]} without window manager, no GPU; {load}{loud}"

    def idle(self, seconds: float) -> None:
        for program in self.programs:
            self._wait_for_quiet()
            with program.running(self._environment) as running:
                self._shown(program, running)
                time.sleep(REST_S)
                before = running.cpu_s()
                time.sleep(seconds)
                self.found[program.name].idle.append((running.cpu_s() - before) / seconds * 100)

    def start(self, *, cold: bool) -> None:
        for program in self.programs:
            self._wait_for_quiet()
            if cold:
                evict()
            with program.running(self._environment) as running:
                took = self._shown(program, running)
                time.sleep(0.5)
            (self.found[program.name].cold if cold else self.found[program.name].warm).append(took)


def _letters_on(x: XServer, rect: tuple[float, float, float, float], ground: str) -> bool:
    """More than one colour in the middle of the rectangle, and the ground is the most frequent one or the letters'."""
    left, top, wide, high = rect
    spot = Region(round(left + wide / 4), round(top + high / 2) - 6, round(wide / 2), 12)
    pixels = x.look(spot)
    colours = Counter(pixels[at : at + 3] for at in range(0, len(pixels), 4))
    return len(colours) > 1 and bytes.fromhex(ground[1:])[::-1] in {one for one, _ in colours.most_common(2)}


def run() -> dict[str, dict[str, object]]:
    lacking = "chromium" if shutil.which("chromium") is None else missing()
    if lacking:
        print(f"skipped: {lacking} is not installed", file=sys.stderr)
        return {}
    with tempfile.TemporaryDirectory(prefix="bangban-bench-") as scratch:
        folder = Path(scratch)
        subprocess.run([sys.executable, "-m", "benchmarks.chromium_page", scratch], check=True)
        with config_with_devices(folder) as config, server(*SIZE) as (x, environment):
            programs = (
                screens(folder, DIAGONAL_INCH, SIZE),
                chromium(folder, SIZE),
                whole(folder, config),
                chromium(folder, SIZE, "--disable-gpu"),
            )
            bout = Bout(x, environment, geometry(folder), programs)
            bout.make_profiles()
            for _ in range(STARTS):
                bout.start(cold=False)
            for _ in range(max(1, TAPS // BLOCK)):
                bout.block(min(TAPS, BLOCK))
            bout.idle(IDLE_S)
            for _ in range(STARTS):
                bout.start(cold=True)
    return figures(bout)


def p99(values: Sequence[float]) -> float:
    return quantiles(values, n=100, method="inclusive")[98]


OURS = {"ui.": "screens", "ui.whole_program_": "whole program"}
"""Beginning of a figure's name, and whose it is."""
SIDES = {
    "screens": "the screens alone, views made beforehand as on the HTML page",
    "whole program": "kiosk run: visit, store, all devices polled, hub out of reach",
}


@dataclass(frozen=True)
class Quantity:
    """Something measured on every program: its value there, and what it is told in."""

    name: str
    of: Callable[[Found], float]
    unit: str
    told: str


QUANTITIES = (
    Quantity(
        "memory",
        lambda one: median(one.pss),
        "MiB",
        "PSS of all its processes after the walk through the pages",
    ),
    Quantity("idle_cpu", lambda one: median(one.idle), "% of a core", f"first page, {IDLE_S:.0f} s"),
    Quantity(
        "tap_to_pixels_p50",
        lambda one: median(one.taps),
        "ms",
        "finger leaves a tile or button, to the right page",
    ),
    Quantity(
        "tap_to_pixels_p99",
        lambda one: p99(one.taps),
        "ms",
        "finger leaves a tile or button, to the right page",
    ),
    Quantity("key_to_pixels_p50", lambda one: median(one.keys), "ms", "finger on a key, to the digit"),
    Quantity("key_to_pixels_p99", lambda one: p99(one.keys), "ms", "finger on a key, to the digit"),
    Quantity("start", lambda one: median(one.cold), "ms", "files dropped from memory; start to first page"),
    Quantity("start_warm", lambda one: median(one.warm), "ms", "start to first page"),
)


def figures(bout: Bout) -> dict[str, dict[str, object]]:
    """Ratios: below 1 is less memory, less time than Chromium's better side."""
    theirs = {name: found for name, found in bout.found.items() if name.startswith("chromium")}
    out: dict[str, dict[str, object]] = {}
    for beginning, name in OURS.items():
        ours = bout.found[name]
        for one in QUANTITIES:
            better = min(theirs, key=lambda side, one=one: one.of(theirs[side]))  # type: ignore[misc]
            value, other = one.of(ours), one.of(theirs[better])
            told = f"{SIDES[name]}; {one.told}: {value:.2f} {one.unit} to {other:.2f} of {better}; {_many(one, ours)}"
            more = f"; counted in full (RSS) {median(ours.rss):.0f} MiB" if one.name == "memory" else ""
            note = f"{told}{more}; {bout.surroundings()}"
            out[f"{beginning}{one.name}_ratio_to_chromium"] = figure(value / other, "ratio", COMMAND, note)
    return out


def _many(quantity: Quantity, found: Found) -> str:
    kind = quantity.name.split("_")[0]
    lists = {
        "tap": found.taps,
        "key": found.keys,
        "memory": found.pss,
        "idle": found.idle,
        "start": found.cold,
    }
    return f"n={len(lists[kind])}"


def main() -> None:
    print(json.dumps(run(), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
