"""The table of states, wholly: who may bring a case where, and what whoever may not is told."""

from __future__ import annotations

import pytest

from contract.codes import CLOSED, NEEDS_REASONS, CaseState
from hub.cases.lifecycle import (
    CLOCK_STOPS,
    ENDS,
    STEPS,
    WAITS_FOR_APPLICANT,
    Who,
    next_states,
    step,
)
from outcome import Action, Failure, Ok

CODES = {"case_closed", "applicant_must_act", "not_a_step", "not_theirs"}


@pytest.mark.parametrize("who", Who)
@pytest.mark.parametrize("before", CaseState)
def test_every_step_is_allowed_or_says_why_not(before: CaseState, who: Who) -> None:
    for after in CaseState:
        may = step(before, after, who)
        if before is after or after in next_states(before, who):
            assert may == Ok(None)
        else:
            assert isinstance(may, Failure)
            assert may.code in CODES
            assert may.detail


def test_every_state_stands_in_the_table() -> None:
    assert set(STEPS) == set(CaseState)
    assert all(after is not before for before, afters in STEPS.items() for after in afters)
    assert all(whose for afters in STEPS.values() for whose in afters.values())


def test_every_state_is_reached_and_every_case_comes_to_an_end() -> None:
    reached, fresh = {CaseState.SUBMITTED}, {CaseState.SUBMITTED}
    while fresh:
        fresh = {after for before in fresh for after in STEPS[before]} - reached
        reached |= fresh
    assert reached == set(CaseState) - {CaseState.OTHER}
    for state in reached - CLOSED:
        assert {after for after in STEPS[state] if after in CLOSED}, f"{state} would last for ever"


def test_what_is_decided_is_never_decided_otherwise() -> None:
    for before in CLOSED:
        assert set(STEPS[before]) <= {CaseState.DONE, CaseState.MAKING, CaseState.DELIVERED}
    for before in ENDS:
        assert not STEPS[before]


def test_rules_decide_what_comes_and_nothing_after_it() -> None:
    for before in set(CaseState) - {CaseState.SUBMITTED}:
        assert next_states(before, Who.RULES) == ()


def test_an_applicant_mends_and_withdraws_and_decides_nothing() -> None:
    may = {after for before in CaseState for after in next_states(before, Who.APPLICANT)}
    assert may == {CaseState.WITHDRAWN, CaseState.IN_REVIEW}
    mends = {before for before in CaseState if CaseState.IN_REVIEW in next_states(before, Who.APPLICANT)}
    assert mends == WAITS_FOR_APPLICANT
    withdraws = {before for before in CaseState if CaseState.WITHDRAWN in next_states(before, Who.APPLICANT)}
    assert withdraws == set(CaseState) - CLOSED - {CaseState.OTHER}


def test_the_hub_by_itself_gives_back_only_what_waits_for_its_applicant() -> None:
    for before in CaseState:
        returned = CaseState.RETURNED in next_states(before, Who.SYSTEM)
        assert returned is (before in WAITS_FOR_APPLICANT)
        assert set(next_states(before, Who.SYSTEM)) <= {CaseState.RETURNED, CaseState.AWAITS_MATERIAL}


def test_whoever_is_left_without_an_answer_is_told_why() -> None:
    assert CLOCK_STOPS <= NEEDS_REASONS
    assert {CaseState.RETURNED, CaseState.REFUSED, CaseState.NOT_ACCEPTED} <= NEEDS_REASONS


@pytest.mark.parametrize(
    ("before", "after", "who", "code", "action"),
    [
        (CaseState.RETURNED, CaseState.APPROVED, Who.OFFICER, "case_closed", Action.NOBODY),
        (CaseState.TO_MEND, CaseState.APPROVED, Who.OFFICER, "applicant_must_act", Action.RESIDENT),
        (CaseState.TO_MEND, CaseState.IN_REVIEW, Who.SYSTEM, "not_theirs", Action.RESIDENT),
        (CaseState.IN_REVIEW, CaseState.APPROVED, Who.APPLICANT, "not_theirs", Action.NOBODY),
        (CaseState.DONE, CaseState.REFUSED, Who.OFFICER, "not_a_step", Action.NOBODY),
        (CaseState.SUSPENDED, CaseState.APPROVED, Who.OFFICER, "not_a_step", Action.NOBODY),
        (CaseState.DELIVERED, CaseState.DONE, Who.OFFICER, "case_closed", Action.NOBODY),
    ],
)
def test_the_failure_says_who_must_act(
    before: CaseState, after: CaseState, who: Who, code: str, action: Action
) -> None:
    may = step(before, after, who)
    assert isinstance(may, Failure)
    assert (may.code, may.action) == (code, action)


def test_the_detail_names_what_may_follow() -> None:
    may = step(CaseState.SUSPENDED, CaseState.APPROVED, Who.OFFICER)
    assert isinstance(may, Failure)
    assert "in_review" in may.detail
