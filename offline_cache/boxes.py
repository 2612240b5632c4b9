"""The boxes of this terminal's locker: which code opens which, and what is still to be told to the hub.

A code opens one box, once. So before a lock is driven it is on disk that this is about to happen (`OPENING`), and whoever
finds that there after a power cut lets nobody in with the code again: the door may have stood open meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from contract.delivery import BoxDuty, BoxEvent, BoxReport
from offline_cache.wrong_codes import count_wrong, locked_for, right_again
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import sqlite3

    from contract.delivery import BoxDuties

SALT = "box_salt"
"""Name of the fact."""
SPENT_FOR = timedelta(days=400)
"""How long a code that opened a box is known here as spent; at the hub it is for ever."""


class Step(IntEnum):
    """Where a result stands. Never renumbered: the numbers are on disk."""

    AWAITED = 0
    """Staff have not put it in."""
    PUTTING = 1
    """A box was opened for it, and not confirmed yet."""
    LYING = 2
    OPENING = 3
    """The lock is about to be driven."""
    OUT = 4
    """Its box was opened: no code of it opens anything any more."""
    IN_DOUBT = 5
    """Nobody knows whether its box was opened: staff look."""


class Purpose(StrEnum):
    PUT_IN = "put_in"
    PICK_UP = "pick_up"
    TAKE_BACK = "take_back"


@dataclass(frozen=True)
class Allowed:
    """A code that may open a box now. That is on disk already, but for the box that something is put into."""

    delivery: UUID
    purpose: Purpose
    box: int
    """0 where one is still to be chosen (`choose`)."""
    case_number: str
    item_zh: str
    item_en: str


@dataclass(frozen=True)
class Refused:
    """`wrong_code`, `code_locked`, `code_expired`, `code_spent`, `not_there_yet` or `box_in_doubt`."""

    code: str
    wait_s: int = 0
    """How long no code is taken, when that is why."""


def keep(db: sqlite3.Connection, told: BoxDuties, at: datetime) -> Outcome[None]:
    """What the hub told last. What happened here since is known better here: a row that is there keeps its step."""
    db.execute("INSERT OR REPLACE INTO fact VALUES(?,?)", (SALT, told.salt))
    for one in told.duties:
        # A box that this store does not know of: an older image, or a new disk. Nobody knows what happened since.
        step = Step.IN_DOUBT if one.box else Step.AWAITED
        db.execute(
            "INSERT INTO box_duty(delivery, case_number, item_zh, item_en, put_in, put_in_until, pick_up, keep_days,"
            " take_back, step, box) VALUES(?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(delivery) DO UPDATE SET"
            " put_in=excluded.put_in, put_in_until=excluded.put_in_until, take_back="
            " CASE WHEN length(excluded.take_back)>0 THEN excluded.take_back ELSE take_back END",
            (*_clear(one), step.value, one.box),
        )
    known = [one.delivery.bytes for one in told.duties]
    marks = ",".join("?" * len(known))
    # What lies in a box stays known here whatever the hub forgot, and what is out stays spent.
    db.execute(
        f"DELETE FROM box_duty WHERE (step=? AND delivery NOT IN ({marks})) OR (step=? AND until < ?)",  # noqa: S608 -- ours
        (Step.AWAITED.value, *known, Step.OUT.value, (at - SPENT_FOR).isoformat()),
    )
    return Ok(None)


def _clear(one: BoxDuty) -> tuple[object, ...]:
    until = one.put_in_until.isoformat()
    names = (one.case_number, one.item_zh, one.item_en)
    return (one.delivery.bytes, *names, one.put_in, until, one.pick_up, one.keep_days, one.take_back)


def salt(db: sqlite3.Connection) -> bytes:
    """Empty while the hub has told none."""
    found = db.execute("SELECT CAST(value AS BLOB) FROM fact WHERE name=?", (SALT,)).fetchone()
    return bytes(found[0]) if found is not None else b""


def taken(db: sqlite3.Connection) -> frozenset[int]:
    """Boxes that nothing else may be put into."""
    steps = (Step.PUTTING, Step.LYING, Step.OPENING, Step.IN_DOUBT)
    rows = db.execute("SELECT box FROM box_duty WHERE box>0 AND step IN (?,?,?,?)", steps).fetchall()
    return frozenset(int(row[0]) for row in rows)


def try_code(db: sqlite3.Connection, verifier: bytes, at: datetime) -> Outcome[Allowed | Refused]:
    """Whether this code may open a box. A right one of a box that holds something is `OPENING` from here on."""
    wait = locked_for(db, at)
    if wait:
        return Ok(Refused("code_locked", wait))
    row = db.execute(
        "SELECT delivery, case_number, item_zh, item_en, step, box, put_in, put_in_until, pick_up, until, take_back"
        " FROM box_duty WHERE put_in=?1 OR pick_up=?1 OR (take_back=?1 AND length(take_back)>0)",
        (verifier,),
    ).fetchone()
    if row is None:
        wait = count_wrong(db, at)
        if not wait:
            return Ok(Refused("wrong_code"))
        _note(db, None, BoxEvent.LOCKED, 0, at)
        return Ok(Refused("code_locked", wait))
    right_again(db)
    key, number, zh, en, at_step, box, put_in, put_in_until, pick_up, until, take_back = row
    step, purpose = Step(at_step), Purpose.TAKE_BACK
    if verifier == put_in:
        purpose, refused = Purpose.PUT_IN, _no_put_in(step, put_in_until, at)
    elif verifier == pick_up:
        purpose, refused = Purpose.PICK_UP, _no_pick_up(step, until, at, called_back=bool(take_back))
    else:
        refused = "code_spent" if step is Step.OUT else "" if box else "not_there_yet"
    if refused:
        return Ok(Refused(refused))
    if purpose is not Purpose.PUT_IN:
        # What was in doubt before staff came stays so, should they not get it open either.
        begun = Step.IN_DOUBT if step in {Step.OPENING, Step.IN_DOUBT} else Step.OPENING
        db.execute("UPDATE box_duty SET step=? WHERE delivery=?", (begun, key))
    return Ok(Allowed(UUID(bytes=key), purpose, int(box), str(number), str(zh), str(en)))


def _no_put_in(step: Step, until: str, at: datetime) -> str:
    if step not in {Step.AWAITED, Step.PUTTING}:
        return "code_spent"
    return "code_expired" if at >= datetime.fromisoformat(until) else ""


def _no_pick_up(step: Step, until: str, at: datetime, *, called_back: bool) -> str:
    if step in {Step.AWAITED, Step.PUTTING}:
        return "not_there_yet"
    if step is Step.OUT:
        return "code_spent"
    if step is not Step.LYING:
        return "box_in_doubt"
    return "code_expired" if called_back or not until or at >= datetime.fromisoformat(until) else ""


def choose(db: sqlite3.Connection, delivery: UUID, box: int) -> Outcome[None]:
    """This box is opened to put it in. Failure: `box_taken`."""
    row = db.execute("SELECT box, step FROM box_duty WHERE delivery=?", (delivery.bytes,)).fetchone()
    mine = row is not None and int(row[0]) == box and row[1] == Step.PUTTING
    if row is None or row[1] not in {Step.AWAITED, Step.PUTTING} or (box in taken(db) and not mine):
        return Failure("box_taken", Action.ENGINEER, f"box {box}")
    db.execute("UPDATE box_duty SET step=?, box=? WHERE delivery=?", (Step.PUTTING, box, delivery.bytes))
    return Ok(None)


def put_in(db: sqlite3.Connection, delivery: UUID, at: datetime) -> Outcome[None]:
    """Staff confirmed that it lies inside: the resident's code holds from now on."""
    row = db.execute(
        "SELECT box, keep_days FROM box_duty WHERE delivery=? AND step=?", (delivery.bytes, Step.PUTTING)
    ).fetchone()
    if row is not None:
        until = (at + timedelta(days=int(row[1]))).isoformat()
        db.execute(
            "UPDATE box_duty SET step=?, until=? WHERE delivery=?", (Step.LYING, until, delivery.bytes)
        )
        _note(db, delivery, BoxEvent.PUT_IN, int(row[0]), at)
    return Ok(None)


