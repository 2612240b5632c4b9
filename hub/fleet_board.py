"""What every terminal can do now, for all the others: one list for the whole fleet, and of it only what changed.

Seven hundred terminals ask once a minute. The list is made anew every few seconds at most, from the heartbeats that came
since, and an answer names those terminals that another answer did not name yet. Nothing of it is stored: the mark that a
terminal asks with holds for this run of this process, and any other mark is told everything.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import select

from contract.fleet import Heartbeat
from contract.outlets import OutletsNow, TerminalNow
from hub.presence import Presence, presence
from hub.tables import terminal

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy import Connection

    from contract.fleet import DeviceReport
    from hub.clock import Clock
    from hub.database import Database

MADE_ANEW_S = 5.0
"""Seconds for which a list is good: devices fail seldom, and the way to an outlet takes minutes."""
AT_ONCE = 500
"""Rows a statement asks for: SQLite takes some thousand values in one, at least."""


class FleetBoard:
    """From any thread. One of it lives as long as the hub's process."""

    def __init__(self) -> None:
        self._run = uuid4().hex[:12]
        self._lock = threading.Lock()
        self._made_at: datetime | None = None
        self._number = 0
        self._heard: dict[str, tuple[datetime | None, TerminalNow]] = {}
        self._changed: dict[str, int] = {}

    def news(
        self, after: str, *, database: Database, clock: Clock, up_since: datetime, every: timedelta
    ) -> OutletsNow:
        """What changed since the answer with the mark `after`; everything where that mark is not of this run. `every`:
        how often a terminal is heard of; `up_since`: since when this hub hears.
        """
        with self._lock:
            now = clock()
            if self._made_at is None or not 0 <= (now - self._made_at).total_seconds() < MADE_ANEW_S:
                self._look(database, now, up_since, every)
                self._made_at = now
            run, _, number = after.partition("-")
            known = int(number) if run == self._run and number.isascii() and number.isdigit() else 0
            whole = not 0 < known <= self._number
            return OutletsNow(
                mark=f"{self._run}-{self._number}",
                whole=whole,
                terminals=tuple(
                    self._heard[name][1]
                    for name, changed in sorted(self._changed.items())
                    if whole or changed > known
                ),
            )

    def _look(self, database: Database, now: datetime, up_since: datetime, every: timedelta) -> None:
        with database.read() as connection:
            seen = {
                row.id: row.last_seen
                for row in connection.execute(
                    select(terminal.c.id, terminal.c.last_seen).where(terminal.c.public_key != b"")
                )
            }
            fresh = [
                name
                for name, last_seen in seen.items()
                if name not in self._heard or self._heard[name][0] != last_seen
            ]
            told = _heartbeats(connection, fresh)
        if self._heard.keys() - seen.keys():
            # Cut off: what was told of it is taken back from everybody.
            self._run = uuid4().hex[:12]
            self._heard = {name: one for name, one in self._heard.items() if name in seen}
            self._changed = {name: number for name, number in self._changed.items() if name in seen}
        number = self._number + 1
        for name, last_seen in seen.items():
            stands = presence(now, last_seen, up_since, every)
            before = self._heard[name][1] if name in self._heard else None
            is_now = _stands(name, stands, last_seen, told.get(name, before))
            self._heard[name] = (last_seen, is_now)
            if is_now != before:
                self._changed[name] = number
                self._number = number
        self._number = max(self._number, 1)


def _heartbeats(connection: Connection, names: list[str]) -> dict[str, Heartbeat | None]:
    found: dict[str, Heartbeat | None] = {}
    for first in range(0, len(names), AT_ONCE):
        some = names[first : first + AT_ONCE]
        rows = connection.execute(select(terminal.c.id, terminal.c.heartbeat).where(terminal.c.id.in_(some)))
        for row in rows:
            found[row.id] = Heartbeat.model_validate_json(row.heartbeat) if row.heartbeat else None
    return found


def _stands(
    name: str, stands: Presence, last_seen: datetime | None, said: Heartbeat | TerminalNow | None
) -> TerminalNow:
    online = stands is Presence.ONLINE
    if isinstance(said, Heartbeat):
        devices = tuple(sorted(one.device_class for one in said.devices if usable(one)))
        takes = said.takes_cases and not said.safe_mode
    else:
        devices, takes = (said.devices, said.takes_cases) if said is not None else ((), True)
    return TerminalNow(
        terminal_id=name,
        online=online,
        last_seen=None if online else last_seen,
        takes_cases=takes,
        devices=devices,
    )


def usable(report: DeviceReport) -> bool:
    """As a terminal itself reckons (`DeviceStatus.usable`): a command can be expected to work."""
    return (
        report.state in {"online", "device_busy"}
        and report.paper not in {"out", "jammed"}
        and report.cover != "open"
    )
