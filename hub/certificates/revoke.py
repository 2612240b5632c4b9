"""Papers that hold no more, though their signature stays good: only the hub can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from contract.civil_time import CIVIL
from contract.paper_status import PaperStatus
from hub.audit import note
from hub.tables import document, paper_revocation
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from hub.wiring import Hub

LONGEST_REASON = 500


def revoke(hub: Hub, code: str, reason: str, by: str) -> Outcome[datetime]:
    """Since when it is revoked: now. Failures: `no_such_paper`, `revoked_already`, `reason_needed`."""
    if not reason.strip():
        return Failure("reason_needed", Action.ENGINEER, "nobody takes a paper back without saying why")
    now = hub.clock()
    with hub.database.write() as connection:
        if connection.execute(select(document.c.code).where(document.c.code == code)).first() is None:
            return Failure("no_such_paper", Action.NOBODY, "no paper was issued under this code")
        if connection.execute(select(paper_revocation).where(paper_revocation.c.code == code)).first():
            return Failure("revoked_already", Action.NOBODY, "this paper was revoked before")
        sealed = hub.vault.seal(reason.strip()[:LONGEST_REASON].encode(), f"paper_revocation/{code}/reason")
        row = {"code": code, "at": now, "sealed_reason": sealed, "revoked_by": by}
        connection.execute(insert(paper_revocation).values(**row))
        note(connection, now, by, "paper_revoked", code)
    return Ok(now)


def status_of(hub: Hub, code: str) -> PaperStatus:
    """Whether it was issued here, and whether it still holds. Nothing of what it says."""
    with hub.database.read() as connection:
        issued, revoked = document.c, paper_revocation.c
        row = connection.execute(
            select(issued.valid_until, revoked.at)
            .select_from(document.outerjoin(paper_revocation, issued.code == revoked.code))
            .where(issued.code == code)
        ).one_or_none()
    if row is None:
        return PaperStatus(code=code, known=False)
    expired = hub.clock().astimezone(CIVIL).date() > row.valid_until
    return PaperStatus(code=code, known=True, expired=expired, revoked_at=row.at)
