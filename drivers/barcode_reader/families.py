"""What the makers' families of serial scanners understand.

Source: the makers' manuals were not read; GM65 as in many open programs that drive it, SYN T as Honeywell, Metrologic,
Mindeo and Datalogic document it to their users, `T`/`P` as ZKTeco and Pegasus do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Family = Literal["gm65", "syn_t", "t_p", "untriggered"]


@dataclass(frozen=True)
class Commands:
    """Bytes of one family; empty where it has no such thing."""

    start: bytes = b""
    stop: bytes = b""
    taken: bytes = b""
    """Its answer to `start` and `stop`."""
    question: bytes = b""
    """Changes nothing; a module that is there answers with `answer_head` and more."""
    answer_head: bytes = b""
    answer_size: int = 0
    nothing_read: bytes = b""
    """Sent in place of a code when its own time is over."""


COMMANDS: dict[Family, Commands] = {
    # AB CD in place of the checksum: do not check. The trigger is bit 0 of register 0002, the question reads
    # register 0000.
    "gm65": Commands(
        start=bytes.fromhex("7E 00 08 01 00 02 01 AB CD"),
        stop=bytes.fromhex("7E 00 08 01 00 02 00 AB CD"),
        taken=bytes.fromhex("02 00 00 01 00 33 31"),
        question=bytes.fromhex("7E 00 07 01 00 00 01 AB CD"),
        answer_head=bytes.fromhex("02 00 00 01"),
        answer_size=7,
    ),
    "syn_t": Commands(start=b"\x16T\r", stop=b"\x16U\r"),
    "t_p": Commands(start=b"T", stop=b"P", nothing_read=b"%%NoRead"),
    "untriggered": Commands(),
}
"""`untriggered`: scans by itself whenever it sees a code."""
