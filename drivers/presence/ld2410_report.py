"""Reports of the radar module HLK-LD2410, as it sends them about ten times a second.

    F4 F3 F2 F1 | length u16 | 02 AA state, distances and energies .. 55 00 | F8 F7 F6 F5

All numbers little-endian; there is no checksum, so head, length, the marks inside and the end must all fit.
Source: two open libraries that agree in the framing; the maker's protocol sheet was not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HEAD, END = bytes.fromhex("F4F3F2F1"), bytes.fromhex("F8F7F6F5")
BASIC, ENGINEERING, INNER_HEAD = 0x02, 0x01, 0xAA
INNER_END = b"\x55\x00"
BASIC_BYTES = 13
LONGEST = 64
"""Bytes of a report's inside; an engineering report has 35."""
MOST_KEPT = 4096
_OF_NOBODY = HEAD + bytes((BASIC_BYTES, 0, BASIC, INNER_HEAD, 0)) + rb".{8}" + INNER_END[:1] + rb"." + END
_ONLY_OF_NOBODY = re.compile(rb"(?:%s)+" % _OF_NOBODY, re.DOTALL)


@dataclass(frozen=True)
class Report:
    """Distances in centimetres."""

    state: int
    """0 nobody, 1 moves, 2 still, 3 both."""
    moving_cm: int
    still_cm: int

    @property
    def distance_cm(self) -> int:
        """Of the nearest that was seen."""
        seen = [self.moving_cm] * (self.state & 1) + [self.still_cm] * (self.state >> 1 & 1)
        return min(seen, default=0)


class ReportReader:
    """Cuts reports out of a stream; a wrong one is passed over."""

    def __init__(self) -> None:
        self._heard = b""

    def clear(self) -> None:
        self._heard = b""

    def nobody(self, data: bytes) -> bool:
        """Whether this is whole reports and nothing else, all of which see nobody: what comes nearly all day. They need not
        be fed then.
        """
        return not self._heard and _ONLY_OF_NOBODY.fullmatch(data) is not None

    def feed(self, data: bytes) -> list[Report]:
        self._heard = (self._heard + data)[-MOST_KEPT:]
        found: list[Report] = []
        while (at := self._heard.find(HEAD)) >= 0:
            rest = self._heard[at:]
            size = int.from_bytes(rest[4:6], "little")
            whole = 6 + size + len(END)
            if len(rest) < 6 or (size <= LONGEST and len(rest) < whole):
                self._heard = rest
                return found
            # Nor when it is here already: it must not matter in what pieces the line brings it.
            fits = size <= LONGEST and rest[6 + size : whole] == END
            report = _parse(rest[6 : 6 + size]) if fits else None
            if report is not None:
                found.append(report)
            self._heard = rest[whole:] if report is not None else rest[1:]
        self._heard = self._heard[-len(HEAD) + 1 :]
        return found


def _parse(inside: bytes) -> Report | None:
    fits = len(inside) >= BASIC_BYTES and inside[0] in {BASIC, ENGINEERING} and inside[1] == INNER_HEAD
    if not fits or inside[-2:-1] != INNER_END[:1] or inside[2] > 3:
        return None
    return Report(inside[2], int.from_bytes(inside[3:5], "little"), int.from_bytes(inside[6:8], "little"))
