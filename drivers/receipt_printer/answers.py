"""What a printer says, sorted: status bytes, the end marker, and reports that nobody asked for.

All three come down the same line. Their fixed bits tell them apart: a real-time status looks like 0xx1xx10, an
automatic report (ASB, GS a) is four bytes of which the first looks like 0xx1xx00 and the others like 0xx0xxxx. The end
marker looks like one of those others: the tail of a report that came in two pieces must not confirm a receipt.
Manuals of two makers agree on these bits.
"""

from __future__ import annotations

from drivers.receipt_printer.status import is_status

_TAIL_BYTES = 3
_MOST_BETWEEN = 8
"""Answers that can come between the bytes of one report: two whole looks, on a line that brings byte by byte."""


def is_marker(byte: int) -> bool:
    """The one-byte answer to GS r looks like 0xx0xxxx, and its two sensors tell the same in two bits each."""
    return _is_tail(byte) and byte & 0x03 in {0, 0x03} and byte & 0x0C in {0, 0x0C}


def _begins_a_report(byte: int) -> bool:
    return byte & 0x93 == 0x10


def _is_tail(byte: int) -> bool:
    return byte & 0x90 == 0


class Answers:
    """Remembers from one piece to the next how much of a report is still to come."""

    def __init__(self) -> None:
        self._tail = 0
        self._between = 0

    def sort(self, piece: bytes) -> tuple[list[int], bool]:
        """Status bytes in what has come, and whether an end marker was among them.

        With one byte of an unknown kind in it all of it is noise: a stray zero must not confirm a receipt. What a
        report says is not used: DLE EOT asks for the same.
        """
        statuses, marked = list[int](), False
        for byte in piece:
            if is_status(byte):
                statuses.append(byte)
                self._between += 1
                # More of them: what looked like the first byte of a report was noise.
                if self._between > _MOST_BETWEEN:
                    self._tail = 0
            elif _begins_a_report(byte):
                self._tail, self._between = _TAIL_BYTES, 0
            elif self._tail and _is_tail(byte):
                self._tail -= 1
            elif is_marker(byte):
                marked = True
            else:
                self._tail = 0
                return [], False
        return statuses, marked
