"""The end of each terminal's audit trail, kept where whoever holds the terminal cannot reach it.

A trail only grows, so what a terminal tells later must hold the row that is kept here: a shorter trail was cut or put
back from a backup, another hash in the same place was written anew. Then the kept row stays as it is, as evidence, and
an engineer must look, until staff accept the terminal's trail as it is now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from contract.audit_head import is_signed
from contract.fleet import AuditAnchor
from hub.audit import note
from hub.tables import terminal, terminal_trail

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Connection, Row

    from contract.fleet import AuditHead
    from hub.wiring import Hub

CUT, REWRITTEN = "cut", "rewritten"
_TRAIL = terminal_trail.c


def note_head(connection: Connection, terminal_id: str, head: AuditHead | None, now: datetime) -> int:
    """Compare and keep, in the caller's write transaction; the number of the row that is kept now (0: none)."""
    kept = _kept(connection, terminal_id)
    key = connection.execute(select(terminal.c.public_key).where(terminal.c.id == terminal_id)).scalar_one()
    if head is None or not is_signed(head.number, head.hash, head.signature, key):
        return kept.number if kept is not None else 0
    if kept is None or kept.public_key != key:
        # A terminal that staff enrolled anew, with another key, begins another trail.
        connection.execute(delete(terminal_trail).where(_TRAIL.terminal_id == terminal_id))
        row = {"terminal_id": terminal_id, "lower": False, "trouble": "", **_end(head, key, now)}
        connection.execute(insert(terminal_trail).values(row))
        return head.number
    if kept.trouble:
        return int(kept.number)
    changes = _compared(kept, head, key, now)
    if changes:
        connection.execute(update(terminal_trail).where(_TRAIL.terminal_id == terminal_id).values(changes))
    return int(changes.get("number", kept.number))


def _compared(kept: Row[Any], head: AuditHead, key: bytes, now: datetime) -> dict[str, Any]:
    if head.number < kept.number:
        # Once may be a heartbeat that a gateway delivered late; the next one tells.
        return {"trouble": CUT, "trouble_at": now} if kept.lower else {"lower": True}
    seen = head if head.number == kept.number else head.named
    if seen is not None and seen.number == kept.number and seen.hash != kept.hash:
        return {"trouble": REWRITTEN, "trouble_at": now}
    if seen is None or seen.number != kept.number:
        return {"lower": False}  # not shown yet that this longer trail holds the kept row
    return {"lower": False, **_end(head, key, now)}


def anchor_of(hub: Hub, terminal_id: str) -> AuditAnchor | None:
    """What is kept for a terminal."""
    with hub.database.read() as connection:
        kept = _kept(connection, terminal_id)
    if kept is None:
        return None
    return AuditAnchor(number=kept.number, hash=kept.hash, signature=kept.signature, kept_at=kept.kept_at)


def trouble_of(connection: Connection, terminal_id: str) -> str:
    """`cut`, `rewritten` or nothing."""
    kept = _kept(connection, terminal_id)
    return kept.trouble if kept is not None else ""


def accept_trail(hub: Hub, terminal_id: str, actor: str) -> bool:
    """Staff know why (a disk was restored or changed): the next heartbeat's end is kept. False: nothing was wrong."""
    with hub.database.write() as connection:
        kept = _kept(connection, terminal_id)
        if kept is None or not kept.trouble:
            return False
        connection.execute(delete(terminal_trail).where(_TRAIL.terminal_id == terminal_id))
        evidence = f"{terminal_id}:{kept.trouble}:{kept.number}:{kept.hash.hex()[:32]}"
        note(connection, hub.clock(), actor, "trail_accepted", evidence)
    return True


def _kept(connection: Connection, terminal_id: str) -> Row[Any] | None:
    return connection.execute(select(terminal_trail).where(_TRAIL.terminal_id == terminal_id)).one_or_none()


def _end(head: AuditHead, key: bytes, now: datetime) -> dict[str, Any]:
    return {
        "public_key": key,
        "number": head.number,
        "hash": head.hash,
        "signature": head.signature,
        "kept_at": now,
    }
