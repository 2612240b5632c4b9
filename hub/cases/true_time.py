"""When a case was really accepted, by the counter of a terminal whose calendar may be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from contract.clock import read
from hub.database import insert_new
from hub.tables import case, terminal_boot

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def reckon(connection: Connection, terminal_id: str, token: str) -> datetime | None:
    """The moment of a token, by its own offset or by what a heartbeat of the same run of the machine told."""
    moment = read(token)
    if moment is None:
        return None
    known = select(terminal_boot.c.offset_ms).where(
        terminal_boot.c.terminal_id == terminal_id, terminal_boot.c.boot == moment.boot
    )
    return moment.time(connection.execute(known).scalar_one_or_none())


def learn_boot(connection: Connection, terminal_id: str, token: str, now: datetime) -> None:
    """From a heartbeat, in the caller's write transaction. The first of a run of the machine also dates the cases of
    that run which came without an offset.
    """
    moment = read(token)
    if moment is None:
        return
    offset = round(now.timestamp() * 1000) - moment.monotonic_ms
    row = {"terminal_id": terminal_id, "boot": moment.boot, "offset_ms": offset}
    if not insert_new(connection, terminal_boot, row):
        return
    undated = select(case.c.key, case.c.clock).where(
        case.c.terminal_id == terminal_id,
        case.c.reckoned_at.is_(None),
        case.c.clock.like(f"{moment.boot}.%"),
    )
    for key, written in connection.execute(undated).all():
        found = read(written)
        if found is not None:
            connection.execute(update(case).where(case.c.key == key).values(reckoned_at=found.time(offset)))
