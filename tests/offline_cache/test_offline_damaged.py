"""Damage that the opening of a store finds costs what the disk destroyed and nothing else; what salvage brings over."""

from __future__ import annotations

import sqlite3
import uuid
from pathlib import Path

import pytest
from offline_bench_of_cases import answer_to, draft, value
from offline_damage import crash, deliver_all, listed, spanned

from contract.case_number import parse
from offline_cache import Kind, damaged
from offline_cache.audit import AuditEvent
from offline_cache.connection import FILE_NAME
from offline_cache.damaged import LOG_NAME
from offline_cache.door import EPOCHS_OF_A_GENERATION
from offline_cache.witness import FILE_NAME as WITNESS
from outcome import Action, Failure, Ok


def events(cache) -> list[str]:
    work = lambda db: Ok([row[0] for row in db.execute("SELECT event FROM audit ORDER BY number")])  # noqa: E731
    return value(cache._inside.writer.submit("looking", work).result(10))


def replace_with(content: bytes):
    return lambda shelf: (shelf.folder / FILE_NAME).write_bytes(content)


def without_header(shelf) -> None:
    with (shelf.folder / FILE_NAME).open("r+b") as file:
        file.write(bytes(4096))


def without_log(shelf) -> None:
    (shelf.folder / LOG_NAME).unlink()


def without_database(shelf) -> None:
    (shelf.folder / FILE_NAME).unlink()


