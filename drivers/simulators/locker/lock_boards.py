"""One set of doors, and the three families of lock boards that can stand before it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import reduce
from operator import xor
from typing import TYPE_CHECKING

from drivers.simulators.answers import send
from drivers.simulators.faults import Faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.simulators.wires import Reply


_END = 0x03
"""Stands before the sum in the frames of both CU families."""


class Doors:
    """Boxes from 1. A jammed lock is driven and its door stays as it is."""

    def __init__(self, boxes: int = 16) -> None:
        self.boxes = boxes
        self.open: set[int] = set()
        self.jammed: set[int] = set()
        self.driven: list[int] = []
        """Every drive of a lock, in order."""
        self.closed_bit = 1
        self.faults = Faults()
        self.hang_up: Callable[[], None] = lambda: None
        self.noise_before = b""
        self.loses_first_byte = 0
        """So many answers come without their first byte, as after a line that turned around."""

    def drive(self, box: int) -> None:
        self.driven.append(box)
        if 1 <= box <= self.boxes and box not in self.jammed:
            self.open.add(box)

    def bits(self, count: int) -> bytes:
        """Lock 1 in the lowest bit of the first byte; locks that are not wired stand as open ones do."""
        bit = {True: 1 - self.closed_bit, False: self.closed_bit}
        value = 0
        for box in range(1, 8 * count + 1):
            value |= bit[box in self.open or box > self.boxes] << (box - 1)
        return value.to_bytes(count, "little")

    def send(self, answer: bytes, reply: Reply) -> None:
        if self.loses_first_byte and answer:
            self.loses_first_byte -= 1
            answer = answer[1:]
        failed = self.faults.take_failure()
        if failed == "checksum":
            answer = answer[:-1] + bytes([answer[-1] ^ 0xFF])
        send(self.noise_before + answer, reply, self.faults, self.hang_up)


def _sum(body: bytes) -> bytes:
    return body + bytes([sum(body) % 256])


def _xor(body: bytes) -> bytes:
    return body + bytes([reduce(xor, body)])


class _Board(ABC):
    """Cuts what comes into frames of fixed length that begin with one of `heads`."""

    heads = b"\x02"
    length = 5

    def __init__(self, doors: Doors, address: int) -> None:
        self.doors = doors
        self.address = address
        self._heard = b""

    def receive(self, data: bytes, reply: Reply) -> None:
        self._heard += data
        while self._heard:
            if self._heard[0] not in self.heads:
                self._heard = self._heard[1:]
                continue
            if len(self._heard) < self.length:
                return
            frame, self._heard = self._heard[: self.length], self._heard[self.length :]
            self.obey(frame, reply)

    @abstractmethod
    def obey(self, frame: bytes, reply: Reply) -> None: ...


class Cu16Board(_Board):
    """Says nothing to an unlock, as many do."""

    def obey(self, frame: bytes, reply: Reply) -> None:
        address, command = frame[1], frame[2]
        if _sum(frame[:-1]) != frame or frame[3] != _END or address >> 4 != self.address:
            return
        if command == 0x31:
            self.doors.drive((address & 0x0F) + 1)
        elif command == 0x30:
            answer = bytes([0x02, address, 0x35]) + self.doors.bits(2) + b"\0\0\x03"
            self.doors.send(_sum(answer), reply)


class Cu48Board(_Board):
    length = 6

    def obey(self, frame: bytes, reply: Reply) -> None:
        if _sum(frame[:-1]) != frame or frame[4] != _END or frame[1] != self.address:
            return
        if frame[3] == 0x61:
            self.doors.drive(frame[2] + 1)
            self.doors.send(_sum(bytes([0x02, frame[1], frame[2], 0x75, 0x00])), reply)
        elif frame[3] == 0x60:
            self.doors.send(_sum(bytes([0x02, frame[1], 0, 0x75, 6]) + self.doors.bits(6)), reply)


class Board8aBoard(_Board):
    """Answers an unlock with the state, which is not the last word: real ones do so a second later."""

    heads = b"\x8a\x80"

    def obey(self, frame: bytes, reply: Reply) -> None:
        if _xor(frame[:-1]) != frame or frame[1] != self.address:
            return
        if frame[0] == 0x8A and frame[3] == 0x11:
            self.doors.drive(frame[2])
            self.doors.send(_xor(bytes([0x8A, frame[1], frame[2], 0x11])), reply)
        elif frame[0] == 0x80 and frame[2:4] == b"\x00\x33":
            states = self.doors.bits(4)[::-1]
            self.doors.send(_xor(bytes([0x80, frame[1]]) + states + b"\x33"), reply)
