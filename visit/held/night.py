"""Whether it is dark where the terminal stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, time


@dataclass(frozen=True)
class Night:
    """From one time of day to another, over midnight or not."""

    begins: time
    ends: time

    def covers(self, wall: datetime) -> bool:
        at = wall.time().replace(tzinfo=None)
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends
