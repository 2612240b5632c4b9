"""Something that somebody must do, as the maintenance page tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outcome import Action


@dataclass(frozen=True)
class Duty:
    """One thing to do."""

    who: Action
    zh: str
    en: str
