"""Consent, answers, keys, the signature, and the list to take home."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.events.base import OutsideEvent, UserEvent

if TYPE_CHECKING:
    from contract.case import Answer


@dataclass(frozen=True)
class OpenChecklist(UserEvent):
    """要带什么: from a guide to the list of what this resident must bring."""


@dataclass(frozen=True)
class ToggleCase(UserEvent):
    """One case of that list was ticked or unticked."""

    case: str


@dataclass(frozen=True)
class PrintChecklist(UserEvent):
    """打印这张清单."""


@dataclass(frozen=True)
class Agree(UserEvent):
    """Agreed to the purpose text."""


@dataclass(frozen=True)
class Answered(UserEvent):
    """A field got a value by one touch (choice, yes/no, month, area)."""

    field: str
    value: Answer


@dataclass(frozen=True)
class Toggled(UserEvent):
    """One choice of several was ticked or unticked."""

    field: str
    choice: str


@dataclass(frozen=True)
class FocusField(UserEvent):
    """A field that is typed into was touched."""

    field: str


@dataclass(frozen=True)
class KeyPressed(UserEvent):
    """One on-screen key: a character, or a name: `delete`, `clear`, `undo`, `redo`, `capitals`."""

    key: str


@dataclass(frozen=True)
class PickCandidate(UserEvent):
    """One of the words offered for what was typed or drawn so far."""

    word: str
    used: int
    """How many letters of what is composed the word uses up."""


@dataclass(frozen=True)
class TurnWords(UserEvent):
    """On (1) or back (-1) among the words offered for the pinyin typed so far."""

    by: int


@dataclass(frozen=True)
class JumpTo(UserEvent):
    """修改: from the check page to the page of this field."""

    field: str


@dataclass(frozen=True)
class Drew(UserEvent):
    """One stroke of the signature, or of a character; points in 0..1 of the field, y downwards."""

    stroke: tuple[tuple[float, float], ...] = field(repr=False)
    aspect: float = 1.0
    """Width of the field by its height."""


@dataclass(frozen=True)
class ClearSignature(UserEvent):
    pass


@dataclass(frozen=True)
class ConfirmByKey(UserEvent):
    """Who is served spoken confirms the statement with the keypad instead of drawing a signature."""


@dataclass(frozen=True)
class CandidatesFound(OutsideEvent):
    """Words for the pinyin or the strokes `letters`, best first, with how many of them each uses up."""

    letters: str
    words: tuple[tuple[str, int], ...]
