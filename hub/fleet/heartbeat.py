"""What a terminal last said of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import update

from hub.cases.durable import durable_sequence
from hub.cases.true_time import learn_boot
from hub.fleet.trail import note_head
from hub.tables import terminal

if TYPE_CHECKING:
    from contract.fleet import Heartbeat
    from hub.wiring import Hub


@dataclass(frozen=True)
class Noted:
    """What the terminal is told in return."""

    durable_sequence: int
    """How far its cases are safe."""
    audit_number: int
    """The row of its audit trail that is kept here."""


def note_heartbeat(hub: Hub, heartbeat: Heartbeat, *, clock_suspect: bool) -> Noted:
    """Keep the newest report; `last_seen` is the hub's time."""
    with hub.database.write() as connection:
        connection.execute(
            update(terminal)
            .where(terminal.c.id == heartbeat.terminal_id)
            .values(last_seen=hub.clock(), clock_suspect=clock_suspect, heartbeat=heartbeat.model_dump_json())
        )
        learn_boot(connection, heartbeat.terminal_id, heartbeat.clock, hub.clock())
        audit_number = note_head(connection, heartbeat.terminal_id, heartbeat.audit, hub.clock())
        return Noted(durable_sequence(connection, heartbeat.terminal_id), audit_number)
