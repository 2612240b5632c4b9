"""Which cases of a terminal are safe here, and which are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, select, union, update

from hub.tables import attachment, case, terminal, void_attachment, void_sequence

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Exists

STEP = 500


def durable_sequence(connection: Connection, terminal_id: str) -> int:
    """The highest n for which 1..n are all here, or declared void (`void.py`).

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
        whole = (
            select(case.c.sequence)
            .distinct()  # a restored terminal gives a sequence again
            .where(case.c.terminal_id == terminal_id, case.c.sequence > reached, ~_misses_files(terminal_id))
            .order_by(case.c.sequence)
            .limit(STEP)
        )
        void = (
            select(void_sequence.c.sequence)
            .where(void_sequence.c.terminal_id == terminal_id, void_sequence.c.sequence > reached)
            .order_by(void_sequence.c.sequence)
            .limit(STEP)
        )
        arrived = [*connection.execute(whole).scalars(), *connection.execute(void).scalars()]
        for sequence in sorted(arrived)[:STEP]:
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
        awaited(),
    )


def awaited() -> ColumnElement[bool]:
    """Of a row of `attachment`: it is not complete, and was not declared void (`void_files.py`)."""
    given_up = exists().where(void_attachment.c.attachment_id == attachment.c.id)
    return and_(attachment.c.complete.is_(False), ~given_up.correlate(attachment))


def gaps(connection: Connection, terminal_id: str, durable: int, limit: int) -> list[tuple[int, int]]:
    """The first spans above `durable` of which nothing came and nothing is void, although later cases did: still
    under way, or lost.
    """
    here = union(
        select(case.c.sequence).where(case.c.terminal_id == terminal_id, case.c.sequence > durable),
        select(void_sequence.c.sequence).where(
            void_sequence.c.terminal_id == terminal_id, void_sequence.c.sequence > durable
        ),
    ).subquery()
    before = func.coalesce(func.lag(here.c.sequence).over(order_by=here.c.sequence), durable)
    steps = select(here.c.sequence, before.label("before")).subquery()
    jumps = select(steps).where(steps.c.sequence > steps.c.before + 1).order_by(steps.c.sequence).limit(limit)
    return [(before + 1, sequence - 1) for sequence, before in connection.execute(jumps)]
