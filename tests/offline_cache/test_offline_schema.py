"""Tables go forward one whole step at a time, and looking for work stays cheap with a long backlog."""

from __future__ import annotations

import sqlite3

import pytest
from offline_bench_of_cases import answer_to, value

from offline_cache.connection import connect
from offline_cache.schema import MIGRATIONS, bring_up
from outcome import Ok

NEXT = "ALTER TABLE outbox ADD COLUMN note TEXT NOT NULL DEFAULT '';\nCREATE TABLE added(x) STRICT;"


def version_of(db) -> int:
    return db.execute("PRAGMA user_version").fetchone()[0]


def test_store_of_an_older_program_is_brought_forward_with_its_records(shelf):
    accepted = shelf.accept()
    shelf.close()
    db = value(connect(shelf.folder))
    assert bring_up(db, (*MIGRATIONS, NEXT.replace("x)", "x TEXT)"))) == Ok(None)
    assert version_of(db) == len(MIGRATIONS) + 1
    assert db.execute("SELECT case_number, note FROM outbox").fetchall() == [(accepted.case_number, "")]
    db.close()


def test_step_that_fails_in_the_middle_leaves_the_version_before_it(shelf):
    shelf.accept()
    shelf.close()
    db = value(connect(shelf.folder))
    with pytest.raises(sqlite3.OperationalError):
        bring_up(db, (*MIGRATIONS, "ALTER TABLE outbox ADD COLUMN note TEXT;\nCREATE TABLE outbox(x);"))
    assert version_of(db) == len(MIGRATIONS)
    assert "note" not in [row[1] for row in db.execute("PRAGMA table_info(outbox)")]
    db.close()
    assert shelf.next() is not None


def test_settings_are_what_the_promises_need(shelf):
    shelf.accept()
    shelf.close()
    db = value(connect(shelf.folder))
    found = {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    assert found == {"journal_mode": "wal", "synchronous": 2}
    assert not (shelf.folder / "cases.db-shm").exists(), "an exclusive owner keeps the index in memory"
    db.close()


def test_finding_work_looks_at_waiting_records_only(shelf):
    statements = []

    def trace(db):
        db.set_trace_callback(statements.append)
        return Ok(None)

    for _ in range(3):
        shelf.accept()
    value(shelf.cache._inside.writer.submit("tracing", trace).result(10))
    record = shelf.next()
    value(shelf.cache.for_sync.mark_answered(record.key, answer_to(record.body, durable=1)).result(10))
    asked = [one for one in statements if one.lstrip().upper().startswith(("SELECT", "UPDATE"))]
    assert len(asked) > 5

    def plans(db):
        db.set_trace_callback(None)
        return Ok([row[3] for one in asked for row in db.execute("EXPLAIN QUERY PLAN " + one)])

    found = value(shelf.cache._inside.writer.submit("explaining", plans).result(10))
    assert not [step for step in found if step.startswith("SCAN outbox")], found
