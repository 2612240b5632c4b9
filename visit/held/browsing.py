"""How somebody looks for an item. It stays with the visit, so that 返回 leads back to where they looked."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Browsing:
    tree: str = ""
    branch: str = ""
    typed: str = field(default="", repr=False)
    """People type all kinds of things into a search; it goes with the visit."""
    found: tuple[str, ...] = ()
    """Ids of items, the closest first."""
    turned: int = 0
    """How often the list was turned over; 0 is its first page."""
    tree_turned: int = 0
    """The same of the list of branches, while one of them is open."""
    chosen_on: str = "home"
    """The page on which the item was chosen."""
