"""The state of the terminal as a visit sees it. Everything personal is inside `Visit` and `HelpTalk`, nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from catalogue.nearby import Reports
from contract.codes import HelpState
from visit.appointment import Appointing
from visit.browsing import Browsing
from visit.card_work import CardWork
from visit.codes import CodeEntry
from visit.comfort import USUAL, Comfort
from visit.outlets import OutletList
from visit.pickup import PickUp
from visit.progress import Progress
from visit.takeaway import TakeAway
from visit.upkeep import Closure, Upkeep
from visit.verifying import Verifying
from visit.writing import Mode, Writing, mode_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from catalogue.model import Item, Text
    from catalogue.realm import Realm
    from catalogue.shelf import Catalogue
    from catalogue.surroundings import Around
    from contract.case import Answer, Applicant, CaseAnswer, Consent
    from contract.codes import Grade
    from contract.help import HelpWords
    from contract.query import QueryAnswer
    from visit.events import DeviceHealth
    from visit.hand_over import HandOver
    from visit.mending import Mending
    from visit.night import Night
    from visit.page_picture import PagePicture
    from visit.scanning import Scan, Scanning


class Page(StrEnum):
    """Where the terminal is. Named sets of pages stand below; handlers never compare single pages at random."""

    STARTING = "starting"
    STAFF_DOOR = "staff_door"
    MAINTENANCE = "maintenance"
    CLOSURE = "closure"
    OUT_OF_SERVICE = "out_of_service"
    ATTRACT = "attract"
    HOME = "home"
    TREE = "tree"
    BRANCH = "branch"
    SEARCH = "search"
    ELSEWHERE = "elsewhere"
    OUTLETS = "outlets"
    CODE = "code"
    TICKET_SHOWN = "ticket_shown"
    APPOINT = "appoint"
    APPOINT_WHO = "appoint_who"
    APPOINT_PHONE = "appoint_phone"
    APPOINTMENTS = "appointments"
    APPOINTMENT = "appointment"
    VERIFY = "verify"
    BOX = "box"
    CASES_CARD = "cases_card"
    CASES = "cases"
    CASE = "case"
    CLOSED_ITEM = "closed_item"
    VOICE = "voice"
    HAND_OVER = "hand_over"
    HAND_OVER_TOLD = "hand_over_told"
    GUIDE = "guide"
    CHECKLIST = "checklist"
    CONSENT = "consent"
    IDENTIFY = "identify"
    RECORDS = "records"
    NOT_ELIGIBLE = "not_eligible"
    FORM = "form"
    MATERIALS = "materials"
    SCAN = "scan"
    PREVIEW = "preview"
    SOCIAL_CARD = "social_card"
    NEW_PIN = "new_pin"
    CHECK = "check"
    SIGN = "sign"
    SUBMITTING = "submitting"
    CARD_WRITING = "card_writing"
    RESULT = "result"
    RATING = "rating"
    RATING_WHY = "rating_why"
    FAREWELL = "farewell"


IDLE_PAGES = frozenset({Page.STARTING, Page.OUT_OF_SERVICE, Page.ATTRACT})
"""Nobody's visit: no personal data may exist here."""

BROWSING_PAGES = frozenset({Page.HOME, Page.VOICE, Page.BRANCH, Page.SEARCH})
"""Where an item is chosen."""

LISTENING_PAGES = frozenset(
    {Page.ATTRACT, Page.OUT_OF_SERVICE, Page.HOME, Page.CODE, Page.VERIFY, Page.STAFF_DOOR}
)
"""Where a code laid before the reader is taken: nobody need touch anything first."""

