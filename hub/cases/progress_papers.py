"""Printing the papers of an approved case for its applicant, at any terminal; every further print says that it is one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from contract.case import Document
from contract.civil_time import CIVIL
from contract.codes import CaseState
from contract.progress import OwnDocument, PaperLine
from hub.audit import note
from hub.cases.mend_chain import answer_of
from hub.cases.progress_index import NOBODY, whose
from hub.database import insert_new
from hub.tables import case, document, document_print, paper_revocation
from outcome import Action, Failure, Ok, Outcome
from typeset.marked import marked

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from sqlalchemy import Connection, Row

    from contract.progress import OwnPaper
    from hub.wiring import Hub

WITH_PAPERS = frozenset({CaseState.APPROVED, CaseState.DONE, CaseState.MAKING, CaseState.DELIVERED})
NO_SUCH_PAPER = Failure("no_such_paper", Action.NOBODY, "this applicant has no such paper that still holds")


def papers_of(
    hub: Hub, connection: Connection, rows: list[Row[Any]], state: CaseState
) -> tuple[PaperLine, ...]:
    """Of a case that is approved: those that still hold, the oldest first."""
    if state not in WITH_PAPERS:
        return ()
    given = {one.document_id for row in rows for one in answer_of(hub, row).documents}
    found = connection.execute(
        select(document)
        .where(document.c.case_key.in_([row.key for row in rows]))
        .order_by(document.c.issued_at)
    ).all()
    return tuple(
        PaperLine(
            document_id=row.code,
            title_zh=summary["title_zh"],
            title_en=summary["title_en"],
            valid_until=row.valid_until,
            again=row.code in given or _printed(connection, row.code) > 0,
        )
        for row in found
        if _holds(hub, connection, row)
        for summary in [_summary(hub, row)]
    )


def give_paper(hub: Hub, asked: OwnPaper, terminal_id: str) -> Outcome[OwnDocument]:
    """The document to be printed now. The same print key again is the same print. Failure: `no_such_paper`."""
    with hub.database.write() as connection:
        row = connection.execute(select(document).where(document.c.code == asked.document_id)).one_or_none()
        its = (
            connection.execute(select(case).where(case.c.key == row.case_key)).one_or_none()
            if row is not None
            else None
        )
        mine = whose(hub.vault, asked.applicant)
        if row is None or its is None or its.whose != mine or mine == NOBODY:
            return NO_SUCH_PAPER
        if CaseState(its.state) not in WITH_PAPERS or not _holds(hub, connection, row):
            return NO_SUCH_PAPER
        given = {one.document_id: one for one in answer_of(hub, its).documents}
        at = hub.clock()
        print_ = {"print_key": asked.print_key, "code": row.code, "terminal_id": terminal_id, "at": at}
        if insert_new(connection, document_print, print_):
            note(connection, at, terminal_id, "own_paper_printed", its.case_number)
        again = row.code in given or _printed_before(connection, row.code, asked)
        pdf = hub.vault.open(row.sealed_pdf, f"document/{row.code}/pdf")
        summary = _summary(hub, row)
    return Ok(
        OwnDocument(
            document=Document(
                document_id=row.code,
                title_zh=summary["title_zh"],
                title_en=summary["title_en"],
                pdf=_marked(pdf, at, terminal_id) if again else pdf,
                verify_url=given[row.code].verify_url if row.code in given else "",
                valid_until=row.valid_until,
            ),
            again=again,
        )
    )


def _marked(pdf: bytes, at: datetime, terminal_id: str) -> bytes:
    return marked(pdf, f"补打件 REPRINT    {at.astimezone(CIVIL):%Y-%m-%d %H:%M}    {terminal_id}", at)


def _holds(hub: Hub, connection: Connection, row: Row[Any]) -> bool:
    revoked = select(paper_revocation.c.code).where(paper_revocation.c.code == row.code)
    over = row.valid_until < hub.clock().astimezone(CIVIL).date()
    return not over and connection.execute(revoked).one_or_none() is None


def _printed(connection: Connection, code: str) -> int:
    counted = select(func.count()).select_from(document_print).where(document_print.c.code == code)
    return int(connection.execute(counted).scalar_one())


def _printed_before(connection: Connection, code: str, asked: OwnPaper) -> bool:
    """A repeat of the first print is still the first."""
    keys = select(document_print.c.print_key).where(document_print.c.code == code)
    first: UUID = connection.execute(keys.order_by(document_print.c.at).limit(1)).scalar_one()
    return first != asked.print_key


def _summary(hub: Hub, row: Row[Any]) -> dict[str, str]:
    told: dict[str, str] = json.loads(
        hub.vault.open(row.sealed_summary, f"document/{row.code}/summary").decode()
    )
    return told
