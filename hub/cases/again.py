"""Deciding a case again from what its decision looked at, and saying rule by rule whether it comes out the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from contract.case import CaseAnswer
from hub.cases.judgement import judge
from hub.cases.mend_chain import submission_of, whole
from hub.departments.grounds import Grounds
from hub.tables import case
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from datetime import date

    from contract.case import Reason, RuleResult
    from contract.codes import CaseState
    from hub.departments.decision import Decision
    from hub.wiring import Hub


@dataclass(frozen=True)
class RuleAgain:
    """One rule, then and now; None on a side on which it was not asked."""

    name: str
    text_zh: str
    text_en: str
    then: RuleResult | None
    now: RuleResult | None

    @property
    def same(self) -> bool:
        return self.then == self.now


@dataclass(frozen=True)
class Again:
    """A decision beside the same made again. Nothing of the applicant."""

    item_id: str
    version: str | None
    day: date
    state_then: CaseState
    state_now: CaseState
    rules: tuple[RuleAgain, ...]
    reasons_then: tuple[Reason, ...]
    reasons_now: tuple[Reason, ...]
    same_parts: bool

    @property
    def same(self) -> bool:
        """State, every rule, every reason and every part."""
        return (
            self.state_then is self.state_now
            and all(rule.same for rule in self.rules)
            and self.reasons_then == self.reasons_now
            and self.same_parts
        )


def decide_again(hub: Hub, case_number: str) -> Outcome[Again]:
    """Of the first answer; what people decided after it is not touched. Changes nothing.

    Failures, all for the engineer: `no_such_case`, `no_grounds` (it was decided by a program that kept none),
    `item_unreadable` (the version that decided does not read any more).
    """
    with hub.database.read() as connection:
        row = connection.execute(select(case).where(case.c.case_number == case_number)).one_or_none()
        if row is None:
            return Failure("no_such_case", Action.ENGINEER, "no case has this number")
        if row.sealed_grounds is None:
            return Failure("no_grounds", Action.ENGINEER, "what its decision looked at was not kept then")
        place = f"case_file/{row.key}"
        grounds = Grounds.model_validate_json(hub.vault.open(row.sealed_grounds, f"{place}/grounds"))
        submission = whole(hub, connection, submission_of(hub, row))
        item = None
        if grounds.version is not None:
            item = hub.items.named(connection, row.item_id, grounds.version).named
            if item is None:
                return Failure("item_unreadable", Action.ENGINEER, "the version that decided does not read")
    answer = CaseAnswer.model_validate_json(hub.vault.open(row.sealed_answer, f"{place}/answer"))
    decision = judge(item, submission, grounds)
    return Ok(
        Again(
            item_id=row.item_id,
            version=grounds.version,
            day=grounds.day,
            state_then=answer.state,
            state_now=decision.state,
            rules=_side_by_side(answer.rules, decision.rules),
            reasons_then=answer.reasons,
            reasons_now=decision.reasons,
            same_parts=_parts(answer) == _parts(decision),
        )
    )


def _side_by_side(then: tuple[RuleResult, ...], now: tuple[RuleResult, ...]) -> tuple[RuleAgain, ...]:
    before, after = {one.rule: one for one in then}, {one.rule: one for one in now}
    return tuple(
        RuleAgain(one.rule, one.text_zh, one.text_en, before.get(one.rule), after.get(one.rule))
        for one in {**before, **after}.values()
    )


def _parts(decided: CaseAnswer | Decision) -> list[tuple[object, ...]]:
    """Without the office numbers, which are given when a case is filed."""
    return [(one.part, one.state, one.promised_date, one.waits_for) for one in decided.parts]
