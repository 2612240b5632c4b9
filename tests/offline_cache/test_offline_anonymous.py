"""A case in which nobody is asked who they are is kept and sent like any other, and names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offline_bench_of_cases import NAME

from contract.case import CaseSubmission

if TYPE_CHECKING:
    from offline_bench_of_cases import Shelf


def test_it_has_a_number_and_no_person(shelf: Shelf) -> None:
    accepted = shelf.accept(applicant=None, signature_png=b"")
    waiting = shelf.next()
    assert waiting is not None
    sent = CaseSubmission.model_validate_json(waiting.body)
    assert (sent.case_number, sent.applicant, sent.signature_png) == (accepted.case_number, None, b"")
    assert b'"applicant":null' in waiting.body
    assert NAME.encode() not in waiting.body


def test_a_repeat_is_the_same_case_and_somebody_is_another(shelf: Shelf) -> None:
    first = shelf.accept(applicant=None)
    named = shelf.accept()
    again = shelf.accept(applicant=None, key=first.key, accepted_at=first.accepted_at)
    assert (again.case_number, again.sequence) == (first.case_number, first.sequence)
    assert named.sequence == first.sequence + 1
