"""What came of one driver on the tour of the devices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Stop:
    """One driver of the tour."""

    device_class: str
    driver: str
    outcome: str = "ok"
    """`ok`, or the failure's code."""
    action: str = "nobody"
    detail: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    picture: str = ""
