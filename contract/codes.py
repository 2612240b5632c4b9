"""Code tables as symbols. A bare number is never stored: published interfaces number some of them in opposite
directions (facts of GB/T 39046-2020 A.8 against provincial ones), so numbers are made only at an adapter.
"""

from __future__ import annotations

from enum import StrEnum


class CaseState(StrEnum):
    """States of a 办件 that the terminal may learn of: words of practice (docs/run-a-hub.md); which may follow which is
    in `hub/cases/lifecycle.py`.

    GB/T 39046-2020 numbers none of them. It has 业务动作 (pass, send back, other), 环节办理状态 (1 to do, 2 done) and
    特别程序 (A.7: 1 extended, 2 other), and receivers have numbers of their own: an adapter makes them of these symbols.
    A draft (草稿) never leaves the terminal, and what is filed (归档) is no news to anybody; neither is here. That a
    promise is to be checked later (承诺待核) is told of the material, not of the case.
    """

    SUBMITTED = "submitted"
    """已提交、受理 (收件即受理): on disk at the terminal, or taken in by the hub."""
    IN_REVIEW = "in_review"
    """审查: a person looks at it."""
    TO_MEND = "to_mend"
    """补正: the hub sent one list of everything to mend."""
    AWAITS_MATERIAL = "awaits_material"
    """容缺待补: it was looked at, and only papers are missing that may come later; the reasons say which and by when."""
    SUSPENDED = "suspended"
    """挂起 (特别程序): it waits for something that is not the applicant's to do; the reason says for what."""
    APPROVED = "approved"
    """准予."""
    REFUSED = "refused"
    """不予: looked at, and the answer is no."""
    NOT_ACCEPTED = "not_accepted"
    """不予受理: it is not for this office to decide; the reason says whose it is."""
    DONE = "done"
    """办结: the result is there."""
    MAKING = "making"
    """制证: the licence or card is being made."""
    DELIVERED = "delivered"
    """送达: handed over at a window, by a locker, by post or electronically."""
    RETURNED = "returned"
    """退办: given back undecided, e.g. as what was missing never came. The applicant may apply anew."""
    WITHDRAWN = "withdrawn"
    """撤回, by the applicant."""
    VOID = "void"
    """作废: it should never have been, e.g. the same case twice."""
    OTHER = "other"
    """A state of a later hub, which this program cannot tell apart. A hub never gives it to a case."""


NEEDS_REASONS = frozenset(
    {
        CaseState.TO_MEND,
        CaseState.AWAITS_MATERIAL,
        CaseState.SUSPENDED,
        CaseState.REFUSED,
        CaseState.NOT_ACCEPTED,
        CaseState.RETURNED,
        CaseState.VOID,
    }
)
"""States that nobody is left in without being told why."""

CLOSED = frozenset(
    {
        CaseState.APPROVED,
        CaseState.REFUSED,
        CaseState.NOT_ACCEPTED,
        CaseState.DONE,
        CaseState.MAKING,
        CaseState.DELIVERED,
        CaseState.RETURNED,
        CaseState.WITHDRAWN,
        CaseState.VOID,
    }
)
"""States in which nothing is left to decide: the promised day is kept or missed."""


def known_state(told: object) -> object:
    """Before a message is read: a state that this program does not know is OTHER, and its message is no garbage."""
    return CaseState.OTHER if isinstance(told, str) and told not in set(CaseState) else told


class Grade(StrEnum):
    """好差评, five grades. Not rated is the absence of a grade, never a default."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    BASICALLY_SATISFIED = "basically_satisfied"
    DISSATISFIED = "dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"


class IdDocument(StrEnum):
    """Identity documents that the ID card reader tells apart (type flag of the card)."""

    RESIDENT_ID = "resident_id"
    HK_MO_TW_PERMIT = "hk_mo_tw_permit"
    FOREIGNER_2017 = "foreigner_2017"
    FOREIGNER_2023 = "foreigner_2023"


class IdentityMethod(StrEnum):
    """How the resident was identified."""

    ID_CARD = "id_card"
    STAFF_WITNESS = "staff_witness"


class MaterialTrust(StrEnum):
    """Grades of licence data after 国办函〔2016〕108号."""

    A = "A"
    """Made by the issuing body."""
    B = "B"
    """Checked against the original by window staff."""
    C = "C"
    """Uploaded by the resident: the original is still to be checked."""
    D = "D"
    """Self-made, used on the resident's promise."""


class HelpState(StrEnum):
    """Life of a call for help."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


class HelpAuthor(StrEnum):
    RESIDENT = "resident"
    HELPER = "helper"
