"""Kerong KR-CU16 boards: 16 locks, RS-485 at 19200 baud.

Source: two open programs and a vendor page that agree in frame and commands; the maker's manual was not read.
To check on hardware: the answer's address byte, and whether 32 to 36 mean the same on the newer boards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from drivers.driver_spec import Baud, DriverSpec
from drivers.locker.bits import bits, find, summed
from drivers.locker.lock_board import LockBoard, LockBoardOptions

START, END = 0x02, 0x03
ASK, UNLOCK, STATES = 0x30, 0x31, 0x35
ANSWER_BYTES = 9


@dataclass(frozen=True, kw_only=True)
class KerongCu16Options(LockBoardOptions):
    """Options of `driver = "kerong_cu16"`."""

    baud: Baud = 19200
    address: Annotated[int, Field(ge=0, le=14)] = 0
    """Board 15 would be all of them at once."""


class KerongCu16:
    """`Dialect`. `02 addr cmd ... 03 sum`; the board is the high half of the address, the lock the low one."""

    name = "kerong_cu16"
    most_boxes = 16

    def unlock(self, address: int, box: int) -> bytes:
        return summed(bytes([START, address << 4 | box - 1, UNLOCK, END]))

    def ask_states(self, address: int) -> bytes:
        return summed(bytes([START, address << 4, ASK, END]))

    def states(self, heard: bytes, address: int) -> tuple[int, ...] | None:
        """Two bytes of hooks (1 to 16), then two of light barriers, which tell of things in the box."""

        def fits(frame: bytes) -> bool:
            head = frame[0] == START and frame[1] >> 4 == address and frame[2] == STATES
            return head and frame[7] == END and summed(frame[:-1]) == frame

        frame = find(heard, ANSWER_BYTES, fits)
        return bits(frame[3:5]) if frame else None


def kerong_cu16(options: KerongCu16Options) -> LockBoard:
    return LockBoard(options, KerongCu16())


DRIVER = DriverSpec(
    KerongCu16Options,
    kerong_cu16,
    'driver = "kerong_cu16", port = "/dev/ttyUSB2", boxes = 12',
    wire={"port": "/dev/ttyUSB2"},
)
