"""补正 and 补交: what is known of a case that was handed in before, while it is filled in again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from contract.case import Answer, Reason


@dataclass(frozen=True)
class Mending:
    """Of the case that is being mended."""

    key: UUID
    case_number: str
    supplement: bool
    """补交: only what was put off is handed in; the form stands."""
    before: Mapping[str, Answer] = field(hash=False, repr=False)
    reasons: tuple[Reason, ...] = field(repr=False)
    kept: frozenset[str] = frozenset()
    """Materials that can stand as they were handed in."""
    put_off: Mapping[str, date] = field(default_factory=dict, hash=False)
    """容缺: the day that was told for each then. It is not told anew."""
