"""What is counted. Kept in memory while the store is open, read from the rows when it is opened.

Counters on disk would cost each acceptance another page and another statement; counting on each look would
slow the status page down as the backlog grows. The one owner of the file may remember.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from offline_cache import long_backlog
from offline_cache.records import Kind

if TYPE_CHECKING:
    import sqlite3


class Tally(NamedTuple):
    """Unchangeable, so that a rolled back transaction can go back to the one before it."""

    last_sequence: int = 0
    case: int = 0
    rating: int = 0
    help: int = 0
    aside: int = 0

    def by_kind(self) -> dict[Kind, int]:
        """What waits."""
        return {Kind.CASE: self.case, Kind.RATING: self.rating, Kind.HELP: self.help}

    def waiting(self, kind: Kind) -> int:
        return self.by_kind()[kind]

    @property
    def all_waiting(self) -> int:
        return self.case + self.rating + self.help

    def with_waiting(self, kind: Kind, change: int) -> Tally:
        match kind:
            case Kind.CASE:
                return self._replace(case=self.case + change)
            case Kind.RATING:
                return self._replace(rating=self.rating + change)
            case Kind.HELP:
                return self._replace(help=self.help + change)

    @staticmethod
    def read(db: sqlite3.Connection) -> Tally:
        """Count at opening, but for what waits in a backlog so long that counting takes longer than opening."""
        noted = long_backlog.noted(db)
        held = {
            (int(state), str(kind)): int(count)
            for state, kind, count in db.execute(
                "SELECT state, kind, count(*) FROM outbox WHERE epoch IS NOT NULL AND state >= ? GROUP BY state, kind",
                (0 if noted is None else 1,),
            )
        }
        waiting = {kind: held.get((0, kind), 0) for kind in Kind} if noted is None else noted
        newest = db.execute(
            "SELECT sequence FROM outbox WHERE sequence IS NOT NULL ORDER BY id DESC LIMIT 1"
        ).fetchone()
        files_aside = db.execute("SELECT count(*) FROM attachment WHERE state >= 4").fetchone()[0]
        floor = db.execute("SELECT value FROM counter WHERE name='sequence_floor'").fetchone()
        return Tally(
            last_sequence=max(int(newest[0]) if newest else 0, int(floor[0])),
            case=waiting[Kind.CASE],
            rating=waiting[Kind.RATING],
            help=waiting[Kind.HELP],
            aside=int(files_aside) + sum(count for (state, _), count in held.items() if state == 3),
        )
