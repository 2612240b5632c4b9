"""Bad ratings (差评) as they are kept: opened by themselves, moved on by staff, each act with its words, sealed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from contract.civil_time import CIVIL
from contract.codes import Grade
from hub.audit import note
from hub.database import insert_new
from hub.departments.names import item_name
from hub.ratings.loop import BAD, DEADLINES, Act, BadRating, Deadlines, Stage, after, opened
from hub.tables import bad_rating, bad_rating_note, rating
from outcome import Action, Failure, Outcome

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from sqlalchemy import Connection, Row

    from hub.wiring import Hub

_NAMES = [one.name for one in fields(BadRating)]


@dataclass(frozen=True)
class Words:
    """What was written with one act."""

    act: Act
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Line:
    """One bad rating, as staff see it. Nothing of who rated is kept, so nothing of it is here."""

    key: UUID
    case_number: str | None
    item_zh: str
    item_en: str
    grade: Grade
    tags: tuple[str, ...]
    rated_at: datetime
    bad: BadRating
    words: tuple[Words, ...]

    def late(self, today: date) -> bool:
        """A day has passed by which something was to be done."""
        no_call = self.bad.called_back_on is None and today > self.bad.call_back_by
        no_mend = self.bad.mended_on is None and today > self.bad.mend_by
        return self.bad.stage not in {Stage.CLOSED, Stage.EXCLUDED} and (no_call or no_mend)


def open_one(
    connection: Connection, key: UUID, grade: Grade, received: datetime, deadlines: Deadlines
) -> None:
    """In the transaction that keeps the rating; a good one, and one that is open already, changes nothing."""
    if grade not in BAD:
        return
    bad = opened(received.astimezone(CIVIL).date(), deadlines)
    insert_new(connection, bad_rating, {"rating_key": key, **asdict(bad)})


def open_missing(hub: Hub) -> int:
    """Those that came to a program which kept no loop; how many."""
    known = select(bad_rating.c.rating_key)
    with hub.database.write() as connection:
        rows = connection.execute(
            select(rating.c.key, rating.c.grade, rating.c.received_at).where(
                rating.c.grade.in_(sorted(BAD)), rating.c.key.not_in(known)
            )
        ).all()
        for row in rows:
            open_one(connection, row.key, Grade(row.grade), row.received_at, deadlines_of(hub))
    return len(rows)


def deadlines_of(hub: Hub) -> Deadlines:
    """Those of this place."""
    return DEADLINES[hub.settings.rating_deadlines]


def act_on(hub: Hub, key: UUID, act: Act, words: str, by: str) -> Outcome[BadRating]:
    """Failures: `no_such_rating`, `words_needed` (every act says what was found or done), and those of `loop.after`."""
    if not words.strip():
        return Failure("words_needed", Action.NOBODY, "say what was found, or done")
    with hub.database.write() as connection:
        row = connection.execute(
            select(bad_rating).where(bad_rating.c.rating_key == key).with_for_update()
        ).one_or_none()
        if row is None:
            return Failure("no_such_rating", Action.NOBODY, "there is no such bad rating")
        now = hub.clock()
        moved = after(_bad(row), act, by, now.astimezone(CIVIL).date())
        if isinstance(moved, Failure):
            return moved
        last = select(func.coalesce(func.max(bad_rating_note.c.number), 0))
        number = connection.execute(last.where(bad_rating_note.c.rating_key == key)).scalar_one() + 1
        connection.execute(
            insert(bad_rating_note).values(
                rating_key=key,
                number=number,
                act=act,
                sealed_words=hub.vault.seal(words.strip().encode(), _place(key, number)),
                written_by=by,
                at=now,
            )
        )
        connection.execute(
            update(bad_rating).where(bad_rating.c.rating_key == key).values(**asdict(moved.value))
        )
        note(connection, now, by, f"rating_{act}", str(key))
    return moved


def bad_ratings(hub: Hub, *, everything: bool = False) -> tuple[Line, ...]:
    """Those that are open, the first due first; with `everything` also those that are closed or left out."""
    wanted = select(bad_rating, rating).join(rating, rating.c.key == bad_rating.c.rating_key)
    if not everything:
        wanted = wanted.where(bad_rating.c.stage.not_in([Stage.CLOSED, Stage.EXCLUDED]))
    with hub.database.read() as connection:
        rows = connection.execute(wanted.order_by(bad_rating.c.mend_by, rating.c.received_at)).all()
        return tuple(_line(hub, connection, row) for row in rows)


def _line(hub: Hub, connection: Connection, row: Row[Any]) -> Line:
    item_zh, item_en = item_name(hub.items, connection, row.item_id)
    notes = connection.execute(
        select(bad_rating_note)
        .where(bad_rating_note.c.rating_key == row.rating_key)
        .order_by(bad_rating_note.c.number)
    )
    return Line(
        key=row.rating_key,
        case_number=row.case_number,
        item_zh=item_zh,
        item_en=item_en,
        grade=Grade(row.grade),
        tags=tuple(row.tags.split(",")) if row.tags else (),
        rated_at=row.rated_at,
        bad=_bad(row),
        words=tuple(
            Words(
                Act(one.act),
                hub.vault.open(one.sealed_words, _place(row.rating_key, one.number)).decode(),
                one.written_by,
                one.at,
            )
            for one in notes
        ),
    )


def _bad(row: Row[Any]) -> BadRating:
    facts = {name: getattr(row, name) for name in _NAMES}
    return BadRating(**{**facts, "stage": Stage(row.stage)})


def _place(key: UUID, number: int) -> str:
    return f"bad_rating_note/{key}/{number}"