ITEM_PAGES = frozenset(
    {
        Page.GUIDE,
        Page.CHECKLIST,
        Page.CONSENT,
        Page.IDENTIFY,
        Page.RECORDS,
        Page.NOT_ELIGIBLE,
        Page.HAND_OVER,
        Page.HAND_OVER_TOLD,
        Page.FORM,
        Page.MATERIALS,
        Page.SCAN,
        Page.PREVIEW,
        Page.SOCIAL_CARD,
        Page.NEW_PIN,
        Page.CHECK,
        Page.SIGN,
        Page.SUBMITTING,
        Page.CARD_WRITING,
        Page.RESULT,
    }
)
"""Pages that need a chosen item."""

RATING_PAGES = frozenset({Page.RATING, Page.RATING_WHY})
"""Somebody who has gone away from here is gone: no question is asked."""

UNDECIDED_PAGES = frozenset(ITEM_PAGES - {Page.SUBMITTING, Page.CARD_WRITING, Page.RESULT})
"""Leaving here loses what was filled in, so it is asked first."""


class Over(StrEnum):
    """What lies over the page."""

    NOTHING = "nothing"
    STILL_THERE = "still_there"
    ASK_EXIT = "ask_exit"
    HELP = "help"
    COMFORT = "comfort"
    """The ways to be served."""
    LANGUAGES = "languages"


class Printing(StrEnum):
    """How far a paper is. Only the printer's own word makes it `PRINTED`."""

    NOT_ASKED = "not_asked"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    NOT_CONFIRMED = "not_confirmed"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Delays:
    """Every time limit of a visit, in seconds."""

    attract_redraw_s: float = 12.0
    """The published lists are turned over."""
    attract_alone_s: float = 600.0
    """The same while a sensor says that nobody stands there to read them: half of the page is painted anew each time."""
    starting_s: float = 15.0
    """A device that has not reported by then is taken as down."""
    idle_s: float = 90.0
    """Without a touch for this long the terminal asks whether somebody is there."""
    reading_idle_s: float = 180.0
    """The same on pages that are read or compared with papers (guide, check, result)."""
    help_idle_s: float = 600.0
    """The same while a call for help is open."""
    still_there_s: float = 20.0
    """Time to answer 还在吗 (WCAG 2.2.1: at least 20 s)."""
    accept_s: float = 15.0
    """The disk must have taken the case by then."""
    answer_s: float = 25.0
    """How long a resident waits at most for the department's document."""
    print_s: float = 60.0
    """Longest time of a receipt, paper change excluded."""
    certificate_s: float = 180.0
    """Longest time of a document on A4: a cold printer warms up first."""
    query_s: float = 20.0
    scan_s: float = 20.0
    """Longest time of one page: a camera that rested, finding the paper, and the disk."""
    records_s: float = 8.0
    """How long a resident waits for what departments have on record, before anything is asked."""
    card_write_s: float = 40.0
    """How long the three steps of writing a new PIN into a card may take together."""
    box_s: float = 20.0
    """How long a code may be looked at and its lock driven: three drives with their rests."""
    box_open_s: float = 30.0
    """After that a door that still stands open is spoken of again."""
    rating_s: float = 45.0
    farewell_s: float = 8.0
    card_left_s: float = 60.0
    """How long the forgotten card alarm lasts before the keeper is noted."""


@dataclass(frozen=True)
class Place:
    """Where this terminal stands."""

    terminal_id: str
    name: Text
    window_phone: str
    version: str
    floor: str = ""
    zone: str = ""
    """Where in the hall it stands: it shows the published list of there; empty for all of them."""


UNREPORTED = frozenset({"unknown"})
"""States of a device that has not said anything yet."""


