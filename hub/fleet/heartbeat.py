"""What a terminal last said of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from hub.cases.durable import durable_sequence
from hub.tables import terminal

if TYPE_CHECKING:
    from contract.fleet import Heartbeat
    from hub.wiring import Hub


def note_heartbeat(hub: Hub, heartbeat: Heartbeat, *, clock_suspect: bool) -> int:
    """Keep the newest report and answer how far this terminal's cases are safe.

    `last_seen` is the hub's time.
    """
    with hub.database.write() as connection:
        connection.execute(
            update(terminal)
            .where(terminal.c.id == heartbeat.terminal_id)
            .values(last_seen=hub.clock(), clock_suspect=clock_suspect, heartbeat=heartbeat.model_dump_json())
        )
        return durable_sequence(connection, heartbeat.terminal_id)
