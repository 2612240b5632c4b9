"""What the hub alone knows of a paper whose signature is good: whether it still holds."""

from __future__ import annotations

from pydantic import AwareDatetime

from contract.message import Message


class PaperStatus(Message):
    """By the hub's own day and list."""

    code: str
    known: bool
    """Whether the hub issued it."""
    expired: bool = False
    revoked_at: AwareDatetime | None = None
