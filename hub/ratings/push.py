"""Ratings on their way to other systems: at least once each, in any order, and none in the way of another.

Every rating has one line for each receiver. A line is taken for a while (so that two hubs do not send it together), sent
under the rating's own key, and then is sent, waits for its next time, or is set aside because the receiver will never
take it. What was sent and never confirmed is sent again: the receiver tells it by the key.
"""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import requests
from sqlalchemy import exists, func, insert, literal, select, update

from contract.civil_time import CIVIL
from contract.codes import Grade
from hub.ratings.profiles import Told
from hub.ratings.push_send import Verdict, send
from hub.tables import rating, rating_push

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from sqlalchemy import Row

    from hub.ratings.push_send import Answer
    from hub.ratings.receivers import Receiver
    from hub.wiring import Hub

log = logging.getLogger(__name__)

AT_ONCE = 30
"""Lines of one receiver in one round."""
TAKEN_FOR = timedelta(minutes=30)
"""Longer than a round with the slowest answers; after it a line whose hub died is anybody's."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 20
"""Answers of "later" to one line after which it is set aside for the engineer; silence of the line does not count."""
_PUSH = rating_push.c


class PushState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    ASIDE = "aside"
    """The receiver refused it for good: an engineer looks (`hub ratings retry`)."""


@dataclass(frozen=True)
class Round:
    """What one round did."""

    sent: int = 0
    later: int = 0
    aside: int = 0
    stopped: str = ""
    """Why it ended early: the receiver is not to be reached."""


def push(
    hub: Hub,
    receiver: Receiver,
    *,
    chance: Callable[[], float] = random.random,
    session: requests.Session | None = None,
) -> Round:
    """Everything that is due for one receiver, `AT_ONCE` at most. `chance` gives numbers from 0 to 1."""
    now = hub.clock()
    _queue(hub, receiver, now)
    lines = _take(hub, receiver, now)
    sent = later = aside = 0
    stopped = ""
    with session or requests.Session() as talking:
        for line in lines:
            if stopped:
                _put_back(hub, line, now)
                continue
            answer = send(talking, receiver, line.rating_key, _told(line))
            if answer.verdict is Verdict.NOT_REACHED:
                stopped = answer.code
            state = _settle(hub, line, answer, chance())
            sent += state is PushState.SENT
            aside += state is PushState.ASIDE
            later += state is PushState.WAITING
    if stopped:
        log.warning("ratings: %s is not reached: %s", receiver.name, stopped)
    return Round(sent, later, aside, stopped)


def wait_after(tries: int, chance: float) -> timedelta:
    """Twice as long with each try, and by chance between half and all of it: receivers are not hit by all at once."""
    times: int = 1 << min(tries, 30)
    return min(LONGEST_WAIT, FIRST_WAIT * times) * (0.5 + chance / 2)


def _queue(hub: Hub, receiver: Receiver, now: datetime) -> None:
    """A line for every rating that has none yet."""
    wanted = select(
        rating.c.key,
        literal(receiver.name),
        literal(PushState.WAITING),
        literal(now, type_=_PUSH.next_at.type),
    )
    there = exists().where(_PUSH.rating_key == rating.c.key, _PUSH.receiver == receiver.name)
    wanted = wanted.where(~there)
    if receiver.since is not None:
        begin = datetime.combine(receiver.since, time(), CIVIL)
        wanted = wanted.where(rating.c.received_at >= begin)
    with hub.database.write() as connection:
        connection.execute(
            insert(rating_push).from_select(["rating_key", "receiver", "state", "next_at"], wanted)
        )


def _take(hub: Hub, receiver: Receiver, now: datetime) -> list[Row[Any]]:
    due = (
        select(rating_push, rating)
        .join(rating, rating.c.key == _PUSH.rating_key)
        .where(_PUSH.receiver == receiver.name, _PUSH.state == PushState.WAITING, _PUSH.next_at <= now)
        .order_by(_PUSH.next_at, rating.c.received_at)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True, of=rating_push)
    )
    with hub.database.write() as connection:
        lines = list(connection.execute(due))
        for line in lines:
            connection.execute(update(rating_push).where(*_is(line)).values(next_at=now + TAKEN_FOR))
    return lines


def _settle(hub: Hub, line: Row[Any], answer: Answer, chance: float) -> PushState:
    now = hub.clock()
    tries = line.tries + (answer.verdict is Verdict.LATER)
    state = PushState.WAITING
    if answer.verdict is Verdict.SENT:
        state = PushState.SENT
    elif answer.verdict is Verdict.REFUSED or tries >= MOST_TRIES:
        state = PushState.ASIDE
        log.error("ratings: %s refuses one: %s; must act: engineer", line.receiver, answer.code)
    wait = max(wait_after(line.attempts, chance), min(timedelta(seconds=answer.wait_s), LONGEST_WAIT))
    with hub.database.write() as connection:
        connection.execute(
            update(rating_push)
            .where(*_is(line))
            .values(
                state=state,
                attempts=line.attempts + 1,
                tries=tries,
                next_at=now + wait,
                last_code=answer.code,
                last_at=now,
            )
        )
    return state


def _put_back(hub: Hub, line: Row[Any], now: datetime) -> None:
    """It was not tried; the one that was tells when the receiver is asked again."""
    with hub.database.write() as connection:
        connection.execute(update(rating_push).where(*_is(line)).values(next_at=now + FIRST_WAIT))


def _is(line: Row[Any]) -> tuple[Any, ...]:
    return (_PUSH.rating_key == line.rating_key, _PUSH.receiver == line.receiver)


def _told(line: Row[Any]) -> Told:
    tags = tuple(line.tags.split(",")) if line.tags else ()
    return Told(line.case_number, line.item_id, Grade(line.grade), tags, line.rated_at)


@dataclass(frozen=True)
class Standing:
    """How one receiver stands."""

    receiver: str
    waiting: int
    sent: int
    aside: int
    oldest_waiting: datetime | None
    """When it was received here."""
    last_code: str
    last_at: datetime | None


def standing(hub: Hub, receiver: str) -> Standing:
    """From the lines there are; ratings that came since the last round are not in them."""
    here = _PUSH.receiver == receiver
    with hub.database.read() as connection:
        grouped = select(_PUSH.state, func.count()).where(here).group_by(_PUSH.state)
        counts = {str(state): int(number) for state, number in connection.execute(grouped)}
        oldest = connection.execute(
            select(rating.c.received_at)
            .join(rating_push, _PUSH.rating_key == rating.c.key)
            .where(here, _PUSH.state == PushState.WAITING)
            .order_by(rating.c.received_at)
            .limit(1)
        ).scalar_one_or_none()
        last = connection.execute(
            select(_PUSH.last_code, _PUSH.last_at)
            .where(here, _PUSH.last_at.is_not(None))
            .order_by(_PUSH.last_at.desc())
            .limit(1)
        ).one_or_none()
    return Standing(
        receiver,
        counts.get(PushState.WAITING, 0),
        counts.get(PushState.SENT, 0),
        counts.get(PushState.ASIDE, 0),
        oldest,
        last.last_code if last is not None else "",
        last.last_at if last is not None else None,
    )


def retry(hub: Hub, receiver: str) -> int:
    """What was set aside waits again, e.g. when the receiver was mended; how many lines."""
    again = (
        update(rating_push)
        .where(_PUSH.receiver == receiver, _PUSH.state == PushState.ASIDE)
        .values(state=PushState.WAITING, next_at=hub.clock(), tries=0)
        .returning(_PUSH.rating_key)
    )
    with hub.database.write() as connection:
        return len(connection.execute(again).all())
