"""The long run of one target: a fast loop of damaged messages from a seed.

    python tests/fuzz/fuzz_loop.py sam_frames --cases 100000 --seed 7
    python tests/fuzz/fuzz_loop.py sam_frames --input aaaaaa9669...

A finding is printed as a line of JSON with its input in hex, made smaller first. The input that is being tried stands in a
file that is mapped into memory (`--trace`), so that it outlives a crash of native code.
"""

from __future__ import annotations

import argparse
import json
import mmap
import os
import resource
import signal
import sys
import time
import traceback
from contextlib import suppress
from math import inf
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[2]))  # it runs as a program of its own

from fuzz_damage import LONGEST
from fuzz_targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from fuzz_target import Target

SLOWEST_S = 5.0
"""Of one input's own computing time: longer is a finding, an endless loop among them."""
MOST_MEMORY = 3 << 30
MOST_FINDINGS = 5
_BATCH = 500
_SMALLER_S = 20.0


class TooSlowError(BaseException):
    """Not an Exception: no parser may swallow it."""


def broken_by(target: Target, data: bytes) -> str:
    """What goes wrong with this input, as one line that is the same for the same trouble; empty: nothing."""
    signal.setitimer(signal.ITIMER_VIRTUAL, SLOWEST_S)
    try:
        target.check(data)
    except TooSlowError:
        return f"slower than {SLOWEST_S:g} s"
    except Exception as error:  # noqa: BLE001  that is the question
        at = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {Path(at.filename).name}:{at.lineno}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return ""


def smaller(target: Target, data: bytes, trouble: str, until_s: float = _SMALLER_S) -> bytes:
    """The same trouble from less: pieces are left out, from halves down to single bytes, then bytes are made zero."""
    until = time.monotonic() + until_s
    size = len(data) // 2
    while size:
        for at in range(0, len(data), size):
            shorter = data[:at] + data[at + size :]
            if time.monotonic() > until:
                return data
            if broken_by(target, shorter) == trouble:
                data = shorter
                break
        else:
            size //= 2
    for at in range(len(data)):
        plainer = data[:at] + b"\0" + data[at + 1 :]
        if time.monotonic() < until and data[at] and broken_by(target, plainer) == trouble:
            data = plainer
    return data


def inputs(target: Target, cases: int, seed: int) -> Iterator[bytes]:
    for batch in range(-(-cases // _BATCH)):
        random = Random(f"{target.name} {seed} {batch}")
        for _ in range(min(_BATCH, cases - batch * _BATCH)):
            yield target.input(random)


def run(
    target: Target, cases: int, seed: int, trace: Callable[[bytes], None], seconds: float = inf
) -> tuple[int, list[dict[str, str]]]:
    """How many cases were tried, and one finding for each kind of trouble."""
    found: dict[str, bytes] = {}
    tried, until = 0, time.monotonic() + seconds
    for data in inputs(target, cases, seed):
        trace(data)
        tried += 1
        trouble = broken_by(target, data)
        if trouble and trouble not in found:
            found[trouble] = smaller(target, data, trouble)
        if len(found) >= MOST_FINDINGS or time.monotonic() > until:
            break
    return tried, [{"trouble": trouble, "input": data.hex()} for trouble, data in found.items()]


def tracer(path: Path | None) -> Callable[[bytes], None]:
    """Writes each input where it can be read after a crash."""
    if path is None:
        return lambda _: None
    path.write_bytes(bytes(4 + LONGEST))
    with path.open("r+b") as file:
        kept = mmap.mmap(file.fileno(), 0)

    def trace(data: bytes) -> None:
        kept[: 4 + len(data)] = len(data).to_bytes(4, "big") + data

    return trace


def traced(path: Path) -> bytes:
    """The input that was being tried last."""
    with suppress(OSError):
        kept = path.read_bytes()
        return kept[4 : 4 + int.from_bytes(kept[:4], "big")]
    return b""


def catch_slow() -> Any:
    """From now on an input that takes too long is told; what was done before with the signal."""

    def too_slow(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlowError

    return signal.signal(signal.SIGVTALRM, too_slow)


def stop_catching(before: Any) -> None:
    signal.signal(signal.SIGVTALRM, before)


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    catch_slow()


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("target", choices=sorted(TARGETS))
    ask.add_argument("--cases", type=int, default=100_000)
    ask.add_argument("--seconds", type=float, default=inf, help="end earlier after so long")
    ask.add_argument("--seed", type=int, default=int(time.time()))
    ask.add_argument("--input", type=bytes.fromhex, help="one input, as hex: show its whole traceback")
    ask.add_argument("--trace", type=Path)
    told = ask.parse_args()
    target: Target = TARGETS[told.target]
    _bounded()
    if told.input is not None:
        target.check(told.input)
        return 0
    began = time.process_time()
    tried, found = run(target, told.cases, told.seed, tracer(told.trace), told.seconds)
    report = {
        "target": target.name,
        "seed": told.seed,
        "cases": tried,
        "cases_a_second": round(
            tried / max(0.001, time.process_time() - began)
        ),  # of its own: others compute beside it
        "found": found,
    }
    sys.stdout.write(json.dumps(report) + "\n")
    sys.stdout.flush()
    os._exit(1 if found else 0)  # threads of simulators are not waited for


if __name__ == "__main__":
    sys.exit(main())
