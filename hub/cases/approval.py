"""The papers of a case that a person approves: the same that rules would have given it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from catalogue.answers import relevant
from hub.cases.mend_chain import rows_of, submission_of, whole
from hub.certificates.issue import Draft, draft
from hub.departments.grounds import Grounds
from hub.departments.papers import paper_of
from hub.departments.papers.paper import Asked
from hub.tables import case, document
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Row

    from catalogue.model import Item
    from contract.case import CaseSubmission
    from hub.departments.register import Record
    from hub.wiring import Hub


def drafts_for(hub: Hub, case_number: str) -> Outcome[tuple[Draft, ...]]:
    """Typeset, not yet filed; none where the item ends without a paper, or the case has its papers already.

    Failures: `no_such_case`, `item_unreadable` (nobody can say what the paper would be), `register_silent` (what stands
    on it is not to be had now: again later), `nothing_on_record` (the department's own records have nothing to put on
    it).
    """
    with hub.database.read() as connection:
        row = connection.execute(select(case).where(case.c.case_number == case_number)).one_or_none()
        if row is None:
            return Failure("no_such_case", Action.NOBODY, "no case has this number")
        rows = rows_of(connection, row.root or row.key)
        last = rows[-1]
        given = select(document.c.code).where(document.c.case_key.in_([one.key for one in rows])).limit(1)
        if connection.execute(given).first() is not None:
            return Ok(())
        submission = whole(hub, connection, submission_of(hub, last))
        versions = hub.items.named(connection, last.item_id, submission.item_version)
    item = versions.named or versions.current
    if item is None:
        return Failure("item_unreadable", Action.ENGINEER, "no version of the item is here that reads")
    if item.certificate is None:
        return Ok(())
    found = _record(hub, item, submission, last)
    if isinstance(found, Failure):
        return found
    now = hub.clock()
    answers = relevant(item, submission.answers)
    day = _grounds(hub, last).day
    asked = Asked(item, submission.applicant, answers, day, found.value, submission.key)
    statement = paper_of(item).statement(asked)
    if statement is None:
        return Failure("nothing_on_record", Action.NOBODY, "there is nothing on record to put on the paper")
    return Ok((draft(hub, statement, submission, now, 1),))


def _record(hub: Hub, item: Item, submission: CaseSubmission, row: Row[Any]) -> Outcome[Record | None]:
    """As it is now: what was on record weeks ago may be why a person had to look."""
    if submission.applicant is None:
        return Ok(None)
    answers = relevant(item, submission.answers)
    found = hub.register.look_up(item, submission.applicant, answers, hub.clock())
    if isinstance(found, Failure):
        before = _grounds(hub, row).record
        return Ok(before) if before is not None else Failure("register_silent", found.action, found.detail)
    return found


def _grounds(hub: Hub, row: Row[Any]) -> Grounds:
    """Of its first decision; a case older than those was decided as of the day it came."""
    if row.sealed_grounds is None:
        return Grounds(day=row.accepted_at.date(), realm=hub.settings.realm, version=None)
    sealed = hub.vault.open(row.sealed_grounds, f"case_file/{row.key}/grounds")
    return Grounds.model_validate_json(sealed)
