"""The check of an open store: what it finds, what it leaves alone, and when it holds its hand."""

from __future__ import annotations

import threading

import pytest
from offline_bench_of_cases import answer_to, value

from offline_cache import damaged
from offline_cache.checkup import Checkup, Rounds
from offline_cache.connection import FILE_NAME
from offline_cache.self_check import ROWS
from outcome import Action, Failure, Ok

QUICK = Rounds(first_after=0.0, every=3600.0, slice_pause=0.0, ask_idle_every=0.01)
WAIT_S = 20


def edit(shelf, *statements: str) -> None:
    """Behind the store's back, through its own connection."""

    def work(db):
        for statement in statements:
            db.execute(statement)
        return Ok(None)

    value(shelf.cache._inside.writer.submit("hurting", work).result(10))


def test_a_sound_store_in_every_state_is_found_sound(shelf):
    first, second, third = shelf.accept(), shelf.accept(), shelf.accept()
    value(shelf.cache.for_sync.mark_answered(first.key, answer_to(shelf.next().body, durable=1)).result(10))
    value(shelf.cache.for_sync.mark_answered(second.key, answer_to(shelf.next().body)).result(10))
    value(shelf.cache.for_sync.mark_refused(third.key, "bad", Action.ENGINEER).result(10))
    for _ in range(2 * ROWS):
        shelf.accept()
    assert shelf.cache.for_staff.check_rows() == Ok(None)
    assert shelf.cache.for_staff.check_file().result(10) == Ok(None)
    assert not shelf.cache.safe_mode
    assert shelf.cache.waiting() == 2 * ROWS


HIDDEN = {
    "a waiting case that calls itself answered": "UPDATE outbox SET state=1 WHERE id=3",
    "a waiting case that calls itself erased": "UPDATE outbox SET state=2 WHERE id=3",
    "a state that there is not": "UPDATE outbox SET state=9 WHERE id=3",
    "a case without its data key's number": "UPDATE outbox SET epoch=NULL WHERE id=3",
    "a payload that is gone": "UPDATE outbox SET payload=x'', state=2 WHERE id=3",
    "a row that is gone": "DELETE FROM outbox WHERE id=3",
    "a key of another length": "UPDATE outbox SET key=x'0102' WHERE id=3",
    "a data key that does not open": "UPDATE epoch SET wrapped=randomblob(62)",
}


@pytest.mark.parametrize("how", HIDDEN)
def test_what_would_hide_a_record_condemns_the_store(shelf, how):
    for _ in range(5):
        shelf.accept()
    edit(shelf, HIDDEN[how])
    found = shelf.cache.for_staff.check_rows()
    assert isinstance(found, Failure)
    assert found.code == "store_damaged"
    assert shelf.cache.safe_mode
    value(shelf.cache.for_sync.tidy().result(10))
    assert len(damaged.folders(shelf.folder)) == 1


def test_an_index_that_forgot_a_record_condemns_the_store(shelf):
    for _ in range(5):
        shelf.accept()
    edit(
        shelf,
        "DROP INDEX outbox_held",
        "CREATE INDEX outbox_held ON outbox(state, id, kind) WHERE epoch IS NOT NULL",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql='CREATE INDEX outbox_held ON outbox(state, id, kind) WHERE id <> 3'"
        " WHERE name='outbox_held'",
        "PRAGMA writable_schema=RESET",
        "REINDEX outbox_held",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql='CREATE INDEX outbox_held ON outbox(state, id, kind)"
        " WHERE epoch IS NOT NULL' WHERE name='outbox_held'",
        "PRAGMA writable_schema=RESET",
    )
    found = shelf.cache.for_staff.check_rows()
    assert isinstance(found, Failure)


def test_a_changed_index_entry_is_found_before_a_write_needs_it(shelf):
    for _ in range(5):
        shelf.accept()
    shelf.close()
    path = shelf.folder / FILE_NAME
    content = bytearray(path.read_bytes())
    (page,) = [
        at
        for at in range(4096, len(content), 4096)
        if content[at] == 10 and content.count(b"case", at, at + 4096) == 5  # a leaf of outbox_held
    ]
    content[content.index(b"case", page)] ^= 1
    path.write_bytes(content)
    assert shelf.cache.for_staff.check_rows() == Ok(None), "all are there, and all are listed"
    found = shelf.cache.for_staff.check_file().result(10)
    assert isinstance(found, Failure)
    assert found.code == "store_damaged"


def test_a_record_that_does_not_open_goes_aside_alone(shelf):
    accepted = [shelf.accept() for _ in range(5)]
    edit(shelf, "UPDATE outbox SET payload=randomblob(600) WHERE id=3")
    assert shelf.cache.for_staff.check_rows() == Ok(None)
    assert not shelf.cache.safe_mode
    (aside,) = value(shelf.cache.for_staff.aside().result(10))
    assert (aside.key, aside.code) == (accepted[2].key, "unreadable")
    assert shelf.cache.waiting() == 4


def test_the_check_of_every_page_waits_until_nobody_is_there(shelf):
    for _ in range(40):
        shelf.accept()
    value(shelf.cache.for_sync.tidy().result(10))
    shelf.close()
    path = shelf.folder / FILE_NAME
    content = bytearray(path.read_bytes())
    trail = [
        at for at in range(4096, len(content), 4096) if content.count(b"case_accepted", at, at + 4096) > 3
    ]
    content[trail[0] + 3 : trail[0] + 5] = (
        b"\x00\x01"  # this page of the audit trail forgets all rows but one
    )
    path.write_bytes(content)
    idle, asked, damage = threading.Event(), threading.Event(), threading.Event()

    def nobody_there() -> bool:
        asked.set()
        return idle.is_set()

    cache = shelf.cache
    checkup = Checkup(cache, idle=nobody_there, on_damage=damage.set, rounds=QUICK)
    checkup.start()
    assert asked.wait(WAIT_S)
    assert not cache.safe_mode
    assert not damage.is_set()
    idle.set()
    assert damage.wait(WAIT_S)
    assert cache.safe_mode
    checkup.stop()
    assert not checkup._thread.is_alive()


def test_stopping_ends_a_check_between_two_slices(shelf):
    for _ in range(3 * ROWS):
        shelf.accept()
    begun, slices = threading.Event(), []

    class Watched(Checkup):
        def _pause(self) -> bool:
            slices.append(1)
            begun.set()
            return not self._stopping.wait(WAIT_S)

    checkup = Watched(shelf.cache, idle=lambda: True, on_damage=lambda: None, rounds=QUICK)
    checkup.start()
    assert begun.wait(WAIT_S)
    checkup.stop()
    assert not checkup._thread.is_alive()
    assert len(slices) == 1