def not_put_in(db: sqlite3.Connection, delivery: UUID) -> Outcome[None]:
    """Staff took it along again: the box is as free as before."""
    db.execute(
        "UPDATE box_duty SET step=?, box=0 WHERE delivery=? AND step=?",
        (Step.AWAITED, delivery.bytes, Step.PUTTING),
    )
    return Ok(None)


def opened(db: sqlite3.Connection, delivery: UUID, purpose: Purpose, at: datetime) -> Outcome[None]:
    """The board says that the door is open: the code is spent."""
    event = BoxEvent.TAKEN_BACK if purpose is Purpose.TAKE_BACK else BoxEvent.COLLECTED
    _leave(db, delivery, Step.OUT, event, at, out_of=(Step.OPENING, Step.IN_DOUBT))
    db.execute("UPDATE box_duty SET until=? WHERE delivery=?", (at.isoformat(), delivery.bytes))
    return Ok(None)


def not_opened(db: sqlite3.Connection, delivery: UUID, at: datetime, *, driven: bool) -> Outcome[None]:
    """The door stayed shut, by the board's own word: the code is as good as before."""
    _leave(db, delivery, Step.LYING, BoxEvent.NOT_OPENED if driven else None, at)
    return Ok(None)


def unsure(db: sqlite3.Connection, delivery: UUID, at: datetime) -> Outcome[None]:
    """The board fell silent while its lock was driven."""
    _leave(db, delivery, Step.IN_DOUBT, BoxEvent.IN_DOUBT, at)
    return Ok(None)


