"""Cards and PINs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit.views.asking import Keys
    from visit.views.parts import Button, Mark


@dataclass(frozen=True)
class IdentifyBody:
    title: str
    instruction: str
    picture: str
    """`lay_card`, `reading`, `card_trouble` or `card_done`."""
    mark: Mark
    status: str
    privacy: str
    alternatives: tuple[Button, ...]
    next: Button | None


@dataclass(frozen=True)
class SocialCardBody(IdentifyBody):
    """The same for the resident's social security card, in the reader for chip cards."""


@dataclass(frozen=True)
class PinBody:
    """A PIN is typed. What is typed is nowhere in here, only how many digits there are."""

    title: str
    hint: str
    typed: int
    digits: int
    problem: str
    privacy: str
    keys: Keys
    next: Button
