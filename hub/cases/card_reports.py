"""What became of cards that approved cases let a terminal write: written, not written, or nobody has said."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from contract.codes import CaseState
from hub.cases.changes import decide
from hub.cases.lifecycle import Who
from hub.cases.mend_chain import answer_of
from hub.tables import card_report, case
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from uuid import UUID

    from contract.card_pin import CardReport
    from hub.wiring import Hub


class CardState(StrEnum):
    """As an officer sees it."""

    WRITTEN = "written"
    AS_BEFORE = "as_before"
    """Nothing reached the card: its old PIN holds."""
    UNSURE = "unsure"
    """Something reached the card, and it did not take the resident's PIN: the one-time PIN may be in it."""
    NOT_TOLD = "not_told"
    """The terminal has said nothing."""


def keep_card_report(hub: Hub, terminal_id: str, report: CardReport) -> Outcome[None]:
    """The last word counts, but for a card that was written: that does not become unwritten. A written one ends its case.

    Failures: `no_such_case` (engineer), where this terminal took in no case under the key.
    """
    with hub.database.write() as connection:
        found = connection.execute(
            select(case.c.case_number, case.c.state).where(
                case.c.key == report.case_key, case.c.terminal_id == terminal_id
            )
        ).one_or_none()
        if found is None:
            return Failure("no_such_case", Action.ENGINEER, "this terminal took in no case under this key")
        values = {**report.model_dump(exclude={"case_key"}), "received_at": hub.clock()}
        row = card_report.c.case_key == report.case_key
        if connection.execute(select(card_report.c.case_key).where(row)).one_or_none() is None:
            connection.execute(insert(card_report).values(case_key=report.case_key, **values))
        else:
            connection.execute(update(card_report).where(row, ~card_report.c.written).values(**values))
    if report.written and found.state == CaseState.APPROVED:
        done = decide(hub, found.case_number, CaseState.DONE, (), f"terminal {terminal_id}", who=Who.TERMINAL)
        return done if isinstance(done, Failure) else Ok(None)
    return Ok(None)


def card_of(hub: Hub, case_number: str) -> CardState | None:
    """None of a case that let no card be written."""
    with hub.database.read() as connection:
        row = connection.execute(select(case).where(case.c.case_number == case_number)).one_or_none()
    if row is None or answer_of(hub, row).card_pin is None:
        return None
    return card_state(hub, row.key)


def card_state(hub: Hub, key: UUID) -> CardState:
    """Of a case that lets a card be written."""
    with hub.database.read() as connection:
        row = connection.execute(select(card_report).where(card_report.c.case_key == key)).one_or_none()
    if row is None:
        return CardState.NOT_TOLD
    if row.written:
        return CardState.WRITTEN
    return CardState.UNSURE if row.touched else CardState.AS_BEFORE
