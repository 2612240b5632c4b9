"""What a life does until it is killed. The first argument tells the parent a line; the parent is outside of every fault."""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
import threading
import uuid
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from unittest.mock import patch

from torture_residents import ID_NUMBER, NAME, TERMINAL, draft

from contract.attachment import PIECE_BYTES
from contract.case import CaseAnswer, CaseSubmission
from contract.codes import CaseState
from offline_cache import (
    FileKeyHome,
    HubLink,
    OfflineCache,
    Pace,
    Sync,
    Timeouts,
    attachment_files,
    connection,
    intake,
)
from offline_cache.backoff import Backoff
from outcome import Failure, Ok

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from concurrent.futures import Future

    from contract.attachment import AttachmentNote
    from offline_cache.ledger import Ledger
    from offline_cache.prepared import Prepared
    from offline_cache.records import Accepted
    from outcome import Outcome

T = TypeVar("T")
QUICK = Timeouts(connect=1.0, read=0.3, whole_answer=0.5, alive=0.3)
BRISK = Pace(Backoff(first=0.002, longest=0.02), probe_every=0.05, store_trouble=0.05, tidy_after=7)
SMALL = {"low_water": 1 << 20, "ballast": 1 << 20}
KINDS = ("sync", "write", "truncate", "read", "name", "line")
"""Of calls, as fault_calls.c names them."""
AHEAD = 4
"""Cases that are accepted while none is answered, so that a life is as much about sending as about accepting."""
PATIENCE_S = 0.1
"""Then one more is accepted nevertheless: a line that is down stops nobody."""
START = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


class Tell(Protocol):
    def __call__(self, *words: object) -> None: ...


class Calendar:
    """A clock that a life can put forward or back: every day has a data key of its own.

    Without `days` it is the machine's own; `zone` are the hours of its time zone.
    """

    def __init__(self, days: float | None, zone: float = 0) -> None:
        self._ahead = timedelta() if days is None else START + timedelta(days=days) - datetime.now(UTC)
        self._zone = timezone(timedelta(hours=zone))

    def __call__(self) -> datetime:
        return (datetime.now(UTC) + self._ahead).astimezone(self._zone)

    def move(self, **by: float) -> None:
        self._ahead += timedelta(**by)


def ignore(_: object) -> None:
    pass


def plan(fault: Sequence[Any] | None) -> None:
    """Order a fault of fault_calls.c: kind, number of the call, errno or way to die, and whether it stays."""
    if fault is not None:
        kind, number, outcome, stays = fault
        if ctypes.CDLL(None).torture_plan(str(kind).encode(), ctypes.c_long(number), outcome, int(stays)):
            raise ValueError(f"no such kind of call: {kind}")


def open_store(folder: str, key_folder: str, now: Calendar) -> OfflineCache | Failure:
    keys = FileKeyHome.open(Path(key_folder))
    if isinstance(keys, Failure):
        return keys
    opened = OfflineCache.open(Path(folder), TERMINAL, keys.value, now=now, **SMALL)
    return opened if isinstance(opened, Failure) else opened.value


def accept_and_send(
    tell: Tell,
    *,
    folder: str,
    keys: str,
    url: str,
    days: float | None,
    leap: float = 1,
    zone: float = 0,
    fault: Sequence[Any] | None = None,
    again: Sequence[str] = (),
) -> None:
    """Accept and send without end; what a receipt shows is told after the future resolved.

    Every fifth case the clock leaps by `leap` days, the other way at the next one when that is more than a year.
    `again` are actions that are confirmed once more under a new key: what a terminal must never do by itself.
    """
    now = Calendar(days, zone)
    plan(fault)
    cache = open_store(folder, keys, now)
    if isinstance(cache, Failure):
        tell("failure", cache.code, cache.detail)
        return
    link = HubLink(url, TERMINAL, cache.keys, QUICK)
    slots = threading.Semaphore(AHEAD)

    def answered(answer: CaseAnswer) -> None:
        tell("answered", answer.key)
        slots.release()

    sync = Sync(cache, link, on_answer=answered, on_line=ignore, pace=BRISK)
    sync.start()
    tell("open")
    for number, token in enumerate(chain(again, (uuid.uuid4().hex for _ in count()))):
        slots.acquire(timeout=PATIENCE_S)
        if number % 5 == 4:
            now.move(days=leap)
            leap = -leap if abs(leap) > 366 else leap
        accepted = cache.accept(draft(now(), token)).result()
        if isinstance(accepted, Ok):
            show(tell, token, accepted.value)
        else:
            tell("failure", accepted.code, accepted.detail)


