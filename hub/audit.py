"""Who looked at or did what on the consoles: rows that are only ever added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from hub.tables import audit

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def note(connection: Connection, at: datetime, actor: str, action: str, subject: str) -> None:
    """Add one row in the caller's transaction. `subject` is a number (case, call, user), never a resident."""
    connection.execute(insert(audit).values(at=at, actor=actor, action=action, subject=subject))
