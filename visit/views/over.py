"""What lies over a page: a talk with a helper, a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit.views.parts import Button, Mark, Option


@dataclass(frozen=True)
class Bubble:
    """One text message in the help panel."""

    mine: bool
    text: str
    time: str


@dataclass(frozen=True)
class HelpOverlay:
    title: str
    mark: Mark
    status: str
    number: str
    words: tuple[Bubble, ...]
    phrases: tuple[Button, ...]
    """Ready-made sentences, because the panel is often used by people who do not type."""
    end: Button
    close: Button


@dataclass(frozen=True)
class QuestionOverlay:
    """还在吗, leave or stay, device trouble: one question over the page."""

    id: str
    title: str
    text: str
    picture: str
    """Empty, or the name of a picture, e.g. `paper_out`, `still_there`."""
    seconds_left: int | None
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class ComfortOverlay:
    """The ways to be served, each on or off."""

    title: str
    text: str
    options: tuple[Option, ...]
    close: Button


Overlay = HelpOverlay | QuestionOverlay | ComfortOverlay
