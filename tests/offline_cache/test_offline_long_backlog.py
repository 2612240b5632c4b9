"""A very long backlog is not counted at opening: what was noted, and the audit trail behind it, give the same numbers."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import uuid
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offline_bench_of_cases import Clock, Shelf, answer_to, draft, value

from contract.case import CaseSubmission
from offline_cache import FileKeyHome, Kind, long_backlog
from offline_cache.audit_check import ANCHOR_EVERY
from offline_cache.connection import FILE_NAME
from offline_cache.tally import Tally
from outcome import Action, Failure, Ok

COUNT = "SELECT kind, count(*) FROM outbox WHERE state=0 AND epoch IS NOT NULL GROUP BY kind"


@pytest.fixture(autouse=True, scope="module")
def _everything_is_long():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_backlog, "LONG", 0)
        yield


def killed(store: Path, into: Path) -> sqlite3.Connection:
    """The files of an open store as a kill would leave them."""
    into.mkdir()
    for file in store.glob(FILE_NAME + "*"):
        shutil.copy(file, into / file.name)
    return sqlite3.connect(into / FILE_NAME, isolation_level=None)


def counted(db):
    found = dict(db.execute(COUNT).fetchall())
    return {kind: found.get(kind.value, 0) for kind in Kind}


def accept(shelf, count):
    for future in [shelf.cache.accept(draft(shelf.clock())) for _ in range(count)]:
        value(future.result(10))


def test_nothing_is_counted_after_a_kill(shelf, tmp_path):
    accept(shelf, ANCHOR_EVERY)
    value(shelf.cache.put_note(Kind.HELP, uuid.uuid4(), b"{}").result(10))
    accept(shelf, 7)
    with closing(killed(shelf.folder, tmp_path / "killed")) as db:
        told = {Kind.CASE: ANCHOR_EVERY + 7, Kind.HELP: 1, Kind.RATING: 0}
        assert long_backlog.noted(db) == told == counted(db)
        db.execute("DELETE FROM outbox WHERE id > 1")  # nobody looks at the rows
        tally = Tally.read(db)
    assert (tally.case, tally.help, tally.rating) == (ANCHOR_EVERY + 7, 1, 0)


def test_without_a_note_and_with_one_that_fits_no_trail_it_is_counted(shelf, tmp_path):
    accept(shelf, 3)
    with closing(killed(shelf.folder, tmp_path / "young")) as db:
        assert long_backlog.noted(db) is None
        assert Tally.read(db).case == 3
    accept(shelf, ANCHOR_EVERY)
    with closing(killed(shelf.folder, tmp_path / "old")) as db:
        value_before = db.execute("SELECT value FROM fact WHERE name='waiting'").fetchone()[0]
        for damaged in (value_before[:-1], b"", bytes([value_before[0] ^ 1]) + value_before[1:]):
            db.execute("UPDATE fact SET value=? WHERE name='waiting'", (damaged,))
            assert long_backlog.noted(db) is None
        db.execute("UPDATE fact SET value=? WHERE name='waiting'", (value_before,))
        assert long_backlog.noted(db) is not None
        db.execute("DELETE FROM audit WHERE number > 1")
        assert long_backlog.noted(db) is None
        assert Tally.read(db).case == ANCHOR_EVERY + 3


def test_counts_that_cannot_be_are_not_noted_and_the_next_opening_counts(shelf):
    """What is counted in memory went wrong, for whatever reason: acceptance goes on."""
    accept(shelf, ANCHOR_EVERY)
    tally = shelf.cache._inside.ledger.tally
    shelf.cache._inside.ledger.tally = tally._replace(case=-10 * ANCHOR_EVERY)
    accept(shelf, ANCHOR_EVERY)
    look = lambda db: Ok(long_backlog.noted(db))  # noqa: E731
    assert value(shelf.cache._inside.writer.submit("looking", look).result(10)) is None, "nor an older note"
    shelf.close()
    assert shelf.cache.waiting() == 2 * ANCHOR_EVERY


def test_a_short_backlog_is_counted_whatever_was_noted(shelf, tmp_path, monkeypatch):
    accept(shelf, ANCHOR_EVERY)
    monkeypatch.setattr(long_backlog, "LONG", ANCHOR_EVERY)
    with closing(killed(shelf.folder, tmp_path / "killed")) as db:
        assert long_backlog.noted(db) is None
        monkeypatch.setattr(long_backlog, "LONG", ANCHOR_EVERY - 1)
        assert long_backlog.noted(db) == counted(db)


def answer(shelf):
    record = shelf.next()
    if record is None:
        return
    told = None
    if record.kind is Kind.CASE:
        case = CaseSubmission.model_validate_json(record.body)
        told = answer_to(record.body, durable=case.sequence - 1)
    value(shelf.cache.for_sync.mark_answered(record.key, told).result(10))


def refuse(shelf):
    record = shelf.next()
    if record is not None:
        value(shelf.cache.for_sync.mark_refused(record.key, "refused", Action.ENGINEER).result(10))


def put_back(shelf):
    for one in value(shelf.cache.for_staff.aside().result(10))[:1]:
        value(shelf.cache.for_staff.put_back(one.key).result(10))


def call(shelf):
    value(shelf.cache.put_note(Kind.HELP, uuid.uuid4(), b"{}").result(10))


def hub_goes_back(shelf):
    for _ in range(2):
        value(shelf.cache.for_sync.hub_is_durable(0).result(10))


def fail(shelf):
    """The transaction is rolled back: the key is another record's."""
    key = uuid.uuid4()
    value(shelf.cache.put_note(Kind.RATING, key, b"{}").result(10))
    assert isinstance(shelf.cache.accept(draft(shelf.clock(), key=key)).result(10), Failure)


DEEDS = (
    Shelf.accept,
    Shelf.close,
    answer,
    refuse,
    put_back,
    call,
    hub_goes_back,
    fail,
    partial(accept, count=30),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(DEEDS), max_size=10))
def test_whatever_happened_a_note_is_right_or_not_used(deeds):
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        shelf = Shelf(Path(folder) / "store", value(FileKeyHome.open(Path(folder) / "keys")), clock)
        accept(shelf, ANCHOR_EVERY - 4)
        for number, deed in enumerate(deeds):
            deed(shelf)
            with closing(killed(shelf.folder, Path(folder) / f"killed-{number}")) as db:
                noted = long_backlog.noted(db)
                truth = counted(db)
            assert noted in (None, truth), deeds[: number + 1]
            assert {kind: shelf.cache.waiting(kind) for kind in Kind} == truth
        shelf.close()
