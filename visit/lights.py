"""Which places of the machine light up: where the resident's hand is wanted next, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit.copies import A4_PRINTER
from visit.held.page import Page
from visit.held.paper import Printing
from visit.held.pickup import BoxStage
from visit.pickup import LOCKER

if TYPE_CHECKING:
    from visit.state import State

ID_CARD_READER, RECEIPT_PRINTER = "id_card_reader", "receipt_printer"
CHIP_CARD_READER, CODE_READER = "smart_card_reader", "barcode_reader"
COMING = frozenset({Printing.PRINTING, Printing.PRINTED})


def lights(state: State) -> frozenset[str]:
    """Device classes."""
    visit = state.visit
    if state.page is Page.FAREWELL:
        left = {ID_CARD_READER: state.machine.card_present, CHIP_CARD_READER: state.machine.chip_card_present}
        return frozenset(name for name, there in left.items() if there)
    if visit is None:
        return frozenset()
    if state.page is Page.BOX:
        return frozenset({LOCKER}) if visit.pickup.stage is BoxStage.OPEN else frozenset()
    if state.page in {Page.IDENTIFY, Page.APPOINT_WHO, Page.CASES_CARD} and visit.applicant is None:
        return frozenset({ID_CARD_READER})
    if state.page is Page.CODE:
        return frozenset({CODE_READER})
    if state.page is Page.APPOINTMENT:
        slip = visit.appointing.slip
        return frozenset({RECEIPT_PRINTER} if slip is not None and slip.printing in COMING else ())
    if state.page in {Page.SOCIAL_CARD, Page.CARD_WRITING}:
        return frozenset({CHIP_CARD_READER})
    if state.page is Page.RESULT:
        papers = (
            (RECEIPT_PRINTER, visit.receipt),
            (A4_PRINTER, visit.certificate),
            (A4_PRINTER, visit.copy),
        )
        in_reader = {CHIP_CARD_READER} if visit.card.card is not None else set()
        return frozenset({name for name, paper in papers if paper.printing in COMING} | in_reader)
    return frozenset()
