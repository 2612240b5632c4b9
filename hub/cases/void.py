"""Sequences that staff declared void: their case is lost for good, and nothing needs to wait for it any longer.

A terminal keeps every payload above a hole, as the hub calls nothing durable behind it. Should the case come after all,
because the disk was found, it is taken in like any other and the mark is lifted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from hub.audit import note
from hub.cases.durable import count_on, gaps
from hub.cases.void_files import incomplete
from hub.tables import case, terminal, void_sequence
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from hub.cases.void_files import Incomplete
    from hub.wiring import Hub

AT_ONCE = 1000
"""Sequences in one declaration."""
LISTED = 100
"""Holes, and cases without all of their attachments, that are told of one terminal."""
_VOID = void_sequence.c


@dataclass(frozen=True)
class Hole:
    """Sequences of which no case came, although later ones did."""

    first: int
    last: int
    since: datetime
    """When the next case behind it came."""

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"


@dataclass(frozen=True)
class Void:
    """One sequence that was declared void."""

    sequence: int
    declared_by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Standing:
    """How the sequences of one terminal stand."""

    durable_sequence: int
    highest: int
    """0: no case of it came."""
    holes: tuple[Hole, ...]
    """The first `LISTED`."""
    voids: tuple[Void, ...]
    incomplete: tuple[Incomplete, ...]
    """The first `LISTED` cases without all of their attachments."""
    more: bool
    """There are more holes or such cases than are listed."""


def declare_void(hub: Hub, terminal_id: str, sequences: range, reason: str, declared_by: str) -> Outcome[int]:
    """All of `sequences`, or none. How many were not void before.

    Failures, all for the engineer: `no_such_terminal`, `reason_needed`, `too_many`, `beyond_known` (no later case came:
    nothing waits for it, and it may be on its way), `case_here` (nothing is lost there; its detail is the first
    sequence of which a case is here).
    """
    if not reason.strip() or not declared_by.strip():
        return Failure("reason_needed", Action.ENGINEER, "who declares it void, and why")
    if len(sequences) > AT_ONCE:
        return Failure("too_many", Action.ENGINEER, f"at most {AT_ONCE} at once")
    now = hub.clock()
    first, last = sequences[0], sequences[-1]
    with hub.database.write() as connection:
        # A case that comes at this moment waits for this lock, and then lifts the mark (PostgreSQL; SQLite has one writer).
        known = select(terminal.c.id).where(terminal.c.id == terminal_id).with_for_update()
        if connection.execute(known).one_or_none() is None:
            return Failure("no_such_terminal", Action.ENGINEER, "no terminal of this number enrolled")
        if last > _highest(connection, terminal_id):
            return Failure("beyond_known", Action.ENGINEER, "no case with a higher sequence came from it")
        here = select(func.min(case.c.sequence)).where(
            case.c.terminal_id == terminal_id, case.c.sequence.between(first, last)
        )
        taken = connection.execute(here).scalar_one()
        if taken is not None:
            return Failure("case_here", Action.ENGINEER, str(taken))
        before = select(_VOID.sequence).where(
            _VOID.terminal_id == terminal_id, _VOID.sequence.between(first, last)
        )
        fresh = sorted(set(sequences) - set(connection.execute(before).scalars()))
        for sequence in fresh:
            place = _place(terminal_id, sequence)
            connection.execute(
                insert(void_sequence).values(
                    terminal_id=terminal_id,
                    sequence=sequence,
                    declared_by=declared_by,
                    at=now,
                    sealed_reason=hub.vault.seal(reason.strip().encode(), place),
                )
            )
            note(connection, now, declared_by, "sequence_voided", f"{terminal_id}/{sequence}")
    return Ok(len(fresh))


def lift_void(connection: Connection, terminal_id: str, sequence: int, now: datetime, actor: str) -> None:
    """In the transaction that takes a case in after all."""
    lifted = connection.execute(
        delete(void_sequence)
        .where(_VOID.terminal_id == terminal_id, _VOID.sequence == sequence)
        .returning(_VOID.sequence)
    )
    if lifted.one_or_none() is not None:
        note(connection, now, actor, "void_lifted", f"{terminal_id}/{sequence}")


def standing(hub: Hub, terminal_id: str) -> Outcome[Standing]:
    """Failure: `no_such_terminal`."""
    with hub.database.read() as connection:
        known = select(terminal.c.durable_sequence).where(terminal.c.id == terminal_id)
        durable = connection.execute(known).scalar_one_or_none()
        if durable is None:
            return Failure("no_such_terminal", Action.ENGINEER, "no terminal of this number enrolled")
        marks = select(void_sequence).where(_VOID.terminal_id == terminal_id).order_by(_VOID.sequence)
        voids = tuple(
            Void(
                sequence=row.sequence,
                declared_by=row.declared_by,
                at=row.at,
                reason=hub.vault.open(row.sealed_reason, _place(terminal_id, row.sequence)).decode(),
            )
            for row in connection.execute(marks)
        )
        reached = count_on(connection, terminal_id, durable)
        found = holes(connection, terminal_id, reached, LISTED + 1)
        waiting = incomplete(connection, terminal_id, LISTED + 1)
        return Ok(
            Standing(
                durable_sequence=reached,
                highest=_highest(connection, terminal_id),
                holes=found[:LISTED],
                voids=voids,
                incomplete=waiting[:LISTED],
                more=max(len(found), len(waiting)) > LISTED,
            )
        )


def holes(connection: Connection, terminal_id: str, durable: int, limit: int) -> tuple[Hole, ...]:
    """The first `limit` of those above `durable`, with the time since when each is seen."""
    return tuple(
        Hole(first, last, _next_came(connection, terminal_id, last))
        for first, last in gaps(connection, terminal_id, durable, limit)
    )


def _next_came(connection: Connection, terminal_id: str, after: int) -> datetime:
    """Of the case behind a hole; void sequences below it do not count. There is one, or it were no hole."""
    behind = (
        select(case.c.received_at)
        .where(case.c.terminal_id == terminal_id, case.c.sequence > after)
        .order_by(case.c.sequence)
        .limit(1)
    )
    came: datetime = connection.execute(behind).scalar_one()
    return came


def _highest(connection: Connection, terminal_id: str) -> int:
    top = select(func.coalesce(func.max(case.c.sequence), 0)).where(case.c.terminal_id == terminal_id)
    return int(connection.execute(top).scalar_one())


def _place(terminal_id: str, sequence: int) -> str:
    return f"void_sequence/{terminal_id}/{sequence}"
