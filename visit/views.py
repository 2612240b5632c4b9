"""What is shown: plain data, made by `view(state)`, rendered by `screens/`. Every button carries its event."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from visit.events import CallHelp, Event

if TYPE_CHECKING:
    from visit.page_picture import PagePicture


class Tone(StrEnum):
    """How a button looks; colour is never the only sign."""

    PRIMARY = "primary"
    """The one main verb of the page."""
    SECONDARY = "secondary"
    QUIET = "quiet"
    DANGER = "danger"


class Mark(StrEnum):
    """A state shown by sign and word, not by colour alone."""

    NONE = "none"
    DONE = "done"
    NOW = "now"
    WAITING = "waiting"
    WARNING = "warning"
    TROUBLE = "trouble"


@dataclass(frozen=True)
class Button:
    id: str
    """Stable name for tests and for the player of the demo."""
    label: str
    event: Event
    tone: Tone = Tone.SECONDARY
    enabled: bool = True
    note: str = ""
    """A small second line."""


@dataclass(frozen=True)
class Option:
    """Something that can be chosen; `chosen` is shown by a filled mark and a frame."""

    id: str
    label: str
    event: Event
    chosen: bool = False
    note: str = ""
    enabled: bool = True


@dataclass(frozen=True)
class Tip:
    """智能提示: beside what it is about."""

    text: str
    source: str
    """Whose hint it is, and since when."""


@dataclass(frozen=True)
class Row:
    label: str
    value: str
    mark: Mark = Mark.NONE
    note: str = ""
    change: Button | None = None
    """修改."""


# --- bodies, one a page kind --------------------------------------------------------------------


@dataclass(frozen=True)
class AttractBody:
    title: str
    subtitle: str
    invitation: str
    """Touch anywhere."""
    board: Board
    start: Button


@dataclass(frozen=True)
class Board:
    """公布屏: a part of one of the lists of the hall, with its version and day."""

    title: str
    edition: str
    rows: tuple[Row, ...]
    page: str
    qr: str
    """Payload of a code with the whole list; empty for none."""
    qr_caption: str


@dataclass(frozen=True)
class OutOfServiceBody:
    title: str
    text: str
    rows: tuple[Row, ...]
    """What is wrong and who must act."""


@dataclass(frozen=True)
class Tile:
    id: str
    title: str
    subtitle: str
    mark: Mark
    """NONE open, WARNING degraded, TROUBLE closed."""
    reason: str
    event: Event


@dataclass(frozen=True)
class HomeBody:
    question: str
    search: Button
    trees: tuple[Tile, ...]
    often: str
    """Heading of the tiles; empty without any."""
    tiles: tuple[Tile, ...]
    """Items, the most used first."""
    begun: str
    """Heading of what follows."""
    errands: tuple[Button, ...]
    """For whoever was here before: own cases, a thing to pick up, a code or number in the hand."""


@dataclass(frozen=True)
class Pager:
    """Where one is in a list that is longer than a page."""

    text: str
    before: Button
    after: Button


@dataclass(frozen=True)
class ListBody:
    """The branches of a tree, or the items of a branch: never more than eight."""

    title: str
    summary: str
    tiles: tuple[Tile, ...]
    pager: Pager | None
    """None when all fit one page."""


@dataclass(frozen=True)
class PublishedBody:
    """A list of the hall, to be turned over by hand."""

    board: Board
    pager: Pager | None


@dataclass(frozen=True)
class SearchBody:
    """What is found while it is typed."""

    entry: EntryQuestion
    keys: Keys
    status: str
    tiles: tuple[Tile, ...]
    pager: Pager | None


@dataclass(frozen=True)
class Section:
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class GuideBody:
    """办事指南 with the one-time notice; scrolls when it must."""

    title: str
    summary: str
    facts: tuple[Row, ...]
    sections: tuple[Section, ...]
    next: Button
    appointment: Button | None = field(default=None, kw_only=True)
    """None of what is printed at once: nobody waits for that."""
    tips: tuple[Tip, ...] = ()
    edition: str = ""
    """Which version this is, and when it was last checked."""
    qr: str = ""
    qr_caption: str = ""
    """The same guide on a phone."""
    checklist: Button | None = None
    see: tuple[Button, ...] = ()
    """Items by which the same is done here."""


@dataclass(frozen=True)
class ChecklistBody:
    """要带的东西 of one resident: cases to tick, and the list that follows from them."""

    title: str
    question: str
    """Empty where the list is the same for everybody."""
    options: tuple[Option, ...]
    sections: tuple[Section, ...]
    qr: str
    qr_caption: str
    mark: Mark
    status: str
    """How far the slip is; empty before it is asked for."""
    print: Button


@dataclass(frozen=True)
class BarredBody:
    """Somebody who may not apply: why, and what to do now."""

    title: str
    reasons: tuple[str, ...]
    because_title: str
    because: tuple[Row, ...]
    """The answers and records that decided it; an answer can be changed from here."""
    window_title: str
    window: tuple[Row, ...]
    help: str
    """That a person can be called who knows of other ways."""
    back: Button


@dataclass(frozen=True)
class ClosedBody:
    """An item that cannot be done here now: why, and where it can."""

    title: str
    reasons: tuple[str, ...]
    near_title: str
    """Heading of the places near by; empty without any."""
    near: tuple[Row, ...]
    near_note: str
    """How old is what is known of them; empty while it is fresh."""
    window_title: str
    rows: tuple[Row, ...]
    """The window that does it by hand."""
    more: Button | None
    """To all outlets; None where no map is."""
    appointment: Button | None
    back: Button


@dataclass(frozen=True)
class ConsentBody:
    title: str
    paragraphs: tuple[str, ...]
    agree: Button
    decline: Button


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
    """Pinyin typed and not yet turned into words."""
    active: bool
    focus: Button
    problem: str = ""
    tips: tuple[Tip, ...] = ()


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


@dataclass(frozen=True)
class PreviewBody:
    title: str
    mark: Mark
    status: str
    rows: tuple[Row, ...]
    source: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class CaseBody:
    """One of the resident's own cases: how it stands, what is still wanted, and what can be done about it here."""

    title: str
    mark: Mark
    status: str
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    """Rows under their headings; the first needs none."""
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class CheckBody:
    """核对: everything once more, all problems at once."""

    title: str
    problem_title: str
    """Empty when there is nothing to mend."""
    rows: tuple[Row, ...]
    next: Button
    tips: tuple[Tip, ...] = ()


