"""What was decided and by what: the rules of 秒批, and each office of a joint case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.joint_plan import part_dates, waits_for, wanted_parts
from contract.codes import NEEDS_REASONS, CaseState
from visit.views import Mark, Row
from wording import of_two, say
from wording.forms import day, listed

if TYPE_CHECKING:
    from contract.case import PartAnswer
    from visit.state import State

_MARKS = {
    CaseState.SUBMITTED: Mark.WAITING,
    CaseState.IN_REVIEW: Mark.NOW,
    CaseState.APPROVED: Mark.DONE,
    CaseState.DONE: Mark.DONE,
    CaseState.MAKING: Mark.DONE,
    CaseState.DELIVERED: Mark.DONE,
    CaseState.WITHDRAWN: Mark.WARNING,
    CaseState.OTHER: Mark.NOW,
}


def rule_rows(state: State) -> tuple[Row, ...]:
    """Every rule that was looked at; the ones that did not hold say why a person must look."""
    answer, language = state.here.answer, state.language
    rules = answer.rules if answer is not None else ()
    return tuple(
        Row(of_two(language, one.text_zh, one.text_en), "", Mark.DONE if one.held else Mark.WARNING)
        for one in rules
    )


def rules_title(state: State) -> str:
    answer = state.here.answer
    if answer is None or not answer.rules:
        return ""
    held = all(one.held for one in answer.rules)
    return say(state.language, "result.rules_held" if held else "result.rules_not")


def part_rows(state: State) -> tuple[Row, ...]:
    """One line an office, also before it has answered: by the file, what it promises and whom it waits for."""
    visit, language = state.here, state.language
    assert visit.accepted_at is not None
    wanted = wanted_parts(visit.chosen, visit.answers)
    dates = part_dates(visit.chosen, visit.answers, visit.accepted_at.date())
    answered = {one.part: one for one in visit.answer.parts} if visit.answer is not None else {}
    rows = []
    for part in wanted:
        its = answered.get(part.id)
        before = waits_for(part, wanted)
        notes = [part.department.to(language), _state_in_words(its, language)]
        if before and (its is None or its.state is CaseState.SUBMITTED):
            names = listed([one.name.to(language) for one in before], language)
            notes.append(say(language, "parts.waits", names=names))
        by = its.promised_date if its is not None and its.promised_date is not None else dates[part.id]
        rows.append(
            Row(
                part.name.to(language),
                say(language, "parts.by", day=day(by, language)),
                Mark.WAITING
                if its is None
                else Mark.TROUBLE
                if its.state in NEEDS_REASONS
                else _MARKS[its.state],
                note=" · ".join(note for note in notes if note),
            )
        )
    return tuple(rows)


def _state_in_words(part: PartAnswer | None, language: str) -> str:
    return say(language, f"result.{part.state}") if part is not None else ""
