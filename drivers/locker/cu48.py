"""Newer CU boards: up to 48 locks, RS-485.

Source: one open program; the maker's manual was not read.
To check on hardware: everything here, first the end of the status answer (it is said to have no 03).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from drivers.driver_spec import Baud, DriverSpec
from drivers.locker.bits import bits, find, summed
from drivers.locker.lock_board import LockBoard, LockBoardOptions

START, END = 0x02, 0x03
ASK, UNLOCK, SUCCESS = 0x60, 0x61, 0x75
STATE_BYTES = 6
ANSWER_BYTES = 12


@dataclass(frozen=True, kw_only=True)
class Cu48Options(LockBoardOptions):
    """Options of `driver = "cu48"`."""

    baud: Baud = 19200
    address: Annotated[int, Field(ge=0, le=255)] = 0


class Cu48:
    """`Dialect`. `02 device lock cmd 03 sum`, locks from 0."""

    name = "cu48"
    most_boxes = 48

    def unlock(self, address: int, box: int) -> bytes:
        return summed(bytes([START, address, box - 1, UNLOCK, END]))

    def ask_states(self, address: int) -> bytes:
        return summed(bytes([START, address, 0, ASK, END]))

    def states(self, heard: bytes, address: int) -> tuple[int, ...] | None:
        """`02 device 00 75 06 <six bytes> sum`."""
        head = bytes([START, address, 0, SUCCESS, STATE_BYTES])
        frame = find(heard, ANSWER_BYTES, lambda one: one.startswith(head) and summed(one[:-1]) == one)
        return bits(frame[5:11]) if frame else None


def cu48(options: Cu48Options) -> LockBoard:
    return LockBoard(options, Cu48())


DRIVER = DriverSpec(
    Cu48Options, cu48, 'driver = "cu48", port = "/dev/ttyUSB2", boxes = 24', wire={"port": "/dev/ttyUSB2"}
)
