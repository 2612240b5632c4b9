"""Which cases of a terminal are safe here, and which are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select, update

from hub.tables import attachment, case, terminal

if TYPE_CHECKING:
    from sqlalchemy import Connection, Exists

STEP = 500


def durable_sequence(connection: Connection, terminal_id: str) -> int:
    """The highest n for which 1..n are all here.

    Needs a write transaction: what was counted is remembered.
    """
    known = connection.execute(
        select(terminal.c.durable_sequence).where(terminal.c.id == terminal_id)
    ).scalar_one()
    reached = count_on(connection, terminal_id, known)
    if reached > known:
        connection.execute(
            update(terminal)
            .where(terminal.c.id == terminal_id, terminal.c.durable_sequence < reached)
            .values(durable_sequence=reached)
        )
    return reached


def count_on(connection: Connection, terminal_id: str, known: int) -> int:
    """Count on from a number that is known to be reached."""
    reached = known
    while True:
        following = (
            select(case.c.sequence)
            .distinct()  # a restored terminal gives a sequence again
            .where(case.c.terminal_id == terminal_id, case.c.sequence > reached, ~_misses_files(terminal_id))
            .order_by(case.c.sequence)
            .limit(STEP)
        )
        arrived = list(connection.execute(following).scalars())
        for sequence in arrived:
            if sequence != reached + 1:
                return reached
            reached = sequence
        if len(arrived) < STEP:
            return reached


def _misses_files(terminal_id: str) -> Exists:
    """Some attachment of a case with this sequence is not complete: the terminal must not erase it yet."""
    same = case.alias()
    return exists().where(
        same.c.key == attachment.c.case_key,
        same.c.terminal_id == terminal_id,
        same.c.sequence == case.c.sequence,
        attachment.c.complete.is_(False),
    )


def missing_sequences(connection: Connection, terminal_id: str, durable: int, limit: int = 20) -> list[int]:
    """Sequences below the highest one here that never arrived: still under way, or lost."""
    highest = connection.execute(
        select(func.max(case.c.sequence)).where(case.c.terminal_id == terminal_id)
    ).scalar_one()
    if highest is None or highest <= durable:
        return []
    above = select(case.c.sequence).where(case.c.terminal_id == terminal_id, case.c.sequence > durable)
    here = set(connection.execute(above.order_by(case.c.sequence).limit(limit + STEP)).scalars())
    missing = (sequence for sequence in range(durable + 1, highest) if sequence not in here)
    return [sequence for sequence, _ in zip(missing, range(limit), strict=False)]