def send_until_empty(tell: Tell, *, folder: str, keys: str, url: str, days: float | None) -> None:
    """Send what waits; then close in good order and tell how many numbers were given out."""
    cache = open_store(folder, keys, Calendar(days))
    if isinstance(cache, Failure):
        tell("failure", cache.code, cache.detail)
        return
    moved = threading.Event()

    def look(*_: object) -> None:
        moved.set()

    link = HubLink(url, TERMINAL, cache.keys, QUICK)
    sync = Sync(cache, link, on_answer=look, on_line=ignore, on_aside=look, pace=BRISK)
    sync.start()
    sync.wake()
    while cache.waiting() and moved.wait(30):
        moved.clear()
    sync.stop()
    trail = cache.for_staff.verify_audit()
    whole = cache.for_staff.check_file().result()
    tell("left", cache.waiting(), cache.aside_count(), cache.last_sequence(), int(cache.safe_mode))
    tell("sound", int(trail == Ok(None)), int(whole == Ok(None)))
    cache.close()


def accept_and_drain(
    tell: Tell,
    *,
    folder: str,
    keys: str,
    days: float,
    fault: Sequence[Any] | None = None,
    rounds: int | None = None,
    stubborn: bool = False,
    careless: bool = False,
    hasty: bool = False,
) -> None:
    """Without a line: accept, and answer every third case as a hub would; ends at the first failure, or is `stubborn`.

    Told are `shown token key sequence number` and `answered key`, each after its future resolved, and at the end `counts`
    of the calls that fault_calls.c saw, by kind. Two controls: `careless` sets the store up as many programs do
    (`synchronous=NORMAL`), `hasty` shows a number before it is committed.
    """
    if careless:
        settings = connection._SETTINGS
        connection._SETTINGS = tuple(
            ("synchronous", "NORMAL", 1) if one[0] == "synchronous" else one for one in settings
        )
    if hasty:
        show_too_early(tell)
    now = Calendar(days)
    plan(fault)
    cache = open_store(folder, keys, now)
    if isinstance(cache, Failure):
        tell("failure", cache.code, cache.detail)
        return
    tell("open", int(cache.safe_mode))
    for number in range(rounds) if rounds is not None else count():
        if number % 7 == 6:
            now.move(days=1)
        token = uuid.uuid4().hex
        accepted = cache.accept(draft(now(), token)).result()
        well = isinstance(accepted, Ok)
        if isinstance(accepted, Ok):
            if not hasty:
                show(tell, token, accepted.value)
            well = number % 3 != 2 or drained(tell, cache)
        else:
            tell("failure", accepted.code, accepted.detail)
        if not well and not stubborn:
            break
        if number % 11 == 10:
            cache.for_sync.tidy().result()
    cache.close()
    if fault is not None:
        tell("counts", *(ctypes.CDLL(None).torture_count(kind.encode()) for kind in KINDS))


