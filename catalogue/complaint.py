"""What is wrong in an item's file: said so that whoever wrote the file can mend it without asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalogue.place import Place


@dataclass(frozen=True)
class Complaint:
    """One thing wrong at a place of one file."""

    place: Place
    reason: str
    mend: str
    line: int | None = None
    """Known only where the text could not be read as YAML; otherwise the place has the line."""