@dataclass(frozen=True)
class Machine:
    """What is true of the terminal whoever stands before it."""

    place: Place
    catalogue: Catalogue = field(hash=False)
    watched: tuple[str, ...]
    """Fitted device classes that a visit uses; the terminal has started when each has reported."""
    realm: Realm
    simulated: bool
    languages: tuple[str, ...] = ("zh", "en")
    """The first is the one that a visit begins in."""
    delays: Delays = field(default_factory=Delays)
    devices: Mapping[str, DeviceHealth] = field(default_factory=dict, hash=False)
    line_up: bool = False
    room: bool = True
    """Whether the store can take another case."""
    closed: Closure | None = None
    """Staff took it out of service."""
    room_code: str = ""
    """Why not; a code of the store."""
    card_present: bool | None = False
    chip_card_present: bool | None = False
    night: Night | None = None
    """When the picture is dark."""
    dim_s: float | None = None
    """At night the picture of a terminal that nobody uses is dimmed after so long, seconds; None: never."""
    present: bool | None = None
    """Whether somebody stands before it; None: there is nothing that knows."""
    noticed_at: float = 0.0
    """Monotonic time at which somebody last came or went."""
    cannot_write: frozenset[Mode] = frozenset()
    """Ways of writing whose dictionary or recogniser is not on this machine."""
    reads: bool = False
    """In 长辈版 the pages are spoken along; False where that would disturb."""
    reports: Reports = field(default_factory=Reports, hash=False)
    """What the hub last said of all terminals of the place."""

    @property
    def around(self) -> Around:
        """The outlets around this terminal, and its own."""
        return self.catalogue.around(self.place.terminal_id)

    @property
    def card_left(self) -> bool:
        """Whether somebody's card is still in or on this machine."""
        return bool(self.card_present or self.chip_card_present)

    def usable(self) -> frozenset[str]:
        return frozenset(name for name, health in self.devices.items() if health.usable)

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(self.catalogue.items.values())

    def troubles(self) -> Mapping[str, str]:
        """Codes of the devices that cannot be used."""
        return {name: health.code for name, health in self.devices.items() if not health.usable}

    def item(self, item_id: str) -> Item | None:
        return self.catalogue.items.get(item_id)


@dataclass(frozen=True)
class Trouble:
    """What went wrong on this page."""

    code: str
    action: str


@dataclass(frozen=True)
class Paper:
    """One thing to print for a case, and how far it is."""

    printing: Printing = Printing.NOT_ASKED
    tries: int = 0
    asked_at: float = 0.0
    trouble: Trouble | None = None

    @property
    def in_question(self) -> bool:
        """Only the resident can say what now: once more, or without."""
        return self.printing in {Printing.FAILED, Printing.NOT_CONFIRMED}


STORE_SILENT = Trouble("store_silent", "engineer")
"""The store said neither yes nor no in time: the case may be on disk, so only the same key may try again."""


