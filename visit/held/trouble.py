"""What went wrong, as a code and whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Trouble:
    """What went wrong on this page."""

    code: str
    action: str


STORE_SILENT = Trouble("store_silent", "engineer")
"""The store said neither yes nor no in time: the case may be on disk, so only the same key may try again."""
