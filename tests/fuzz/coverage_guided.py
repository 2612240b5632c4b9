"""The same targets under a coverage-guided fuzzer, which keeps every input that reaches a new branch and goes on from it.

    pip install atheris          # by hand: it is no dependency, see docs/testing.md
    python tests/fuzz/coverage_guided.py bank_card -max_total_time=600

What follows the target's name are libFuzzer's own options. It ends at the first finding with the input in a file
`crash-...`, to be tried again with `fuzz_loop.py TARGET --input "$(xxd -p -c0 crash-...)"`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2]))  # it runs as a program of its own

import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore]

with atheris.instrument_imports(include=["drivers"]):
    from fuzz_targets import TARGETS

_SEEDS = 300


def _escaped(token: bytes) -> str:
    return "".join(f"\\x{one:02x}" for one in token)


def main() -> None:
    target = TARGETS[sys.argv.pop(1)]
    folder = Path(tempfile.mkdtemp(prefix=f"corpus-{target.name}-"))
    seeds = folder / "seeds"
    seeds.mkdir()
    for number in range(_SEEDS):
        (seeds / str(number)).write_bytes(target.message(Random(number)))
    words = folder / "words"
    words.write_text("".join(f'"{_escaped(token)}"\n' for token in target.tokens if 0 < len(token) < 64))
    options = [
        "-max_len=8192",
        "-timeout=10",
        "-rss_limit_mb=3000",
        f"-dict={words}",
        *sys.argv[1:],
        str(seeds),
    ]
    atheris.Setup([sys.argv[0], *options], target.check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
