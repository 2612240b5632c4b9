"""The tables of the store, and their forward-only versions (`PRAGMA user_version`)."""

from __future__ import annotations

import sqlite3

from outcome import Action, Failure, Ok, Outcome

APPLICATION_ID = 0x62626F63  # "bbo" + "c": SQLite's mark of whose file this is

# The counter 'slip' is of an older program and counts nothing any more; it stays, as stores in the field have it.
_V1 = """
CREATE TABLE outbox(
  id          INTEGER PRIMARY KEY,           -- order of acceptance; rows are never deleted, so never reused
  key         BLOB NOT NULL UNIQUE,
  kind        TEXT NOT NULL,
  sequence    INTEGER,                       -- cases only, gap-free
  case_number TEXT,
  item_id     TEXT,
  day         TEXT NOT NULL,
  accepted_at TEXT NOT NULL,
  state       INTEGER NOT NULL DEFAULT 0,
  attempts    INTEGER NOT NULL DEFAULT 0,
  next_at     INTEGER NOT NULL DEFAULT 0,    -- wall clock, ms; see outbox.py on why a wrong clock cannot hurt
  reason      TEXT NOT NULL DEFAULT '',
  action      TEXT NOT NULL DEFAULT '',
  case_state  TEXT NOT NULL DEFAULT '',
  epoch       INTEGER,                       -- of the data key; NULL when the payload is erased
  payload     BLOB NOT NULL
) STRICT;
CREATE INDEX outbox_held ON outbox(state, id, kind) WHERE epoch IS NOT NULL;

CREATE TABLE answer(
  key    BLOB PRIMARY KEY,
  epoch  INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;

CREATE TABLE epoch(
  epoch     INTEGER PRIMARY KEY AUTOINCREMENT,  -- a deleted key's number must not come back
  day       TEXT NOT NULL,
  algorithm INTEGER NOT NULL,
  first_id  INTEGER NOT NULL,                   -- its records: from here to the next epoch's first
  wrapped   BLOB NOT NULL
) STRICT;

CREATE TABLE counter(
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES
  ('sequence_floor', 0), ('durable', 0), ('slip', 0);

CREATE TABLE fact(
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit(
  number    INTEGER PRIMARY KEY,
  at        TEXT NOT NULL,
  event     TEXT NOT NULL,
  reference TEXT NOT NULL,
  algorithm TEXT NOT NULL,
  hash      BLOB NOT NULL
) STRICT;

CREATE TABLE anchor(
  number    INTEGER PRIMARY KEY,
  hash      BLOB NOT NULL,
  signature BLOB NOT NULL
) STRICT;
"""

_V2 = """
ALTER TABLE outbox ADD COLUMN clock TEXT NOT NULL DEFAULT '';  -- boot, monotonic ms and hub offset ms, as a token
ALTER TABLE epoch ADD COLUMN recovery BLOB NOT NULL DEFAULT x'';  -- the data key wrapped for the operator

CREATE TABLE attachment(
  id       BLOB PRIMARY KEY,        -- random; the name of its file
  case_key BLOB NOT NULL,
  ordinal  INTEGER NOT NULL,        -- within its case
  size     INTEGER NOT NULL,        -- bytes of the content
  digest   BLOB NOT NULL,           -- SM3 or SHA-256 of the content, as the case says
  epoch    INTEGER,                 -- of the data key; NULL when the file is erased
  state    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_of ON attachment(case_key, ordinal);
"""

_V3 = """
CREATE TABLE box_duty(
  delivery     BLOB PRIMARY KEY,   -- random, of the hub; what goes into a box of the locker, or lies in it
  case_number  TEXT NOT NULL,
  item_zh      TEXT NOT NULL,
  item_en      TEXT NOT NULL,
  put_in       BLOB NOT NULL,      -- salted hashes of codes
  put_in_until TEXT NOT NULL,
  pick_up      BLOB NOT NULL,
  keep_days    INTEGER NOT NULL,
  take_back    BLOB NOT NULL,      -- empty: nobody takes it back
  step         INTEGER NOT NULL,
  box          INTEGER NOT NULL,   -- 0: in none
  until        TEXT NOT NULL DEFAULT ''  -- the resident's code holds until then
) STRICT, WITHOUT ROWID;

CREATE TABLE box_report(
  number   INTEGER PRIMARY KEY AUTOINCREMENT,
  key      BLOB NOT NULL UNIQUE,
  delivery BLOB,
  event    TEXT NOT NULL,
  box      INTEGER NOT NULL,
  at       TEXT NOT NULL
) STRICT;
"""

MIGRATIONS: tuple[str, ...] = (_V1, _V2, _V3)
"""Entry n brings version n to n+1. An entry that was shipped is never edited."""


def bring_up(connection: sqlite3.Connection, migrations: tuple[str, ...] = MIGRATIONS) -> Outcome[None]:
    """Bring the file to the newest version stepwise. Failures: `store_newer`, `store_foreign`."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    empty = connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None
    if not empty and owner != APPLICATION_ID:
        return Failure("store_foreign", Action.ENGINEER, "the store's file belongs to another program")
    if version > len(migrations):
        detail = f"the store is of version {version}, this program knows {len(migrations)}: it is too old"
        return Failure("store_newer", Action.ENGINEER, detail)
    for step in range(version, len(migrations)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in _statements(migrations[step]):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {step + 1}")
            connection.execute("COMMIT")
        except sqlite3.Error:
            connection.rollback()
            raise
    return Ok(None)


def _statements(script: str) -> list[str]:
    """`executescript` commits before it starts, so the script is cut here (comments hold no semicolon at an
    end).
    """
    found: list[str] = []
    collected = ""
    for line in script.splitlines(keepends=True):
        collected += line
        if sqlite3.complete_statement(collected):
            found.append(collected)
            collected = ""
    return found
