"""A change of a case in words that a terminal of an older contract understands: one it does not know, and it would take
the whole answer for garbage and never hear of anything again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract.case import Reason
from contract.codes import NEEDS_REASONS, CaseState
from contract.fleet import READS_CHANGES

if TYPE_CHECKING:
    from contract.case import CaseChange

NEAREST = {
    CaseState.AWAITS_MATERIAL: CaseState.TO_MEND,
    CaseState.NOT_ACCEPTED: CaseState.REFUSED,
    CaseState.MAKING: CaseState.APPROVED,
    CaseState.DELIVERED: CaseState.DONE,
    CaseState.RETURNED: CaseState.REFUSED,
    CaseState.WITHDRAWN: CaseState.REFUSED,
    CaseState.VOID: CaseState.REFUSED,
}
"""Each later state in one of the first seven."""

OVER = Reason(field=None, text_zh="这件事已经撤回，不再办理。", text_en="This case was withdrawn.")


def as_read(change: CaseChange, reads: int) -> CaseChange:
    """For a terminal that says so in its heartbeat (`Heartbeat.reads_changes`)."""
    if reads >= READS_CHANGES:
        return change
    state = NEAREST.get(change.state, change.state)
    reasons = change.reasons or ((OVER,) if state in NEEDS_REASONS else ())
    return change.model_copy(update={"state": state, "reasons": reasons, "promised_date": None})
