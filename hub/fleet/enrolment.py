"""How a terminal becomes known: staff ask the hub for a one-time code and read it out to the terminal."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from hub.database import insert_new
from hub.tables import enrolment_code, terminal
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy import Connection

    from contract.fleet import Enrolment
    from hub.wiring import Hub

DIGITS = 8
TRIES = 5
"""Wrong codes before a code is burnt: 5 guesses of 100,000,000."""


@dataclass(frozen=True)
class Outlet:
    """网点: where a terminal stands."""

    zh: str
    en: str


def make_code(hub: Hub, terminal_id: str, outlet: Outlet, valid: timedelta) -> str:
    """A new code for this terminal; an older one that is still open stops working."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    with hub.database.write() as connection:
        connection.execute(delete(enrolment_code).where(enrolment_code.c.terminal_id == terminal_id))
        connection.execute(
            insert(enrolment_code).values(
                terminal_id=terminal_id,
                code=_kept(hub, terminal_id, code),
                outlet_zh=outlet.zh,
                outlet_en=outlet.en,
                expires_at=hub.clock() + valid,
                failures=0,
            )
        )
    return code


def enrol(hub: Hub, enrolment: Enrolment) -> Outcome[Outlet]:
    """Take the terminal's public key, once a code.

    A terminal whose answer was lost may repeat itself with the same key while the code is valid; another key
    is refused. The reasons are not told apart to the caller, who may be guessing.
    """
    now = hub.clock()
    with hub.database.write() as connection:
        known = connection.execute(
            select(enrolment_code)
            .where(enrolment_code.c.terminal_id == enrolment.terminal_id)
            .with_for_update()
        ).one_or_none()
        if known is None or known.expires_at < now or known.failures >= TRIES:
            return _REFUSED
        if not hmac.compare_digest(known.code, _kept(hub, enrolment.terminal_id, enrolment.code)):
            connection.execute(
                update(enrolment_code)
                .where(enrolment_code.c.terminal_id == enrolment.terminal_id)
                .values(failures=known.failures + 1)
            )
            return _REFUSED
        if known.used_by not in {None, enrolment.public_key}:
            return _REFUSED
        connection.execute(
            update(enrolment_code)
            .where(enrolment_code.c.terminal_id == enrolment.terminal_id)
            .values(used_by=enrolment.public_key)
        )
        _remember(connection, enrolment, Outlet(known.outlet_zh, known.outlet_en), now)
    return Ok(Outlet(known.outlet_zh, known.outlet_en))


def revoke(hub: Hub, terminal_id: str) -> bool:
    """Cut off a stolen terminal: key and open code are forgotten, its cases stay. False: unknown."""
    with hub.database.write() as connection:
        connection.execute(delete(enrolment_code).where(enrolment_code.c.terminal_id == terminal_id))
        here = terminal.c.id == terminal_id
        known = connection.execute(
            update(terminal).where(here).values(public_key=b"").returning(terminal.c.id)
        )
        return known.one_or_none() is not None


_REFUSED = Failure(
    "bad_code",
    Action.ENGINEER,
    "the code is wrong, used or expired; ask the hub for a new one: hub enrolment-code",
)


def _remember(connection: Connection, enrolment: Enrolment, outlet: Outlet, now: datetime) -> None:
    values = {
        "outlet_zh": outlet.zh,
        "outlet_en": outlet.en,
        "public_key": enrolment.public_key,
        "enrolled_at": now,
    }
    row = {"id": enrolment.terminal_id, "clock_suspect": False, "durable_sequence": 0, **values}
    if not insert_new(connection, terminal, row):
        connection.execute(update(terminal).where(terminal.c.id == enrolment.terminal_id).values(**values))


def _kept(hub: Hub, terminal_id: str, code: str) -> str:
    return hub.vault.fingerprint(f"enrolment/{terminal_id}/{code}".encode())
