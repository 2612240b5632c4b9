"""Code tables as symbols. A bare number is never stored: published interfaces number some of them in opposite
directions (facts of GB/T 39046-2020 A.8 against provincial ones), so numbers are made only at an adapter.
"""

from __future__ import annotations

from enum import StrEnum


class CaseState(StrEnum):
    """States of a 办件 that the terminal may learn of (words of practice; see docs/run-a-hub.md)."""

    SUBMITTED = "submitted"
    """收件即受理: on disk at the terminal, or taken in by the hub."""
    IN_REVIEW = "in_review"
    TO_MEND = "to_mend"
    """补正: the hub sent one list of everything to mend."""
    REFUSED = "refused"
    SUSPENDED = "suspended"
    """中止: it waits for something that is not the applicant's to do; the reason says for what."""
    APPROVED = "approved"
    DONE = "done"


NEEDS_REASONS = frozenset({CaseState.TO_MEND, CaseState.REFUSED, CaseState.SUSPENDED})
"""States that nobody is left in without being told why."""


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