def recover(db: sqlite3.Connection, at: datetime) -> Outcome[None]:
    """After the program began: whatever was about to open may have opened."""
    for row in db.execute("SELECT delivery FROM box_duty WHERE step=?", (Step.OPENING,)).fetchall():
        _leave(db, UUID(bytes=row[0]), Step.IN_DOUBT, BoxEvent.IN_DOUBT, at)
    return Ok(None)


def tell(db: sqlite3.Connection, delivery: UUID, event: BoxEvent, box: int, at: datetime) -> Outcome[None]:
    """What changes nothing here and the hub is to know: `shut`, `left_open`, `nothing_inside`."""
    _note(db, delivery, event, box, at)
    return Ok(None)


def _leave(
    db: sqlite3.Connection,
    delivery: UUID,
    step: Step,
    event: BoxEvent | None,
    at: datetime,
    *,
    out_of: tuple[Step, Step] = (Step.OPENING, Step.OPENING),
) -> None:
    row = db.execute(
        "UPDATE box_duty SET step=? WHERE delivery=? AND step IN (?,?) RETURNING box",
        (step, delivery.bytes, *out_of),
    ).fetchone()
    if row is not None and event is not None:
        _note(db, delivery, event, int(row[0]), at)


def _note(db: sqlite3.Connection, delivery: UUID | None, event: BoxEvent, box: int, at: datetime) -> None:
    db.execute(
        "INSERT INTO box_report(key, delivery, event, box, at) VALUES(?,?,?,?,?)",
        (uuid4().bytes, delivery.bytes if delivery is not None else None, event.value, box, at.isoformat()),
    )


def reports(db: sqlite3.Connection, terminal_id: str) -> tuple[BoxReport, ...]:
    """What the hub has not heard yet, in the order in which it happened."""
    rows = db.execute("SELECT key, delivery, event, box, at FROM box_report ORDER BY number").fetchall()
    return tuple(
        BoxReport(
            key=UUID(bytes=key),
            terminal_id=terminal_id,
            delivery=UUID(bytes=delivery) if delivery is not None else None,
            event=BoxEvent(event),
            box=box,
            at=datetime.fromisoformat(at),
        )
        for key, delivery, event, box, at in rows
    )


def reported(db: sqlite3.Connection, key: UUID) -> Outcome[None]:
    db.execute("DELETE FROM box_report WHERE key=?", (key.bytes,))
    return Ok(None)
