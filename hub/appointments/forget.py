"""Who came on a day that is long over is nobody's business: names and numbers go, tickets and counts stay."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import update

from contract.civil_time import CIVIL
from hub.audit import note
from hub.tables import appointment

if TYPE_CHECKING:
    from datetime import date

    from hub.wiring import Hub


def forget(hub: Hub, before: date, by: str) -> int:
    """Erase the sealed persons of all appointments before this civil day, and fingerprints with them; how many."""
    first = datetime.combine(before, time(), CIVIL)
    with hub.database.write() as connection:
        gone = connection.execute(
            update(appointment)
            .where(appointment.c.starts_at < first, appointment.c.person != "")
            .values(sealed_who=None, person="")
            .returning(appointment.c.number)
        ).all()
        note(connection, hub.clock(), by, "appointments_forgotten", before.isoformat())
    return len(gone)
