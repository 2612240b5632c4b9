"""Words of the page where somebody could not go on, as they may be told to a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalogue.model import Text


@dataclass(frozen=True)
class Line:
    """One thing that the page said, and that may be told."""

    id: str
    text: Text
