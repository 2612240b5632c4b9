"""Questions, the keys, and materials."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit.held.page_picture import PagePicture
    from visit.views.parts import Button, Mark, Option, Tip


@dataclass(frozen=True)
class ChoiceQuestion:
    id: str
    question: str
    hint: str
    purpose: str
    options: tuple[Option, ...]
    several: bool
    problem: str = ""
    tips: tuple[Tip, ...] = ()


@dataclass(frozen=True)
class MonthQuestion:
    id: str
    question: str
    hint: str
    purpose: str
    shown: str
    year: str
    year_before: Button
    year_after: Button
    months: tuple[Option, ...]
    problem: str = ""
    tips: tuple[Tip, ...] = ()


@dataclass(frozen=True)
class EntryQuestion:
    """Typed into with the on-screen keys of the page."""

    id: str
    question: str
    hint: str
    purpose: str
    shown: str
    composing: str
    """Letters or strokes typed and not yet turned into words."""
    active: bool
    focus: Button
    problem: str = ""
    tips: tuple[Tip, ...] = ()
    clear: Button | None = None
    """清空, or taking that back; where it is no key."""


@dataclass(frozen=True)
class PartCard:
    """One part of a joint item."""

    option: Option
    department: str
    gives: str
    when: str
    after: tuple[str, ...]
    """Ids of the ticked parts that it waits for: an arrow from each."""
    waits: str
    """The same in words."""


@dataclass(frozen=True)
class PartsQuestion:
    """Which parts of a joint item are wanted."""

    id: str
    question: str
    hint: str
    purpose: str
    parts: tuple[tuple[str, PartCard], ...]
    """By the part's id, in the order in which they can be done."""
    problem: str = ""
    tips: tuple[Tip, ...] = ()


Question = ChoiceQuestion | MonthQuestion | EntryQuestion | PartsQuestion


@dataclass(frozen=True)
class InkPad:
    """The field that a character is drawn in with the finger."""

    hint: str
    strokes: tuple[tuple[tuple[float, float], ...], ...] = field(repr=False)


@dataclass(frozen=True)
class Keys:
    """The on-screen keys of a page that has an active entry."""

    layout: str
    """A key of `visit.typed.KEYS`, or `new_pin`."""
    rows: tuple[tuple[Button, ...], ...]
    candidates: tuple[Button, ...] = ()
    """One strip of the words offered, the likeliest first."""
    turn: tuple[Button, ...] = ()
    """To the strip before and the one behind; none when all words stand on one."""
    offers: bool = False
    """Whether room is kept for words, so that the keys do not move under the finger when words come."""
    tabs: tuple[Option, ...] = ()
    """The ways to write; none where there is only one."""
    ink: InkPad | None = None
    """Drawn in instead of typed; the keys stand beside it."""
    word: str = ""
    """What a candidate is called when it is read aloud."""


@dataclass(frozen=True)
class FormBody:
    title: str
    questions: tuple[Question, ...]
    keys: Keys | None
    next: Button
    also: tuple[Button, ...] = ()
    """Other ways on, before the main one."""


@dataclass(frozen=True)
class MaterialCard:
    id: str
    name: str
    how: str
    mark: Mark
    promise: str
    """Words of the promise, empty when none is asked."""
    options: tuple[Option, ...]
    problem: str = ""


@dataclass(frozen=True)
class MaterialsBody:
    title: str
    cards: tuple[MaterialCard, ...]
    next: Button
    checklist: Button | None = None
    """For who has not everything with them."""


@dataclass(frozen=True)
class ScanBody:
    """Under the document camera."""

    title: str
    instruction: str
    mark: Mark
    status: str
    picture: PagePicture | None
    """The page that is looked at, as it will be sent."""
    pages: tuple[Option, ...]
    """Where there are more than one."""
    retake: tuple[Button, ...]
    buttons: tuple[Button, ...]
