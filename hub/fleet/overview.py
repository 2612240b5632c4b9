"""Every terminal as maintenance staff see it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from contract.fleet import Heartbeat
from hub.cases.durable import count_on
from hub.cases.void import holes
from hub.cases.void_files import incomplete
from hub.fleet.duties import duties
from hub.fleet.trail import trouble_of
from hub.presence import Presence, presence
from hub.tables import terminal

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from hub.duty import Duty
    from hub.wiring import Hub


NAMED = 20
"""Missing sequences of one terminal that are named."""


@dataclass(frozen=True)
class TerminalView:
    """One terminal now."""

    id: str
    outlet_zh: str
    outlet_en: str
    presence: Presence
    last_seen: datetime | None
    heartbeat: Heartbeat | None
    durable_sequence: int
    missing: tuple[int, ...]
    """Sequences that never arrived although later ones did."""
    duties: tuple[Duty, ...]


def overview(hub: Hub, *, only_act: bool = False) -> list[TerminalView]:
    """By terminal number; `only_act` leaves out where nobody must act."""
    with hub.database.read() as connection:
        rows = connection.execute(select(terminal).order_by(terminal.c.id)).all()
        views = [_view(hub, connection, row) for row in rows]
    return [view for view in views if view.duties or not only_act]


def _view(hub: Hub, connection: Connection, row: Row[Any]) -> TerminalView:
    stands = presence(hub.clock(), row.last_seen, hub.up_since, hub.settings.heartbeat_every)
    heartbeat = Heartbeat.model_validate_json(row.heartbeat) if row.heartbeat else None
    durable = count_on(connection, row.id, row.durable_sequence)
    found = holes(connection, row.id, durable, NAMED)
    missing = (sequence for hole in found for sequence in range(hole.first, hole.last + 1))
    old = hub.clock() - hub.settings.hole_patience
    waiting = incomplete(connection, row.id, NAMED)
    return TerminalView(
        id=row.id,
        outlet_zh=row.outlet_zh,
        outlet_en=row.outlet_en,
        presence=stands,
        last_seen=row.last_seen,
        heartbeat=heartbeat,
        durable_sequence=durable,
        missing=tuple(islice(missing, NAMED)),
        duties=duties(
            stands,
            heartbeat,
            fresh_holes=tuple(hole for hole in found if hole.since > old),
            old_holes=tuple(hole for hole in found if hole.since <= old),
            old_files=tuple(one.case_number for one in waiting if one.since <= old),
            clock_suspect=row.clock_suspect,
            trail=trouble_of(connection, row.id),
        ),
    )
