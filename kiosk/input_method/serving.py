"""What every helper's process does: say that it is ready, then answer line by line until its input ends."""

from __future__ import annotations

import json
import resource
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class MissingError(Exception):
    """A library or its data is not there or does not work; the text says what, for staff."""


def serve(open_: Callable[[], Callable[..., object]]) -> None:
    """`open_` gives what answers; a question is a list, its parts are the arguments.

    The first line out is `{"ready": true}` or `{"missing": "what, for staff"}`. The process ends when its input
    does: it never outlives the terminal.
    """
    # A core file would hold what a resident was writing.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = open_()
    except (MissingError, OSError) as error:
        _say({"missing": str(error)})
        return
    _say({"ready": True})
    for line in sys.stdin:
        _say(answer(*json.loads(line)))


def _say(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()
