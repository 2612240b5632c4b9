"""All that is known of one resident at the terminal. A visit that hands over holds the one in which it did not go on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.held.appointing import Appointing
from visit.held.browsing import Browsing
from visit.held.card_work import CardWork
from visit.held.code_entry import CodeEntry
from visit.held.outlet_list import OutletList
from visit.held.page import Page
from visit.held.paper import Paper
from visit.held.pickup import PickUp
from visit.held.progress import Progress
from visit.held.takeaway import TakeAway
from visit.held.upkeep import Upkeep
from visit.held.verifying import Verifying
from visit.held.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from catalogue.model import Item
    from contract.case import Answer, Applicant, CaseAnswer, Consent
    from contract.query import QueryAnswer
    from visit.held.mending import Mending
    from visit.held.page_line import Line
    from visit.held.page_picture import PagePicture
    from visit.held.rating import RatingGiven
    from visit.held.scanning import Scan, Scanning
    from visit.held.trouble import Trouble


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
    receipt: Paper = field(default_factory=Paper)
    certificate: Paper = field(default_factory=Paper)
    copy: Paper = field(default_factory=Paper)
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
class HandOver:
    """Where the resident was, and what goes along."""

    behind: Visit = field(repr=False)
    """The visit as it was left: it can be returned to, and nothing of it goes along by itself."""
    page: Page
    lines: tuple[Line, ...] = field(repr=False)
    kept: frozenset[str]
    """Ids of the lines that are told."""
    turned: int = 0
    missed: CaseAnswer | None = field(default=None, repr=False)
    """What the hub said meanwhile of the case behind."""

    def told(self, longest: int) -> str:
        """The lines that are told, for whoever takes it on; empty when none is."""
        return "；".join(one.text.zh for one in self.lines if one.id in self.kept)[:longest]