@dataclass(frozen=True)
class SignBody:
    title: str
    statement: str
    hint: str
    strokes: tuple[tuple[tuple[float, float], ...], ...] = field(repr=False)
    clear: Button
    next: Button


@dataclass(frozen=True)
class ProgressBody:
    """Honest progress: each step is shown done only when it is."""

    title: str
    steps: tuple[Row, ...]
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class ResultBody:
    title: str
    mark: Mark
    number_label: str
    number: str
    rows: tuple[Row, ...]
    sections: tuple[Section, ...]
    document_title: str
    document_picture: PagePicture | None
    qr: str
    """Payload of the QR code beside the number; empty for none."""
    buttons: tuple[Button, ...]
    tips: tuple[Tip, ...] = ()
    parts_title: str = ""
    parts: tuple[Row, ...] = ()
    """Of a joint case: a line an office."""
    rules_title: str = ""
    rules: tuple[Row, ...] = ()
    """Of a case that rules looked at: each of them, and whether it held."""


@dataclass(frozen=True)
class RatingBody:
    question: str
    options: tuple[Option, ...]
    promise: str
    """That not rating is fine, and nothing is sent then."""
    skip: Button


@dataclass(frozen=True)
class TagsBody:
    """Why this grade: any, or none, of its reasons."""

    question: str
    options: tuple[Option, ...]
    next: Button


@dataclass(frozen=True)
class FarewellBody:
    title: str
    lines: tuple[Row, ...]
    card_warning: str
    """Not empty while a card lies on the reader: shown large."""


Body = (
    AttractBody
    | OutOfServiceBody
    | HomeBody
    | ListBody
    | PublishedBody
    | SearchBody
    | GuideBody
    | ChecklistBody
    | ClosedBody
    | BarredBody
    | ConsentBody
    | IdentifyBody
    | SocialCardBody
    | PinBody
    | FormBody
    | MaterialsBody
    | ScanBody
    | PreviewBody
    | CaseBody
    | CheckBody
    | SignBody
    | ProgressBody
    | ResultBody
    | RatingBody
    | TagsBody
    | FarewellBody
)


# --- over the page ------------------------------------------------------------------------------


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


Overlay = HelpOverlay | QuestionOverlay


@dataclass(frozen=True)
class Chrome:
    """The frame round every page: always in the same places."""

    place: str
    clock: str
    heading: str
    """Name of the item, or of the terminal."""
    steps: tuple[str, ...]
    step: int
    """Index of the present step; -1 outside an item."""
    line_mark: Mark
    line_text: str
    banner: str
    """Demo realm and simulated devices; empty in production."""
    back: Button | None
    exit: Button | None
    hand_over: Button | None = field(default=None, kw_only=True)
    """办不成事: on every page that says that something did not work."""
    language: Button
    help: Button = Button("help", "呼叫帮办", CallHelp())


@dataclass(frozen=True)
class View:
    page: str
    chrome: Chrome
    body: Body
    overlay: Overlay | None = None
    lights: frozenset[str] = frozenset()
    """Device classes whose place on the machine lights up."""


def buttons_of(thing: object) -> list[Button | Option | Tile]:
    """Every touchable part of a view or a part of one, in reading order."""
    if isinstance(thing, (Button, Option, Tile)):
        return [thing]
    if isinstance(thing, tuple):
        return [found for one in thing for found in buttons_of(one)]
    if hasattr(thing, "__dataclass_fields__"):
        return [found for name in thing.__dataclass_fields__ for found in buttons_of(getattr(thing, name))]
    return []
