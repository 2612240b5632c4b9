"""The common "8A" boards with 12 to 32 locks, RS-485 at 9600 baud; named after the first byte of an unlock.

Source: several open programs and a board's description agree; no maker's manual was read.
To check on hardware: the polarity (`closed_bit`), and whether a 24-lock board tells three bytes of states or four.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from drivers.driver_spec import Baud, DriverSpec
from drivers.locker.bits import bits, find, xored
from drivers.locker.lock_board import LockBoard, LockBoardOptions

UNLOCK, ASK = 0x8A, 0x80
DRIVE, STATES = 0x11, 0x33


@dataclass(frozen=True, kw_only=True)
class Board8aOptions(LockBoardOptions):
    """Options of `driver = "board_8a"`."""

    baud: Baud = 9600
    address: Annotated[int, Field(ge=1, le=255)] = 1
    state_bytes: Literal[2, 3, 4] = 4
    """In an answer with all states, eight locks a byte."""


class Board8a:
    """`Dialect`. Five bytes, the last the XOR of the others; lock 0 would be all of them at once."""

    name = "board_8a"

    def __init__(self, state_bytes: int = 4) -> None:
        self._state_bytes = state_bytes
        self.most_boxes = 8 * state_bytes

    def unlock(self, address: int, box: int) -> bytes:
        return xored(bytes([UNLOCK, address, box, DRIVE]))

    def ask_states(self, address: int) -> bytes:
        return xored(bytes([ASK, address, 0, STATES]))

    def states(self, heard: bytes, address: int) -> tuple[int, ...] | None:
        """`80 board s1 .. s4 33 xor`; lock 1 is the lowest bit of the last byte of states."""

        def fits(frame: bytes) -> bool:
            head = frame[0] == ASK and frame[1] == address and frame[-2] == STATES
            return head and xored(frame[:-1]) == frame

        frame = find(heard, self._state_bytes + 4, fits)
        return bits(reversed(frame[2:-2])) if frame else None


def board_8a(options: Board8aOptions) -> LockBoard:
    return LockBoard(options, Board8a(options.state_bytes))


DRIVER = DriverSpec(
    Board8aOptions,
    board_8a,
    'driver = "board_8a", port = "/dev/ttyUSB2", boxes = 12, closed_bit = 0',
    wire={"port": "/dev/ttyUSB2"},
)
