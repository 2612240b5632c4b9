"""Frames of the SAM_A / SAM_V module inside every resident ID card reader.

    request   AA AA AA 96 69 | LenHi LenLo | CMD PARA [DATA]      | CHK
    response  AA AA AA 96 69 | LenHi LenLo | SW1 SW2 SW3 [DATA]   | CHK

Len is big-endian and counts everything after itself, CHK included; CHK is the exclusive or from LenHi up to
the byte before it. Source: several vendors' public protocol sheets and open drivers, which agree; GA 467
itself was not read.
"""

from __future__ import annotations

from dataclasses import dataclass

PREAMBLE = b"\xaa\xaa\xaa\x96\x69"
LONGEST = 4096
"""No answer of this module comes near; a greater length is noise that happens to look like a preamble."""

RESET_SAM = (0x10, 0xFF)
SAM_STATUS = (0x11, 0xFF)
SAM_NUMBER = (0x12, 0xFF)
FIND = (0x20, 0x01)
SELECT = (0x20, 0x02)
READ_TEXT_AND_PHOTO = (0x30, 0x01)
READ_NEWEST_ADDRESS = (0x30, 0x03)
READ_WITH_FINGERPRINT = (0x30, 0x10)
SET_SPEED = 0x60
SET_RF_FRAME = (0x61, 0xFF)


def checksum(data: bytes) -> int:
    """Exclusive or of all bytes. Folded in halves, as one number: noise full of preambles has thousands of 4 kB frames a
    second to be looked at, and byte by byte that would keep a core busy."""
    number, size = int.from_bytes(data, "big"), len(data)
    while size > 1:
        size = (size + 1) // 2
        number = (number >> 8 * size) ^ (number & ((1 << 8 * size) - 1))
    return number


def wrap(body: bytes) -> bytes:
    """A whole frame around `body` (command and parameter, or the three status words, with data)."""
    counted = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + counted + bytes([checksum(counted)])


@dataclass(frozen=True, repr=False)
class Frame:
    """What came between length and checksum. Its repr shows sizes only: an answer holds a person's data."""

    body: bytes
    intact: bool
    """False when the checksum is wrong."""

    @property
    def sw3(self) -> int:
        """Status of reader and SAM; SW1 and SW2 are the card's own and not tested. -1 if too short."""
        return self.body[2] if len(self.body) >= 3 else -1

    @property
    def data(self) -> bytes:
        return self.body[3:]

    def __repr__(self) -> str:
        return f"Frame({len(self.body)} bytes, sw3={self.sw3:02X}, intact={self.intact})"


def may_answer(command: tuple[int, int], answer: Frame) -> bool:
    """False when `answer` is a late one to an earlier command: frames carry no number to tell them apart,
    but only FIND is answered with 9F or 80 and never with 90, only a read brings a card's worth of data, and
    only the newest address more than the 16 bytes of a SAM number."""
    if (answer.sw3 in {0x9F, 0x80}) != (command == FIND) and answer.sw3 in {0x9F, 0x80, 0x90}:
        return False
    if answer.sw3 != 0x90 or not answer.intact:
        return True
    if command in {READ_TEXT_AND_PHOTO, READ_WITH_FINGERPRINT}:
        return len(answer.data) > 256
    return len(answer.data) <= (256 if command == READ_NEWEST_ADDRESS else 16)


class FrameReader:
    """Takes bytes as they come and gives whole frames; finds its way back after garbage."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def clear(self) -> None:
        self._buffer.clear()

    def feed(self, data: bytes) -> list[Frame]:
        """Frames completed by `data`, in order. One with a wrong checksum is given too (`intact` False)."""
        self._buffer += data
        frames: list[Frame] = []
        while (frame := self._take()) is not None:
            frames.append(frame)
        return frames

    def _take(self) -> Frame | None:
        buffer = self._buffer
        while True:
            at = buffer.find(PREAMBLE)
            if at < 0:
                # Keep what may be the beginning of a preamble.
                del buffer[: max(0, len(buffer) - len(PREAMBLE) + 1)]
                return None
            del buffer[:at]
            if len(buffer) < 7:
                return None
            length = int.from_bytes(buffer[5:7], "big")
            if 2 <= length <= LONGEST:
                break
            del buffer[:1]
        if len(buffer) < 7 + length:
            return None
        counted = bytes(buffer[5 : 7 + length])
        if checksum(counted) != 0:
            # The length itself may be what was hit: look for the next preamble inside this frame too.
            del buffer[: len(PREAMBLE)]
            return Frame(counted[2:-1], intact=False)
        del buffer[: 7 + length]
        return Frame(counted[2:-1], intact=True)
