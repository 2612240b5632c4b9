"""The program that started this hub and holds its standard input: the hub answers it there, and ends with it.

A demo terminal asks for its enrolment code so: another process of the hub would take a second to start for it.
"""

from __future__ import annotations

import json
import os
from datetime import timedelta
from typing import TYPE_CHECKING

from hub.fleet.enrolment import Outlet, make_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub.wiring import Hub

VALID = timedelta(minutes=10)
_LONGEST = 4096
"""Bytes of a question at most."""


def answer_until_it_ends(hub: Hub, descriptor: int) -> None:
    """A line of JSON on standard output for each line: `{"enrolment_code": TERMINAL, "outlet": ZH, "outlet_en": EN}`."""
    for line in _lines(descriptor):
        asked = json.loads(line)
        outlet = Outlet(asked["outlet"], asked["outlet_en"])
        code = make_code(hub, asked["enrolment_code"], outlet, VALID)
        print(json.dumps({"enrolment_code": code}), flush=True)


def _lines(descriptor: int) -> Iterator[bytes]:
    """Reads the descriptor, not `sys.stdin`: a thread inside the buffered reader would disturb the exit."""
    begun = b""
    while piece := os.read(descriptor, _LONGEST):
        *whole, begun = (begun + piece).split(b"\n")
        yield from whole
