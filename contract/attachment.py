"""Files of a case that are too large for its message: scans, photographs. Sent in pieces after their case."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from contract.message import Message

MOST_BYTES = 16 * 1024 * 1024
"""Of one attachment."""
MOST_FILES = 20
"""Of one case."""
PIECE_BYTES = 256 * 1024
"""Largest piece of one request."""


class AttachmentNote(Message):
    """What the case says of one attachment: the hub takes in nothing else under this id."""

    id: UUID
    size: int = Field(ge=1, le=MOST_BYTES)
    digest: bytes = Field(min_length=32, max_length=32)
    """SHA-256 of the content."""


class AttachmentStatus(Message):
    """How much of an attachment the hub has; the next piece begins there."""

    id: UUID
    received: int
    complete: bool
    """All of it, and its digest is the one that the case names."""
