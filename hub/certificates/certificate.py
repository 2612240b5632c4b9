"""What is on a certificate besides the department's statement: the facts of its issue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Issue:
    """The facts of one issue; equal statement and issue give equal bytes."""

    code: str
    issued_at: datetime
    terminal_id: str
    case_number: str
    verify_url: str
    """What its code says: the hub's page, and the signed proof behind it (`contract/paper_proof.py`)."""