def attach_and_erase(
    tell: Tell,
    *,
    folder: str,
    keys: str,
    rounds: int,
    fault: Sequence[Any] | None = None,
    hasty: bool = False,
    careless: bool = False,
) -> None:
    """Cases with two attachments each, one more that is taken back and one that is left over. Every second case is erased
    with those before it, of the others one attachment lies aside. Ends at the first failure.

    Told are `kept case id digest`, `erasing case`, `open`, and at the end `counts`. Two controls: `hasty` tells of
    attachments before their case is accepted, `careless` syncs neither their files nor their folder.
    """
    if careless:
        patch.object(attachment_files, "sync_folder", ignore).start()
        patch.object(attachment_files, "os", Careless()).start()
    plan(fault)
    with suppress(StoreFailedError):
        cache = open_store(folder, keys, Calendar(0))
        if isinstance(cache, Failure):
            raise StoreFailedError
        tell("open", int(cache.safe_mode))
        for _ in range(rounds):
            number = cache.last_sequence() + 1
            notes: list[AttachmentNote] = []
            for size in (1, PIECE_BYTES // 16 + 1):
                note = done(cache.attach(uuid.uuid4().bytes * size))
                notes.append(note)
                if hasty:
                    tell("kept", number, note.id, note.digest.hex())
            done(cache.drop_attachment(done(cache.attach(b"taken back")).id))
            done(cache.accept(replace(draft(START, uuid.uuid4().hex), attachments=tuple(notes))))
            for note in notes:
                tell("kept", number, note.id, note.digest.hex())
            while (record := done(cache.for_sync.next_to_send()).record) is not None:
                done(cache.for_sync.mark_answered(record.key, answer_to(record.body, durable=0)))
                done(cache.for_sync.mark_reported(record.key))
            while (upload := done(cache.for_sync.next_upload())) is not None and upload.id != notes[1].id:
                done(cache.for_sync.attachment_sent(upload.id))
            if number % 2:
                done(cache.for_sync.attachment_sent(notes[1].id))
                tell("erasing", number)
                done(cache.for_sync.hub_is_durable(number))
            else:
                done(cache.for_sync.attachment_aside(notes[1].id, "unreadable"))
        done(cache.attach(b"left over"))
        done(cache.for_sync.tidy())
        cache.close()
    if fault is not None:
        tell("counts", *(ctypes.CDLL(None).torture_count(kind.encode()) for kind in KINDS))


class StoreFailedError(Exception):
    """The store failed: the life ends here."""


def done(future: Future[Outcome[T]]) -> T:
    result = future.result()
    if isinstance(result, Failure):
        raise StoreFailedError
    return result.value


class Careless:
    """`os` without its syncs."""

    def __getattr__(self, name: str) -> Any:
        return ignore if name == "fsync" else getattr(os, name)


def answer_to(body: bytes, durable: int) -> CaseAnswer:
    """As a hub would that is safe up to `durable`."""
    case = CaseSubmission.model_validate_json(body)
    return CaseAnswer(
        key=case.key,
        case_number=case.case_number,
        state=CaseState.APPROVED,
        office_number=f"OFFICE{case.sequence}",
        durable_sequence=durable,
    )


def show(tell: Tell, token: str, accepted: Accepted) -> None:
    tell("shown", token, accepted.key, accepted.sequence, accepted.case_number)


def show_too_early(tell: Tell) -> None:
    """Inside the transaction, when nothing is on disk yet."""
    taken_in = intake.accept

    def accept(ledger: Ledger, db: sqlite3.Connection, prepared: Prepared, at: datetime) -> Outcome[Accepted]:
        done = taken_in(ledger, db, prepared, at)
        if isinstance(done, Ok):
            show(tell, str(prepared.draft.answers["purpose"]), done.value)
        return done

    intake.accept = accept


def drained(tell: Tell, cache: OfflineCache) -> bool:
    """One case goes to a hub that is safe up to the case before it; False at a failure."""
    found = cache.for_sync.next_to_send().result()
    if isinstance(found, Failure) or found.value.record is None:
        tell("failure", found.code if isinstance(found, Failure) else "nothing_to_send")
        return False
    case = CaseSubmission.model_validate_json(found.value.record.body)
    answer = answer_to(found.value.record.body, durable=case.sequence - 1)
    kept = cache.for_sync.mark_answered(case.key, answer).result()
    if isinstance(kept, Failure):
        tell("failure", kept.code, kept.detail)
        return False
    tell("answered", case.key)
    return True


def babble(tell: Tell) -> None:
    """What no part of the program may do: a resident in the log and in a temporary file."""
    print("accepted for", NAME, file=sys.stderr, flush=True)
    (Path(tempfile.gettempdir()) / "notes").write_text(ID_NUMBER, encoding="utf-16")
    tell("done")