@dataclass(frozen=True)
class RatingGiven:
    """What the resident chose of their own accord; nothing of it is ever chosen for them."""

    key: UUID
    grade: Grade
    rated_at: datetime
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Visit:
    """One resident at the terminal."""

    item: Item | None = None
    browsing: Browsing = field(default_factory=Browsing)
    outlets: OutletList = field(default_factory=OutletList)
    consent: Consent | None = None
    applicant: Applicant | None = None
    reading: Trouble | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict, hash=False)
    typed: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Text of typed fields as typed, before it is a valid answer."""
    form_at: int = 0
    active: str = ""
    composing: str = ""
    candidates: tuple[tuple[str, int], ...] = ()
    words_turned: int = 0
    """Which strip of the candidates is shown, from 0."""
    writing: Writing = field(default_factory=Writing)
    shown_problems: bool = False
    """After the first try to go on, the page says what is missing."""
    back_to_check: bool = False
    promises: Mapping[str, bool] = field(default_factory=dict, hash=False)
    """Material id: promised, coming later, scanned, or to be fetched as an electronic licence (true); else handed in
    (false)."""
    scans: Mapping[str, tuple[Scan, ...]] = field(default_factory=dict, hash=False, repr=False)
    """Pages that were taken, by material; the pictures are sealed on disk already."""
    scanning: Scanning | None = None
    records: QueryAnswer | None = None
    """What departments have on record of the applicant, asked for before the form."""
    barred_from: Page = Page.IDENTIFY
    """The page on which it was decided that the applicant may not apply."""
    preview: QueryAnswer | None = None
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()
    confirmed_by_key: bool = False
    """The statement was confirmed with the keypad: no signature was drawn, and the case says so."""
    key: UUID | None = None
    confirmed_at: datetime | None = None
    clock_trusted: bool = True
    """Whether the clock could be trusted when the resident confirmed."""
    accepted_offline: bool = False
    number: str = ""
    accepted_at: datetime | None = None
    proof: str = ""
    """The terminal's signature over number, item and time, as the code on the receipt."""
    answer: CaseAnswer | None = None
    waiting_ended: bool = False
    """The resident waited long enough; the answer will come later."""
    set_aside: bool = False
    """The hub would not take the case in; staff must act."""
    trouble: Trouble | None = None
    receipt: Paper = Paper()
    certificate: Paper = Paper()
    copy: Paper = Paper()
    """副本 of what was laid under the camera, if it was asked for."""
    card: CardWork = field(default_factory=CardWork)
    handing: HandOver | None = None
    """What this visit does is handing over what could not be done in the visit behind it."""
    pictures: Mapping[str, PagePicture] = field(default_factory=dict, hash=False, repr=False)
    code: CodeEntry = field(default_factory=CodeEntry)
    appointing: Appointing = field(default_factory=Appointing)
    pickup: PickUp = field(default_factory=PickUp)
    verifying: Verifying = field(default_factory=Verifying)
    takeaway: TakeAway = field(default_factory=TakeAway)
    upkeep: Upkeep = field(default_factory=Upkeep)
    """Of staff; of a resident it is empty."""
    progress: Progress = field(default_factory=Progress)
    """What is open of the resident's own cases."""
    mending: Mending | None = None
    """Not None: what is filled in is a case that was handed in before."""
    rating: RatingGiven | None = None
    """The grade that the resident chose; it goes out when they leave, with the tags ticked by then."""

    @property
    def chosen(self) -> Item:
        """The item; on every page of `ITEM_PAGES` there is one."""
        if self.item is None:
            raise LookupError("no item was chosen on this page")
        return self.item

    @property
    def who(self) -> Applicant | None:
        """Whose case it is: nobody's where nobody is asked, also when they laid down a card for another item."""
        return None if self.item is not None and self.item.needs.anonymous else self.applicant


@dataclass(frozen=True)
class HelpTalk:
    """An open call for help."""

    key: UUID
    slip_number: str
    opened_at: datetime
    state: HelpState = HelpState.WAITING
    helper: str | None = None
    words: tuple[HelpWords, ...] = ()
    unsent: tuple[str, ...] = ()
    """What the resident said and the hub has not shown back yet."""
    offline: bool = False
    kept: bool = True
    """Whether the call is at least on disk."""
    printing: Printing = Printing.NOT_ASKED


@dataclass(frozen=True)
class State:
    machine: Machine
    page: Page = Page.STARTING
    over: Over = Over.NOTHING
    language: str = "zh"
    comfort: Comfort = USUAL
    visit: Visit | None = None
    help: HelpTalk | None = None
    at: float = 0.0
    """Monotonic time of the last event, seconds."""
    wall: datetime | None = None
    entered_at: float = 0.0
    """When this page was entered."""
    touched_at: float = 0.0
    asked_at: float = 0.0
    """When 还在吗 was asked."""
    wiped: bool = True

    @property
    def here(self) -> Visit:
        """The visit; on every page outside `IDLE_PAGES` and the farewell there is one."""
        if self.visit is None:
            raise LookupError("nobody is visiting")
        return self.visit

    @property
    def writing_mode(self) -> Mode:
        """How Chinese is put in now. Elders draw first; who listens to the screen cannot see what they draw."""
        by_hand = self.comfort.elder and not self.comfort.spoken
        return mode_of(self.here.writing, self.machine.cannot_write, by_hand=by_hand)

    def with_visit(self, **changes: object) -> State:
        """Change facts of the visit; there must be one."""
        return replace(self, visit=replace(self.here, **changes))  # type: ignore[arg-type]
