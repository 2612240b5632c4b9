"""The process that holds librime; it reads questions on standard input and writes answers on standard output.

JSON, one value a line. The first line out is `{"ready": true}` or `{"missing": "what, for staff"}`.
A question is `[letters, limit, name]`, its answer `[[word, used], …]`. The process ends when its input does:
it never outlives the terminal.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from kiosk.input_method.names import name_candidates
from kiosk.input_method.rime import InputMethodMissingError, Rime


def _say(answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main(folder: str, data: str, library: str) -> None:
    """Serve until standard input ends."""
    # A core file would hold what a resident was typing.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        rime = Rime(Path(folder), Path(data), library)
    except (InputMethodMissingError, OSError) as error:
        _say({"missing": str(error)})
        return
    _say({"ready": True})
    for line in sys.stdin:
        letters, limit, name = json.loads(line)
        _say(name_candidates(rime, letters, limit) if name else rime.candidates(letters, limit))
    rime.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