def cut_log(shelf) -> None:
    content = (shelf.folder / LOG_NAME).read_bytes()
    (shelf.folder / LOG_NAME).write_bytes(content[: len(content) // 2])


def flipped_frame(shelf) -> None:
    """In the log's middle: SQLite forgets every commit from there on."""
    path = shelf.folder / LOG_NAME
    content = bytearray(path.read_bytes())
    content[32 + 3 * (4096 + 24) + 2000] ^= 4
    path.write_bytes(content)


def foreign(shelf) -> None:
    for name in (FILE_NAME, LOG_NAME):
        (shelf.folder / name).unlink()
    with sqlite3.connect(shelf.folder / FILE_NAME) as db:
        db.execute("CREATE TABLE theirs(x)")
    db.close()


def newer(shelf) -> None:
    content = bytearray((shelf.folder / FILE_NAME).read_bytes())
    content[63] ^= 1 << 3  # PRAGMA user_version, in the database's header
    (shelf.folder / FILE_NAME).write_bytes(content)


HURTS = {
    "rubbish": replace_with(b"not a database at all " * 500),
    "zero length": replace_with(b""),
    "header gone": without_header,
    "log gone": without_log,
    "log cut": cut_log,
    "log flipped": flipped_frame,
    "database gone": without_database,
    "another program's": foreign,
    "version flipped": newer,
}
WITHOUT_LOG = {"rubbish", "header gone", "version flipped"}
"""Hurt after an orderly close: with the log there, it would mend the file."""
ALL_COME_BACK = {"header gone", "log flipped", "version flipped", "zero length", "database gone"}
"""All nine are in what was left alone."""


@pytest.mark.parametrize("hurt", HURTS)
def test_a_damaged_store_is_put_aside_salvaged_and_goes_on_with_its_numbers(shelf, hurt):
    given = {one.key: one for one in (shelf.accept() for _ in range(9))}
    if hurt not in WITHOUT_LOG:
        crash(shelf)
    if hurt in WITHOUT_LOG:
        shelf.close()
    HURTS[hurt](shelf)
    cache = shelf.cache
    assert cache.safe_mode
    refused = cache.accept(draft()).result(10)
    assert isinstance(refused, Failure)
    assert (refused.code, refused.action) == ("safe_mode", Action.ENGINEER)
    assert cache.fit() == refused
    assert value(cache.put_note(Kind.HELP, uuid.uuid4(), b"{}").result(10)) is None, "a call for help is kept"

    shelf.close()
    assert shelf.cache.safe_mode, "still so after a restart"
    done = value(shelf.cache.for_staff.salvage())
    assert not shelf.cache.safe_mode
    assert done.last_sequence == 9
    assert shelf.accept().sequence == 10

    value(shelf.cache.for_sync.mark_answered(shelf.next().key, None).result(10))  # the call for help
    came = deliver_all(shelf.cache)
    came.pop(next(key for key in came if key not in given))
    assert came == {key: given[key].case_number for key in came}, "right as they were accepted"
    if hurt in ALL_COME_BACK:
        assert set(came) == set(given)
    lost = {one.case_number for key, one in given.items() if key not in came}
    gone = {sequence for span in done.nothing_left for sequence in spanned(span)}
    assert {number for number in lost if parse(number).sequence not in gone} <= set(done.lost)
    assert listed(shelf.cache) == set(done.lost)
    told = events(shelf.cache)
    assert told[0] == AuditEvent.STORE_SET_ASIDE
    assert told.count(AuditEvent.RECORD_SALVAGED) == done.brought == len(came)
    assert AuditEvent.SAFE_MODE_ENDED in told
    assert value(shelf.cache.for_staff.verify_audit()) is None
    shelf.close()
    assert not shelf.cache.safe_mode


def test_what_was_answered_and_erased_before_the_damage_is_not_sent_again(shelf):
    first, second, third = shelf.accept(), shelf.accept(), shelf.accept()
    value(shelf.cache.for_sync.mark_answered(first.key, answer_to(shelf.next().body, durable=1)).result(10))
    value(shelf.cache.for_sync.mark_answered(second.key, answer_to(shelf.next().body)).result(10))
    shelf.close()
    without_header(shelf)
    done = value(shelf.cache.for_staff.salvage())
    assert (done.brought, done.lost, done.nothing_left) == (3, (), ())
    kept = {one.case_number for one in value(shelf.cache.for_sync.unreported().result(10))}
    assert kept == {first.case_number, second.case_number}
    assert set(deliver_all(shelf.cache)) == {third.key}


def test_an_older_copy_is_taken_when_the_newest_does_not_open(shelf):
    accepted = shelf.accept()
    value(shelf.cache.for_sync.tidy().result(10))
    value(shelf.cache.for_sync.postpone(accepted.key, 5).result(10))
    crash(shelf)
    path = shelf.folder / LOG_NAME
    content = bytearray(path.read_bytes())
    at = content.index(accepted.case_number.encode() + b"pension.certify") + 300
    content[at] ^= 1
    path.write_bytes(content)
    value(damaged.set_aside(shelf.folder, shelf.clock(), damaged.read_log(shelf.folder)))
    done = value(shelf.cache.for_staff.salvage())
    assert (done.brought, done.lost) == (1, ())
    assert deliver_all(shelf.cache) == {accepted.key: accepted.case_number}


def test_a_case_whose_row_is_gone_is_listed_by_the_number_in_the_audit_trail(shelf):
    accepted = [shelf.accept() for _ in range(3)]
    answered = shelf.next()
    value(shelf.cache.for_sync.mark_answered(answered.key, answer_to(answered.body)).result(10))
    shelf.close()
    path = shelf.folder / FILE_NAME
    content = bytearray(path.read_bytes())
    for at in range(0, len(content), 4096):
        if b"pension.certify" in content[at : at + 4096]:
            content[at : at + 4096] = bytes(4096)
    path.write_bytes(content)
    done = value(shelf.cache.for_staff.salvage())
    assert set(done.lost) == {one.case_number for one in accepted[1:]}, "the hub has the first: it answered"
    assert done.nothing_left == ()
    aside = value(shelf.cache.for_staff.aside().result(10))
    assert {one.code for one in aside} == {"unreadable"}
    assert shelf.cache.for_staff.put_back(aside[0].key).result(10).code == "unknown_key", (
        "there is nothing to send"
    )
    assert shelf.cache.for_staff.check_rows() == Ok(None)
    assert shelf.accept().sequence == 4


def test_a_salvage_that_is_cut_off_changes_nothing_and_the_next_does_it_all(shelf):
    for _ in range(20):
        shelf.accept()
    shelf.close()
    without_header(shelf)
    assert shelf.cache.safe_mode

    def arm(db):
        db.execute(
            "CREATE TEMP TRIGGER cut_off BEFORE INSERT ON outbox WHEN (SELECT count(*) FROM outbox) = 10"
            " BEGIN SELECT RAISE(ABORT, 'cut off'); END"
        )
        return Ok(None)

    value(shelf.cache._inside.writer.submit("arming", arm).result(10))
    assert isinstance(shelf.cache.for_staff.salvage(), Failure)
    shelf.close()
    assert shelf.cache.safe_mode
    assert shelf.cache.waiting() == 0
    assert len(damaged.folders(shelf.folder)) == 1
    assert value(shelf.cache.for_staff.salvage()).brought == 20


def test_data_keys_of_the_store_that_takes_over_have_numbers_of_their_own(shelf):
    """Attachments stay sealed under the keys that they had; those must not meet others of the same number."""
    shelf.accept()
    shelf.close()
    without_header(shelf)
    value(shelf.cache.put_note(Kind.RATING, uuid.uuid4(), b"{}").result(10))
    epochs = lambda db: Ok([row[0] for row in db.execute("SELECT epoch FROM epoch")])  # noqa: E731
    assert value(shelf.cache._inside.writer.submit("looking", epochs).result(10)) == [
        EPOCHS_OF_A_GENERATION + 1
    ]


def test_attachments_come_over_with_the_key_that_opens_them(shelf):
    case = shelf.accept()
    row = (uuid.uuid4().bytes, case.key.bytes, 1, 70_000, bytes(range(32)), 1, 0)
    erased = (uuid.uuid4().bytes, case.key.bytes, 2, 70_000, bytes(range(32)), None, 2)

    def attach(db):
        db.executemany("INSERT INTO attachment VALUES(?,?,?,?,?,?,?)", [row, erased])
        return Ok(db.execute("SELECT epoch, wrapped FROM epoch").fetchall())

    ((epoch, wrapped),) = value(shelf.cache._inside.writer.submit("attaching", attach).result(10))
    shelf.close()
    without_header(shelf)
    value(shelf.cache.for_staff.salvage())

    def look(db):
        kept = db.execute("SELECT wrapped FROM epoch WHERE epoch=?", (epoch,)).fetchone()
        return Ok((db.execute("SELECT * FROM attachment").fetchall(), kept))

    assert value(shelf.cache._inside.writer.submit("looking", look).result(10)) == ([row], (wrapped,))
    assert shelf.cache.for_staff.check_rows() == Ok(None)


def test_salvage_twice_and_of_two_damaged_stores_doubles_nothing(shelf):
    given = {shelf.accept().key for _ in range(4)}
    shelf.close()
    without_header(shelf)
    value(shelf.cache.put_note(Kind.RATING, uuid.uuid4(), b"{}").result(10))
    shelf.close()
    without_header(shelf)
    assert shelf.cache.safe_mode
    assert len(damaged.folders(shelf.folder)) == 2
    done = value(shelf.cache.for_staff.salvage())
    assert (done.brought, done.lost) == (5, ())
    again = value(shelf.cache.for_staff.salvage())
    assert (again.stores, again.brought, again.last_sequence) == ((), 0, 4)
    assert shelf.cache.waiting() == 4
    assert shelf.cache.waiting(Kind.RATING) == 1
    for kept in shelf.folder.glob("salvaged-*"):
        kept.rename(kept.with_name(kept.name.replace("salvaged-", "damaged-")))
    assert value(shelf.cache.for_staff.salvage()).brought == 0, "a power cut before the name was changed"
    assert given <= set(deliver_notes_and_cases(shelf.cache))


def deliver_notes_and_cases(cache) -> list[uuid.UUID]:
    found = []
    while (record := value(cache.for_sync.next_to_send().result(10)).record) is not None:
        found.append(record.key)
        answer = answer_to(record.body) if record.kind is Kind.CASE else None
        value(cache.for_sync.mark_answered(record.key, answer).result(10))
    return found


def test_when_nothing_tells_the_last_number_it_must_be_said(shelf):
    shelf.folder.mkdir()
    (shelf.folder / FILE_NAME).write_bytes(b"rubbish " * 1000)
    refused = shelf.cache.for_staff.salvage()
    assert isinstance(refused, Failure)
    assert refused.code == "floor_unknown"
    assert shelf.cache.safe_mode
    assert value(shelf.cache.for_staff.salvage(last_sequence=41)).last_sequence == 41
    assert shelf.accept().sequence == 42


def test_what_the_hub_heard_of_is_the_floor_too(shelf):
    shelf.folder.mkdir()
    (shelf.folder / FILE_NAME).write_bytes(b"rubbish " * 1000)
    value(shelf.cache.for_sync.hub_is_durable(17).result(10))
    assert value(shelf.cache.for_staff.salvage()).nothing_left == ()
    assert shelf.accept().sequence == 18


def test_a_dying_disk_does_not_fill_itself_with_damaged_stores(shelf):
    for _ in range(damaged.MOST):
        value(shelf.cache.put_note(Kind.RATING, uuid.uuid4(), b"{}").result(10))
        shelf.close()
        without_header(shelf)
    value(shelf.cache.put_note(Kind.RATING, uuid.uuid4(), b"{}").result(10))
    shelf.close()
    without_header(shelf)
    assert shelf.open().code == "store_damaged"
    assert len(damaged.folders(shelf.folder)) == damaged.MOST


def test_a_move_that_is_killed_anywhere_leaves_the_old_store_or_the_new_state(shelf, monkeypatch):
    """Each step that changes names or makes them durable is the last one once."""
    given = {shelf.accept().key for _ in range(3)}
    crash(shelf)
    before = {path.name: path.read_bytes() for path in shelf.folder.iterdir() if path.is_file()}
    assert LOG_NAME in before
    outcomes = set()
    for steps in range(40):
        for path in shelf.folder.rglob("*"):
            if path.is_file():
                path.unlink()
        for path in sorted(shelf.folder.iterdir(), reverse=True):
            path.rmdir()
        for name, content in before.items():
            (shelf.folder / name).write_bytes(content)
        killed = killed_after(steps, shelf, monkeypatch)
        in_place = {name for name in (FILE_NAME, LOG_NAME) if (shelf.folder / name).exists()}
        kept = damaged.folders(shelf.folder)
        if kept:
            assert (kept[0] / FILE_NAME).read_bytes() == before[FILE_NAME]
            assert (kept[0] / LOG_NAME).read_bytes() == before[LOG_NAME]
        else:
            assert in_place == {FILE_NAME, LOG_NAME}, "the old store, whole"
        outcomes.add(bool(kept))
        assert shelf.cache.safe_mode is bool(kept)
        if kept:
            value(shelf.cache.for_staff.salvage())
        assert set(deliver_all(shelf.cache)) == given
        shelf.close()
        if not killed:
            break
    else:
        pytest.fail("the move never came to its end")
    assert outcomes == {True, False}


class Killed(BaseException):
    """The process ends here."""


def killed_after(steps: int, shelf, monkeypatch) -> bool:
    left = [steps]

    def counted(real):
        def step(*arguments, **named):
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            return real(*arguments, **named)

        return step

    with monkeypatch.context() as patch:
        for name in ("link", "open"):
            patch.setattr(damaged.os, name, counted(getattr(damaged.os, name)))
        patch.setattr(damaged, "sync_folder", counted(damaged.sync_folder))
        for name in ("unlink", "rename", "mkdir", "rmdir"):
            patch.setattr(Path, name, counted(getattr(Path, name)))
        try:
            value(damaged.set_aside(shelf.folder, shelf.clock(), damaged.read_log(shelf.folder)))
        except Killed:
            return True
    return False


def test_without_its_witness_a_lost_log_is_not_noticed(shelf):
    """The control of the witness."""
    for _ in range(3):
        shelf.accept()
    crash(shelf)
    without_log(shelf)
    (shelf.folder / WITNESS).unlink()
    assert not shelf.cache.safe_mode


def test_a_torn_witness_accuses_nobody(shelf):
    shelf.accept()
    crash(shelf)
    content = (shelf.folder / WITNESS).read_bytes()
    (shelf.folder / WITNESS).write_bytes(content[:-3] + b"abc")
    assert not shelf.cache.safe_mode
    assert shelf.accept().sequence == 2
