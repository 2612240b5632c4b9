"""The page 附近网点: where the resident came from, and how far the list is turned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OutletList:
    opened_on: str = "tree"
    """The page to which 返回 leads."""
    turned: int = 0
