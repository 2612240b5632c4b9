"""From page to page, and away: what fits every page."""

from __future__ import annotations

from dataclasses import dataclass

from visit.events.base import OutsideEvent, UserEvent


@dataclass(frozen=True)
class Touched(UserEvent):
    """Any touch at all: somebody is there."""


@dataclass(frozen=True)
class Begin(UserEvent):
    """The attract screen was touched."""

    language: str = ""
    """On the name of a language: the visit is in that one from its first page on."""


@dataclass(frozen=True)
class SetLanguage(UserEvent):
    """One of the languages of this terminal; any other changes nothing."""

    language: str


@dataclass(frozen=True)
class OpenLanguages(UserEvent):
    """The language button, where there are more than two."""


@dataclass(frozen=True)
class TurnPage(UserEvent):
    """On (1) or back (-1) in a list that is longer than a page."""

    by: int


@dataclass(frozen=True)
class GoNext(UserEvent):
    """The page's main button."""


@dataclass(frozen=True)
class GoBack(UserEvent):
    """One page back."""


@dataclass(frozen=True)
class AskExit(UserEvent):
    """The exit button: asks first when something was begun."""


@dataclass(frozen=True)
class ConfirmExit(UserEvent):
    """Leave now and wipe."""


@dataclass(frozen=True)
class KeepGoing(UserEvent):
    """继续, on the question whether somebody is still there or wants to leave."""


@dataclass(frozen=True)
class TryAgain(UserEvent):
    """Repeat what failed on this page: query, submit, print."""


@dataclass(frozen=True)
class GoOnWithout(UserEvent):
    """Go on without what failed (e.g. without paper: the number is on the screen)."""


@dataclass(frozen=True)
class TimePassed(OutsideEvent):
    """The next deadline of the state, or a new minute on the clock."""


@dataclass(frozen=True)
class Wiped(OutsideEvent):
    """The roof has cleared every cache that held something of the visit."""
