"""Which state of a case (办件) may follow which, and who may bring it there.

Nothing else decides that: the rules at intake, an officer's page, the command line, the applicant at a terminal and the
hub's own rhythms all ask here. What is closed stays closed, so that nobody is told yes today and no tomorrow; only what
follows a yes (the licence is made, it is handed over) still comes.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from contract.codes import CaseState
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping


class Who(StrEnum):
    """Whose act it is."""

    RULES = "rules"
    """秒批 and what the rules bar, when the case comes."""
    OFFICER = "officer"
    """A person of the department."""
    APPLICANT = "applicant"
    TERMINAL = "terminal"
    """The machine that wrote into the resident's card what was approved."""
    SYSTEM = "system"
    """The hub itself, when a day has passed."""


CLOCK_STOPS = frozenset({CaseState.TO_MEND, CaseState.AWAITS_MATERIAL, CaseState.SUSPENDED})
"""States in which the office has nothing that it could do: the promised day moves on by the working days in them."""

WAITS_FOR_APPLICANT = frozenset({CaseState.TO_MEND, CaseState.AWAITS_MATERIAL})

ENDS = frozenset(
    {CaseState.REFUSED, CaseState.NOT_ACCEPTED, CaseState.RETURNED, CaseState.WITHDRAWN, CaseState.VOID}
)
"""Nothing follows these. Whoever still wants something applies anew, under a new number."""

_O, _A, _S = Who.OFFICER, Who.APPLICANT, Who.SYSTEM
_RULES_TOO = frozenset({Who.RULES, _O})
_OFFICER = frozenset({_O})
_APPLICANT = frozenset({_A, _O})
"""An officer may also write down what the applicant did at a window."""
_OVERDUE = frozenset({_O, _S})

_WHILE_OPEN: Mapping[CaseState, frozenset[Who]] = {
    CaseState.RETURNED: _OFFICER,
    CaseState.WITHDRAWN: _APPLICANT,
    CaseState.VOID: _OFFICER,
}
"""From every state in which nothing is decided yet."""

STEPS: Mapping[CaseState, Mapping[CaseState, frozenset[Who]]] = {
    CaseState.SUBMITTED: {
        **_WHILE_OPEN,
        CaseState.IN_REVIEW: _RULES_TOO,
        CaseState.TO_MEND: _RULES_TOO,
        CaseState.REFUSED: _RULES_TOO,
        CaseState.APPROVED: _RULES_TOO,
        CaseState.DONE: _RULES_TOO,
        CaseState.NOT_ACCEPTED: _RULES_TOO,
        CaseState.SUSPENDED: _OFFICER,
        CaseState.AWAITS_MATERIAL: _OVERDUE,
    },
    CaseState.IN_REVIEW: {
        **_WHILE_OPEN,
        CaseState.TO_MEND: _OFFICER,
        CaseState.AWAITS_MATERIAL: _OVERDUE,
        CaseState.SUSPENDED: _OFFICER,
        CaseState.NOT_ACCEPTED: _OFFICER,
        CaseState.APPROVED: _OFFICER,
        CaseState.REFUSED: _OFFICER,
        CaseState.DONE: _OFFICER,
    },
    CaseState.TO_MEND: {
        **_WHILE_OPEN,
        CaseState.RETURNED: _OVERDUE,
        CaseState.IN_REVIEW: _APPLICANT,
    },
    CaseState.AWAITS_MATERIAL: {
        **_WHILE_OPEN,
        CaseState.RETURNED: _OVERDUE,
        CaseState.IN_REVIEW: _APPLICANT,
        CaseState.APPROVED: _OFFICER,
        CaseState.DONE: _OFFICER,
    },
    CaseState.SUSPENDED: {
        **_WHILE_OPEN,
        CaseState.IN_REVIEW: _OFFICER,
    },
    CaseState.APPROVED: {
        CaseState.DONE: frozenset({_O, Who.TERMINAL}),
        CaseState.MAKING: _OFFICER,
        CaseState.DELIVERED: _OFFICER,
    },
    CaseState.DONE: {
        CaseState.MAKING: _OFFICER,
        CaseState.DELIVERED: _OFFICER,
    },
    CaseState.MAKING: {CaseState.DELIVERED: _OFFICER},
    CaseState.DELIVERED: {},
    **{state: {} for state in ENDS},
    CaseState.OTHER: {},
}
"""Who may bring a case from one state to another; what is not here is not possible."""


def step(before: CaseState, after: CaseState, who: Who) -> Outcome[None]:
    """Whether `who` may do it; the same state again is no step and is always well.

    Failures, each with who must act: `case_closed` (nobody: it is decided), `applicant_must_act` (the resident: it
    waits for what was asked of them), `not_a_step` (nobody; the detail says what may follow), `not_theirs` (the same
    step is another's; the detail says whose).
    """
    if before is after:
        return Ok(None)
    allowed = STEPS[before].get(after)
    if allowed is not None and who in allowed:
        return Ok(None)
    if before in ENDS or not STEPS[before]:
        return Failure("case_closed", Action.NOBODY, f"{before} is the end of a case")
    if allowed is not None:
        whose = ", ".join(sorted(allowed))
        owner = Action.RESIDENT if before in WAITS_FOR_APPLICANT and _A in allowed else Action.NOBODY
        return Failure("not_theirs", owner, f"from {before} to {after} is for: {whose}")
    if before in WAITS_FOR_APPLICANT:
        return Failure("applicant_must_act", Action.RESIDENT, f"{before}: it waits for the applicant")
    possible = ", ".join(sorted(STEPS[before]))
    return Failure("not_a_step", Action.NOBODY, f"from {before} a case may become: {possible}")


def next_states(before: CaseState, who: Who) -> tuple[CaseState, ...]:
    """What `who` may make of it now, in the order of the table."""
    return tuple(after for after, allowed in STEPS[before].items() if who in allowed)
