"""How every room tells the result of something that may go wrong in expected ways.

Expected trouble is a returned `Failure`; an exception is a bug.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Action(StrEnum):
    """Who must act, after XFS4IoT `ErrorEvent.action`, said as a role."""

    NOBODY = "nobody"
    """It mends itself, or was mended."""
    RESIDENT = "resident"
    SITE_KEEPER = "site_keeper"
    ENGINEER = "engineer"


@dataclass(frozen=True)
class Failure:
    """Expected trouble. It never holds a person's data: `detail` goes to logs and to the hub."""

    code: str
    """Stable snake_case word, e.g. `paper_out`, `card_moved`, `timeout`."""
    action: Action
    detail: str = ""
    """For staff, in English: what was seen and where, e.g. a status byte or a port."""


@dataclass(frozen=True)
class Ok(Generic[T_co]):
    """The value of what succeeded."""

    value: T_co


Outcome = Ok[T_co] | Failure
