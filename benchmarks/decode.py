"""`python -m benchmarks.decode`: how many badly held codes are read, how fast, and how many are read wrongly.

The codes are drawn by our own generator and held out of focus, turned, in low light, and tilted: they say how the ways
compare and guard against going back, not what a field camera will reach. Every way is shown the same frames of the
same codes, at most `FRAMES` of each (about a second), until it reads something; zxing-cpp and zbar alone are believed
at once, the cascade follows its own rule of two frames. A wrong reading counts as a misread and not as read.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from statistics import median
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from benchmarks.meters import figure
from drivers.barcode_reader.decoder import LATER, Decoder
from drivers.barcode_reader.stages import zbar, zxing
from drivers.simulators.barcode_reader.pictures import Held, drawn, exposed, laid

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.barcode_reader import Symbology
    from drivers.simulators.barcode_reader.pictures import Grey

COMMAND = "python -m benchmarks.decode"
WANTED: tuple[Symbology, ...] = ("qr", "code128", "ean13", "pdf417", "datamatrix")
WAYS = ("zxing", "pyzbar", "cascade")
CODES = 8
"""Of each kind in each condition."""
FRAMES = 6
SIZE = (960, 540)
BLANKS = 500
WORKERS = 2

CONDITIONS: dict[str, Callable[[np.random.Generator], Held]] = {
    "blur": lambda rng: Held(blur=rng.uniform(1.0, 2.6)),
    "tilt": lambda rng: Held(turned=rng.uniform(-180, 180), module_px=3),
    "low light": lambda rng: Held(light=rng.uniform(0.05, 0.3)),
    "perspective": lambda rng: Held(tilted=rng.uniform(35, 65), turned=rng.uniform(-10, 10)),
}


@dataclass
class Tally:
    """Of one way with one kind."""

    shown: int = 0
    read: int = 0
    wrong: int = 0

    def percent(self) -> float:
        return 100 * self.read / self.shown


@dataclass
class Score:
    """Of one piece of work."""

    of: dict[tuple[str, Symbology], Tally] = field(default_factory=dict)

    def add(self, way: str, symbology: Symbology, data: bytes | None, truth: bytes) -> None:
        tally = self.of.setdefault((way, symbology), Tally())
        tally.shown += 1
        tally.read += data == truth
        tally.wrong += data not in {None, truth}


def run() -> dict[str, dict[str, object]]:
    """Percent of codes read, milliseconds a frame, misreads, and readings where there is no code."""
    times = _times()
    jobs = [
        (symbology, condition, number)
        for symbology in WANTED
        for condition in CONDITIONS
        for number in range(CODES)
    ]
    with get_context("spawn").Pool(WORKERS, initializer=_one_thread) as pool:
        scores = pool.map(_read, jobs, chunksize=4)
        false_reads = pool.map(_blank, range(BLANKS), chunksize=20)
    tallies: dict[tuple[str, Symbology], Tally] = {}
    for score in scores:
        for key, one in score.of.items():
            total = tallies.setdefault(key, Tally())
            total.shown, total.read, total.wrong = (
                total.shown + one.shown,
                total.read + one.read,
                total.wrong + one.wrong,
            )
    return _figures(tallies, times, false_reads)


def _figures(
    tallies: dict[tuple[str, Symbology], Tally], times: dict[str, float], false_reads: list[tuple[int, int]]
) -> dict[str, dict[str, object]]:
    made = partial(figure, command=COMMAND)
    held = f"{', '.join(CONDITIONS)}; {SIZE[0]}x{SIZE[1]}, up to {FRAMES} frames each"
    figures = {
        f"decode.{symbology}_{way}_percent": made(
            tally.percent(), "%", note=f"{tally.read} of {tally.shown} synthetic codes: {held}"
        )
        for (way, symbology), tally in tallies.items()
    }
    wrong = {way: sum(one.wrong for key, one in tallies.items() if key[0] == way) for way in WAYS}
    shown = sum(one.shown for key, one in tallies.items() if key[0] == "cascade")
    figures["decode.misreads"] = made(
        wrong["cascade"],
        "codes",
        note=f"the cascade, {shown} codes; zxing-cpp alone {wrong['zxing']}, zbar alone {wrong['pyzbar']}",
    )
    raw, believed = (sum(one[at] for one in false_reads) for at in (0, 1))
    figures["decode.false_reads_on_500_blank"] = made(
        believed,
        "pictures",
        note=f"noise, stripes, checks, text, grain, {SIZE[0] // 2}x{SIZE[1] // 2}; in single frames, all ways: {raw}",
    )
    for name, note in (
        ("zxing", "1280x720 that holds a QR code, one thread"),
        ("zxing_empty", "1280x720 of a noisy desk without a code"),
        ("cascade_empty", "the same: zxing-cpp and one other way in turn, mean over a round"),
    ):
        figures[f"decode.ms_per_frame_{name}"] = made(times[name] * 1e3, "ms", note=note)
    return figures


def _one_thread() -> None:
    cv2.setNumThreads(1)


def _read(job: tuple[Symbology, str, int]) -> Score:
    symbology, condition, number = job
    rng = np.random.default_rng([WANTED.index(symbology), list(CONDITIONS).index(condition), number])
    text = _content(symbology, rng)
    held = CONDITIONS[condition](rng)
    still = laid(drawn(symbology, text), held, SIZE)
    frames = [exposed(still, held, rng) for _ in range(FRAMES)]
    score, truth = Score(), text.encode()
    decoder = Decoder(WANTED)
    looks: dict[str, Callable[[Grey], bytes | None]] = {
        "zxing": partial(_first, zxing),
        "pyzbar": partial(_first, zbar),
        "cascade": lambda frame: code.data if (code := decoder.look(frame)) else None,
    }
    for way, look in looks.items():
        found = next((data for frame in frames if (data := look(frame)) is not None), None)
        score.add(way, symbology, found, truth)
    return score


def _first(stage: Any, frame: Grey) -> bytes | None:
    found = stage(frame, WANTED)
    return found[0].data if found else None


def _content(symbology: Symbology, rng: np.random.Generator) -> str:
    digits = "".join(str(one) for one in rng.integers(0, 10, 12))
    if symbology == "ean13":
        check = -sum(int(one) * (3 if at % 2 else 1) for at, one in enumerate(digits)) % 10
        return f"{digits}{check}"
    if symbology == "qr":
        return f"https://yunxi.example/c?k=YX99A001-{digits}"
    return f"YX99{digits[:8]}" if symbology == "code128" else f"YX99A001-{digits}"


def _blank(number: int) -> tuple[int, int]:
    """Whether any way sees a code in this picture, and whether the cascade believes it."""
    rng = np.random.default_rng([7, number])
    picture = _nothing(number, rng)
    if not any(stage(picture, WANTED) for stage in (zxing, *LATER)):
        return 0, 0
    decoder, held = Decoder(WANTED), Held()
    return 1, int(any(decoder.look(exposed(picture, held, rng)) for _ in range(4 * FRAMES)))


def _nothing(number: int, rng: np.random.Generator) -> Grey:
    """No code, but much that looks like a piece of one."""
    width, height = SIZE[0] // 2, SIZE[1] // 2
    kind = number % 5
    if kind == 0:
        return rng.integers(0, 256, (height, width)).astype(np.uint8)
    if kind == 1:  # stripes of random width
        edges = np.repeat(rng.integers(0, 2, width) * 200 + 25, rng.integers(1, 9, width))[:width]
        picture = np.tile(edges, (height, 1))
    elif kind == 2:  # checks of random colour
        side = int(rng.integers(3, 12))
        cells = rng.integers(0, 2, (height // side + 1, width // side + 1)) * 200 + 25
        picture = np.kron(cells, np.ones((side, side), int))[:height, :width]
    elif kind == 3:
        page = np.full((height, width), 225, np.uint8)
        for line in range(12, height, 14):
            words = "".join(chr(one) for one in rng.integers(33, 127, 60))
            cv2.putText(page, words, (4, line), cv2.FONT_HERSHEY_SIMPLEX, 0.4, 30, 1)
        picture = page.astype(int)
    else:
        small = rng.integers(0, 256, (height // 8, width // 8)).astype(np.uint8)
        picture = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC).astype(int)
    return exposed(np.clip(picture, 0, 255).astype(np.uint8), Held(), rng)


def _times() -> dict[str, float]:
    """Median seconds a frame."""
    _one_thread()
    rng = np.random.default_rng(1)
    code = exposed(laid(drawn("qr", _content("qr", rng)), Held()), Held(), rng)
    empty = exposed(np.full((720, 1280), 120, np.uint8), Held(noise=8), rng)
    decoder = Decoder(WANTED)
    rounds = [sum(_seconds(partial(decoder.look, empty)) for _ in LATER) / len(LATER) for _ in range(4)]
    return {
        "zxing": median(_seconds(partial(zxing, code, WANTED)) for _ in range(20)),
        "zxing_empty": median(_seconds(partial(zxing, empty, WANTED)) for _ in range(12)),
        "cascade_empty": median(rounds),
    }


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    print(json.dumps(run(), indent=2, ensure_ascii=False))
