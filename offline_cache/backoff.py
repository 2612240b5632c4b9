"""How long to wait after trouble: exponential with full jitter, lest a fleet come back in step."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Backoff:
    """Seconds. The nth wait is anywhere between 0 and `min(longest, first * 2**n)`."""

    first: float = 1.0
    longest: float = 60.0
    uniform: Callable[[float, float], float] = field(default=random.uniform, repr=False)

    def delay(self, attempts: int) -> float:
        """The wait after `attempts` failed attempts before this one."""
        exponent = min(max(attempts, 0), 32)  # 2**1000 would not fit a float
        return self.uniform(0.0, min(self.longest, self.first * 2.0**exponent))
