"""The walk of a finger through either program, timed from the finger to the right pixels."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.chromium_walk import BEGIN, FROM_KEYS, TO_KEYS, WALK
from benchmarks.xserver import Region

if TYPE_CHECKING:
    from benchmarks.chromium_geometry import Geometry
    from benchmarks.xserver import XServer

SETTLED_S = 0.4
HOLD_S = 0.07
"""A finger is down for so long."""
LONGEST_S = 8.0
BELOW_THE_TOP = 130
"""Pixels of clock and banner."""
SPOT = (48, 6)
SPOTS = 3
DIGITS = "8529637410"


@dataclass
class Times:
    """Milliseconds."""

    taps: list[float] = field(default_factory=list)
    keys: list[float] = field(default_factory=list)


class Finger:
    """At one running program."""

    def __init__(self, x: XServer, geometry: Geometry, size: tuple[int, int]) -> None:
        self._x, self._geometry = x, geometry
        self._whole = Region(0, 0, *size)
        self._pictures: dict[str, bytes] = {}
        self._spots: dict[tuple[str, str], list[Region]] = {}
        self._pause = random.Random(1)

    def learn(self) -> None:
        """From the first page: every page once for its pixels, once more so that nothing is drawn for the first time."""
        self._slowly(*BEGIN)
        for step in (*WALK, TO_KEYS, FROM_KEYS):
            self._slowly(*step)
        for step in (*WALK, TO_KEYS):
            self._slowly(*step)
        for key in "12345":
            self._down("code", f"key:{key}")
            time.sleep(HOLD_S)
            self._x.release()
            time.sleep(SETTLED_S / 2)
        self._slowly(*FROM_KEYS)

    def _slowly(self, page: str, id_: str, to: str) -> None:
        time.sleep(SETTLED_S / 2)
        self._down(page, id_)
        time.sleep(HOLD_S)
        self._x.release()
        time.sleep(SETTLED_S)
        self._pictures[to] = self._x.look(self._whole)

    def taps(self, number: int) -> list[float]:
        """On the page home, and back on it: changes of page, each from the finger's leaving."""
        return [self._tap(*WALK[at % len(WALK)]) for at in range(number - number % len(WALK))]

    def keys(self, number: int) -> list[float]:
        """From home and back: digits typed and deleted again, each from the finger's coming down."""
        self._slowly(*TO_KEYS)
        found = [self._key("delete" if at % 2 else DIGITS[at // 2 % 10]) for at in range(number)]
        self._slowly(*FROM_KEYS)
        return found

    def _down(self, page: str, id_: str) -> None:
        left, top, wide, high = self._geometry.targets[page][id_]
        self._x.point(left + wide / 2, top + min(high / 2, 300))
        time.sleep(0.03)
        self._x.press()

    def _tap(self, page: str, id_: str, to: str) -> float:
        time.sleep(self._pause.uniform(0.2, 0.35))
        spots = self.spots(page, to, self._geometry.targets[page][id_])
        right = [self._cut(self._pictures[to], spot) for spot in spots]
        self._down(page, id_)
        time.sleep(HOLD_S)
        began = time.perf_counter()
        self._x.release()
        seen = self._x.until(
            lambda: all(self._x.look(spot) == one for spot, one in zip(spots, right, strict=True)),
            longest_s=LONGEST_S,
        )
        return (seen - began) * 1000

    def _key(self, key: str) -> float:
        time.sleep(self._pause.uniform(0.12, 0.25))
        x, y, wide, high = self._geometry.entry
        line = Region(round(x), round(y + high * 0.35), round(min(wide, 200)), 6)
        before = self._x.look(line)
        left, top, key_wide, key_high = self._geometry.targets["code"][f"key:{key}"]
        self._x.point(left + key_wide / 2, top + key_high / 2)
        time.sleep(0.03)
        began = time.perf_counter()
        self._x.press()
        seen = self._x.until(lambda: self._x.look(line) != before, longest_s=LONGEST_S)
        time.sleep(HOLD_S)
        self._x.release()
        return (seen - began) * 1000

    def spots(self, page: str, to: str, touched: tuple[float, float, float, float]) -> list[Region]:
        """Where the two pages differ most, in the upper, middle and lower part, but for what the finger is on."""
        if (page, to) not in self._spots:
            wide, high = SPOT
            part = (self._whole.h - BELOW_THE_TOP) // SPOTS
            best = [
                max(
                    (
                        Region(x, y, wide, high)
                        for y in range(top, top + part - high, 24)
                        for x in range(0, self._whole.w - wide, wide)
                        if not _overlap((x, y, wide, high), touched)
                    ),
                    key=lambda one: self._difference(page, to, one),
                )
                for top in range(BELOW_THE_TOP, BELOW_THE_TOP + SPOTS * part, part)
            ]
            self._spots[page, to] = [one for one in best if self._difference(page, to, one)]
            assert self._spots[page, to], (page, to)
        return self._spots[page, to]

    def _difference(self, page: str, to: str, spot: Region) -> int:
        one, other = self._cut(self._pictures[page], spot), self._cut(self._pictures[to], spot)
        return sum(a != b for a, b in zip(one, other, strict=True)) if one != other else 0

    def _cut(self, picture: bytes, spot: Region) -> bytes:
        line = self._whole.w * 4
        rows = range(spot.y, spot.y + spot.h)
        return b"".join(picture[row * line + spot.x * 4 : row * line + (spot.x + spot.w) * 4] for row in rows)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )
