"""维护码: lets one of the staff into the maintenance pages of a terminal, for a short time and once.

The hub signs it with the key that terminals pinned when they enrolled, so it is checked with no line. It names the
terminal, or none for all of them; the terminal keeps its mark until it has expired: a photograph of it is worthless.

    text = "BBS1:" and base41 of version | suite | staff | terminal | until 5 | mark 8 | signature 64

Texts carry their length in one byte; the time is in seconds of Unix. Suite 1 is Ed25519 (RFC 8032).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract import base41, packed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

PREFIX = "BBS1:"
STAFF_NUMBER = re.compile(r"(?=[A-Za-z-]{0,7}[0-9])[A-Za-z0-9-]{1,8}")
"""As the audit trail takes them (`offline_cache/audit_references.py`)."""
MARK_BYTES = 8
_HEAD = bytes((1, 1))


@dataclass(frozen=True)
class StaffPass:
    """`until` is the moment after which it is not taken any more."""

    staff: str
    terminal_id: str
    """Empty: every terminal of the hub."""
    until: datetime
    mark: bytes

    def packed(self) -> bytes:
        return (
            packed.text(self.staff)
            + packed.text(self.terminal_id)
            + packed.moment(self.until)
            + self.mark[:MARK_BYTES].ljust(MARK_BYTES, b"\0")
        )

    def code(self, sign: Callable[[bytes], bytes]) -> str:
        """For a QR code."""
        return PREFIX + base41.encode(_HEAD + self.packed() + sign(_signed(self)))


@dataclass(frozen=True)
class SignedPass:
    """As it was read; `is_of` says whether the hub made it."""

    told: StaffPass
    signature: bytes

    def is_of(self, hub_key: bytes) -> bool:
        return packed.fits(hub_key, self.signature, _signed(self.told))


def is_pass(text: str) -> bool:
    """Whether it means to be one; nothing is checked."""
    return text.strip().startswith(PREFIX)


def read(text: str) -> SignedPass | None:
    """The pass in a code's text; None when it is none, or not all of one."""
    if not is_pass(text):
        return None
    data = base41.decode(text.strip().removeprefix(PREFIX))
    if data is None or data[: len(_HEAD)] != _HEAD:
        return None
    try:
        return _taken_apart(packed.Reader(data[len(_HEAD) :]))
    except (ValueError, OverflowError):
        return None


def _taken_apart(reader: packed.Reader) -> SignedPass:
    told = StaffPass(reader.text(), reader.text(), reader.moment(), reader.take(MARK_BYTES))
    signature = reader.take(packed.SIGNATURE_BYTES)
    reader.end()
    if not STAFF_NUMBER.fullmatch(told.staff):
        raise ValueError
    return SignedPass(told, signature)


def _signed(told: StaffPass) -> bytes:
    return b"bangban staff pass\n" + _HEAD + told.packed()
