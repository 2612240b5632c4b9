"""Handing over (转交) what could not be done: what is carried along, to whom it fits.

Nothing is carried that was not shown on the page where it stopped, and nothing that the resident did not leave ticked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.handover_checks import TARGET, TOLD
from visit.held.page import UNDECIDED_PAGES, Over, Page
from visit.held.trouble import STORE_SILENT
from visit.papers import under_way

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from catalogue.handovers import Handover, Offered
    from catalogue.model import Item
    from catalogue.region import Region
    from contract.case import Applicant
    from visit.held.machine import Machine
    from visit.held.visit import Visit
    from visit.state import State

ON_A_PAGE = 4
"""Windows at once: to choose among more takes reading."""
ELDER = 60
"""Years from which on somebody is helped first."""
NOT_HERE = frozenset(
    {
        Page.STARTING,
        Page.ATTRACT,
        Page.FAREWELL,
        Page.HAND_OVER,
        Page.HAND_OVER_TOLD,
        Page.RATING,
        Page.RATING_WHY,
    }
)


def ticket_item(machine: Machine) -> Item | None:
    """The item whose cases are tickets, where this terminal carries one and the place has windows to hand over to."""
    if not machine.catalogue.region.handovers:
        return None
    return next((one for one in machine.items if one.hand_over), None)


def may_hand_over(state: State) -> bool:
    """Not from a case on its way to the disk, nor while a paper or a picture comes: that is waited for first."""
    visit = state.visit
    if state.page in NOT_HERE or state.over is not Over.NOTHING or ticket_item(state.machine) is None:
        return False
    if visit is None:
        return True
    if visit.handing is not None or (visit.item is not None and visit.item.hand_over):
        return False
    match state.page:
        case Page.SUBMITTING:
            return visit.trouble not in {None, STORE_SILENT} and not visit.number
        case Page.CARD_WRITING:
            return False  # the way on is the result page, which says what became of the card
        case Page.RESULT:
            return not under_way(state)
        case Page.SCAN:
            return visit.scanning is None or visit.scanning.order is None
        case _:
            return True


def unfinished(state: State) -> bool:
    """Whether an item that was begun waits behind the ticket, and would be lost by leaving."""
    handing = state.visit.handing if state.visit is not None else None
    if handing is None or handing.page not in UNDECIDED_PAGES:
        return False
    return handing.behind.applicant is not None or bool(handing.behind.answers)


# --- to whom ------------------------------------------------------------------------------------


def targets(state: State) -> tuple[Handover, ...]:
    """All that there are for this: first those that fit, in the order of the file, then the others."""
    handing = state.here.handing
    region = state.machine.catalogue.region
    tried = handing.behind if handing is not None else state.here
    name = tried.item.id if tried.item is not None else ""
    there = [one for one in region.handovers if not one.offered.items or name in one.offered.items]
    page = handing.page if handing is not None else state.page
    fitting = [one for one in there if _fits(one.offered, state, tried, page)]
    return (*fitting, *(one for one in there if one not in fitting))


def _fits(offered: Offered, state: State, tried: Visit, page: Page) -> bool:
    if offered.pages and page not in offered.pages:
        return False
    if offered.of and not _hangs_on(state.machine.catalogue.region, tried.item, offered.of):
        return False
    if offered.home is None and offered.age is None:
        return True
    who = tried.applicant
    return who is not None and state.wall is not None and _person_fits(offered, who, state)


def _hangs_on(region: Region, item: Item | None, names: Collection[str]) -> bool:
    return item is not None and any(
        item.id in branch.items and (tree.id in names or branch.id in names)
        for tree, branch in region.branches()
    )


def _person_fits(offered: Offered, who: Applicant, state: State) -> bool:
    """By the identity number: its first four digits are the prefecture."""
    here = {one.code[2:6] for one in state.machine.catalogue.region.departments.values()}
    if offered.home is not None and (not here or (who.id_number[:4] in here) is not offered.home):
        return False
    return offered.age is None or (age_of(who, state) or 0) >= offered.age


def age_of(who: Applicant, state: State) -> int | None:
    """In years, by the day of birth in the identity number; None where it has none."""
    number = who.id_number
    if state.wall is None or len(number) != 18 or not number[6:14].isdigit():
        return None
    return state.wall.year - int(number[6:10]) - (number[10:14] > f"{state.wall:%m%d}")


# --- the form of the ticket ---------------------------------------------------------------------


def filled(visit: Visit) -> frozenset[str]:
    """Fields that were answered before the form: it does not ask for them again."""
    if visit.handing is None:
        return frozenset()
    return frozenset(name for name in (TARGET, TOLD) if visit.answers.get(name))


def first_page(visit: Visit, pages: Iterable[Iterable[str]]) -> int:
    """The first page of the form that still asks something; `pages` are the ids of their fields."""
    done = filled(visit)
    for number, fields in enumerate(pages):
        if not set(fields) <= done:
            return number
    return 0
