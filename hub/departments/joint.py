"""The parts of a joint case (一件事): one line for each office, when it promises an answer, and for whom it waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.joint_plan import part_dates, waits_for, wanted_parts
from contract.codes import CaseState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from catalogue.model import Item
    from contract.case import Answer


@dataclass(frozen=True)
class PartDecision:
    """What became of the case at one office; its office number is given when the case is filed."""

    part: str
    item: str | None
    """The same on its own, where the catalogue has it: then the number is of that item."""
    state: CaseState
    waits_for: tuple[str, ...]
    promised_date: date


def parts_of(
    item: Item, answers: Mapping[str, Answer], state: CaseState, day: date
) -> tuple[PartDecision, ...]:
    """Of the parts that are wanted, in the order of the file. One that waits is taken in and begins later."""
    wanted = wanted_parts(item, answers)
    promised = part_dates(item, answers, day)
    found = []
    for part in wanted:
        before = tuple(one.id for one in waits_for(part, wanted))
        its_state = CaseState.SUBMITTED if before and state is CaseState.IN_REVIEW else state
        found.append(PartDecision(part.id, part.item, its_state, before, promised[part.id]))
    return tuple(found)
