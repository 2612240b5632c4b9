"""What kind of code somebody laid under the reader, or typed: told by its beginning, without asking anybody.

Whoever adds a kind names it here, and in `visit/handlers/codes.py` what follows from it.
"""

from __future__ import annotations

from enum import StrEnum

from contract import paper_proof, pickup_code, receipt_proof, staff_pass
from contract.appointment import ticket_of
from contract.case_number import parse
from outcome import Ok
from visit.held.upkeep import DOOR_NUMBER

LONGEST_CODE = 20
"""Digits that can be typed; no number on a paper of ours is longer."""


class CodeKind(StrEnum):
    TICKET = "ticket"
    """Of an appointment: its code, or its number typed."""
    RECEIPT = "receipt"
    """The proof on a receipt, or the number of a case."""
    CERTIFICATE = "certificate"
    """Leads to a document and the page on which anybody can check it."""
    STAFF = "staff"
    """Leads to the maintenance pages."""
    PICK_UP = "pick_up"
    """Opens a box of the locker."""
    UNKNOWN = "unknown"


CERTIFICATE_PATH = "/verify/"


def kind_of(text: str) -> CodeKind:
    """The kind of a code as it was read. Nothing is checked but its form: a signature is the handler's business."""
    text = text.strip()
    if staff_pass.is_pass(text) or text == DOOR_NUMBER:
        return CodeKind.STAFF
    if ticket_of(text) is not None:
        return CodeKind.TICKET
    if pickup_code.read(text):
        return CodeKind.PICK_UP
    if parse(text.upper()) is not None or isinstance(receipt_proof.read(text), Ok):
        return CodeKind.RECEIPT
    if CERTIFICATE_PATH in text or isinstance(paper_proof.read(text), Ok):
        return CodeKind.CERTIFICATE
    return CodeKind.UNKNOWN
