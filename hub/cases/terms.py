"""The days of cases (`term.py`), kept."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from catalogue.answers import relevant
from contract.case import CaseSubmission
from contract.civil_time import CIVIL
from contract.codes import CaseState
from hub.cases.progress_owed import deferred
from hub.cases.term import Term, after, begun
from hub.tables import case_term

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from sqlalchemy import Connection, Row

    from catalogue.model import Item
    from hub.wiring import Hub

_DAYS = [case_term.c[one.name] for one in fields(Term)]


def kept_term(connection: Connection, key: UUID) -> Term | None:
    row = connection.execute(select(*_DAYS).where(case_term.c.case_key == key)).one_or_none()
    return Term(**row._asdict()) if row is not None else None


def file_term(connection: Connection, key: UUID, term: Term) -> None:
    """Of a case that is new here."""
    connection.execute(insert(case_term).values(case_key=key, **asdict(term)))


def taken_in(
    connection: Connection,
    root: UUID,
    item: Item | None,
    submission: CaseSubmission,
    *,
    state: CaseState,
    accepted_on: date,
    now: datetime,
) -> None:
    """Of a case that was just answered; of one that was mended the days go on, and what was put off is reckoned anew.

    `submission` with what stands from before (`mend_chain.whole`). Without an item no day is known.
    """
    today = now.astimezone(CIVIL).date()
    known = kept_term(connection, root)
    if known is not None:
        keep_term(connection, root, after(known, state, today))
    elif item is not None:
        answers = relevant(item, submission.answers)
        file_term(connection, root, begun(item, answers, accepted_on, state, today))
    owed = [one.deferred_until for one in deferred(submission) if one.deferred_until is not None]
    connection.execute(
        update(case_term)
        .where(case_term.c.case_key == root)
        .values(owed_until=min(owed, default=None), reminded_on=None)
    )


def keep_term(connection: Connection, key: UUID, term: Term) -> None:
    """As it is now."""
    connection.execute(update(case_term).where(case_term.c.case_key == key).values(**asdict(term)))


def term_of(hub: Hub, connection: Connection, row: Row[Any]) -> Term | None:
    """Of a row of `case_file`, in a write. One that was taken in by a program that kept no days gets them now, as far as
    its item reads; None where that is not to be had, and then no day is promised.
    """
    term = kept_term(connection, row.key)
    if term is not None:
        return term
    sealed = hub.vault.open(row.sealed_payload, f"case_file/{row.key}/payload")
    submission = CaseSubmission.model_validate_json(sealed)
    versions = hub.items.named(connection, row.item_id, submission.item_version)
    item = versions.named or versions.current
    if item is None:
        return None
    accepted = submission.accepted_at if not row.clock_suspect else row.reckoned_at or row.received_at
    day = accepted.astimezone(CIVIL).date()
    last = row.received_at.astimezone(CIVIL).date()
    term = begun(item, relevant(item, submission.answers), day, CaseState(row.state), last)
    file_term(connection, row.key, term)
    return term
