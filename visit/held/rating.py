"""What a resident thought of it (好差评), until it goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from contract.codes import Grade


@dataclass(frozen=True)
class RatingGiven:
    """What the resident chose of their own accord; nothing of it is ever chosen for them."""

    key: UUID
    grade: Grade
    rated_at: datetime
    tags: tuple[str, ...] = ()
