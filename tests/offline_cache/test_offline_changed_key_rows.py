"""A row of the key table that the disk changed: what no key needs costs nothing, and of two wraps none is given up."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest
from offline_bench_of_cases import Shelf, value
from offline_key_places import both_agree, days_of_cases, on_the_connection

from offline_cache.connection import FILE_NAME
from offline_cache.epoch_file import FILE_NAME as EPOCHS
from offline_cache.epoch_file import kept_keys
from offline_cache.operator_rescue import rescue
from offline_cache.recovery import RecoveryKey
from offline_cache.rotation import rotate
from offline_cache.self_check import check_keys
from outcome import Action, Failure, Ok

NEEDED_BY_NOBODY = {
    "day of no text": "UPDATE epoch SET day = CAST(x'32303236F92D31312D3231' AS TEXT) WHERE epoch = 2",
    "newest day too long": "UPDATE epoch SET day = day || '-and-more' WHERE epoch = 4",
    "algorithm beyond a byte": "UPDATE epoch SET algorithm = algorithm + 256 WHERE epoch = 2",
    "newest algorithm below nothing": "UPDATE epoch SET algorithm = -3 WHERE epoch = 4",
}


@pytest.mark.parametrize("sql", NEEDED_BY_NOBODY.values(), ids=NEEDED_BY_NOBODY)
def test_a_changed_day_or_algorithm_of_a_key_that_opens_costs_nothing(shelf, keys, sql):
    """A key says itself what it was wrapped with; the day only tells when the next one is made."""
    given = days_of_cases(shelf)
    on_the_connection(shelf, sql)
    assert shelf.cache.for_staff.check_rows() == Ok(None)
    given |= days_of_cases(shelf, 1)
    value(rotate(shelf.cache, keys))
    shelf.close()
    assert not shelf.cache.safe_mode
    assert set(shelf.bodies()) == set(given)
    shelf.cache.for_staff.condemn().result(10)
    value(shelf.cache.for_staff.salvage())
    assert set(shelf.bodies()) == set(given)


def open_without_second_place(shelf) -> None:
    """It is there again when the store is open."""
    shelf.close()
    place = shelf.folder / EPOCHS
    place.unlink()
    place.mkdir()
    shelf.cache.record  # noqa: B018 -- opens it
    place.rmdir()


@pytest.mark.parametrize("sql", NEEDED_BY_NOBODY.values(), ids=NEEDED_BY_NOBODY)
def test_nor_does_it_where_the_second_place_is_not_in_step(shelf, sql):
    """A new day puts every key there that it lacks."""
    given = days_of_cases(shelf)
    open_without_second_place(shelf)
    on_the_connection(shelf, sql)
    given |= days_of_cases(shelf, 1)
    assert {kept.epoch for kept in kept_keys(shelf.folder)} == {1, 2, 3, 4, 5}
    assert set(shelf.bodies()) == set(given)


ANY_TYPE = (
    "CREATE TABLE free(epoch INTEGER PRIMARY KEY AUTOINCREMENT, day, algorithm, first_id, wrapped, recovery)",
    "INSERT INTO free SELECT * FROM epoch",
    "DROP TABLE epoch",
    "ALTER TABLE free RENAME TO epoch",
)
"""SQLite checks the types of a strict table when it writes: what the disk made of a row it reads as it is."""


@pytest.mark.parametrize(
    ("change", "damaged"),
    [
        ("day = NULL, algorithm = x'02', recovery = NULL", False),
        ("day = 7, algorithm = 'two', recovery = 'none'", False),
        ("wrapped = NULL", True),
        ("wrapped = 1 << 62", True),
    ],
)
def test_a_type_that_nobody_wrote_is_damage_only_where_a_key_needs_it(shelf, change, damaged):
    given = days_of_cases(shelf)
    for sql in (*ANY_TYPE, f"UPDATE epoch SET {change} WHERE epoch = 2"):
        on_the_connection(shelf, sql)
    found = shelf.cache.for_staff.check_rows()
    assert (isinstance(found, Failure) and found.code == "store_damaged") is damaged
    if damaged:
        value(shelf.cache.for_staff.salvage())
    assert set(shelf.bodies()) == set(given)


def test_a_row_that_cannot_be_is_damage_and_no_bug(shelf):
    """Too large for its slot, and with no key in it; a new day passes it over, the next opening finds it."""
    days_of_cases(shelf)
    open_without_second_place(shelf)
    on_the_connection(shelf, "UPDATE epoch SET wrapped = zeroblob(600) WHERE epoch = 2")
    days_of_cases(shelf, 1)
    shelf.close()
    assert shelf.cache.safe_mode
    value(shelf.cache.for_staff.salvage())
    assert len(shelf.bodies()) == 4, "one day's key was nowhere else"


@pytest.fixture
def operators(tmp_path, keys, clock):
    """A shelf with four days of cases and a recovery key, a wrap for it that does not open, and how many cases the
    operator gets out of a copy of the store.
    """
    operator = value(RecoveryKey.make(tmp_path / "safe"))
    shelf = Shelf(tmp_path / "cache", keys, clock, recovery=operator.lock)
    days_of_cases(shelf)

    def rescued(name: str) -> int:
        disk = shutil.copytree(shelf.folder, tmp_path / name)
        return len(value(rescue(disk, operator, tmp_path / f"out of {name}", clock())).files)

    yield shelf, operator.lock.fingerprint + bytes(98), rescued
    shelf.close()


def wraps(shelf, epoch: int) -> set[bytes]:
    """For the operator, in the second place: what lies in the log besides would not last."""
    return {kept.recovery for kept in kept_keys(shelf.folder) if kept.epoch == epoch}


SPOIL_RECOVERY = "UPDATE epoch SET recovery = ? WHERE epoch = 2"
REFUSE = "CREATE TRIGGER refused BEFORE UPDATE ON epoch BEGIN SELECT RAISE(ABORT, 'refused'); END"


def test_where_the_operators_wraps_differ_both_are_made_anew(tmp_path, keys, clock):
    operator = value(RecoveryKey.make(tmp_path / "safe"))
    shelf = Shelf(tmp_path / "cache", keys, clock, recovery=operator.lock)
    given = days_of_cases(shelf)
    shelf.close()
    with closing(sqlite3.connect(shelf.folder / FILE_NAME)) as db, db:
        db.execute("UPDATE epoch SET recovery = ? WHERE epoch = 2", (operator.lock.fingerprint + bytes(98),))
    assert not shelf.cache.safe_mode
    assert both_agree(shelf) == 4
    done = value(rescue(shelf.folder, operator, tmp_path / "rescued", clock()))
    assert (len(done.files), done.keys_of_another) == (len(given), 0)


def test_an_operators_wrap_that_is_spoiled_while_the_store_is_open_is_made_anew_by_the_daily_check(operators):
    """And until one is written both are kept: nobody here can tell which is right."""
    shelf, spoiled, rescued = operators
    good = wraps(shelf, 2)
    on_the_connection(shelf, SPOIL_RECOVERY, spoiled)
    on_the_connection(shelf, REFUSE)
    for _ in range(2):
        assert shelf.cache.for_staff.check_rows() == Ok(None)
        assert wraps(shelf, 2) >= {*good, spoiled}
    assert rescued("while it cannot be written") == 4
    on_the_connection(shelf, "DROP TRIGGER refused")
    assert shelf.cache.for_staff.check_rows() == Ok(None)
    assert not wraps(shelf, 2) & {*good, spoiled}
    assert both_agree(shelf) == 4
    assert rescued("afterwards") == 4


def test_a_wrap_that_was_made_anew_and_rolled_back_decides_nothing(operators, keys):
    """As on a disk that is full in that moment; then the keys are rotated."""
    shelf, spoiled, _ = operators
    good = wraps(shelf, 2)
    on_the_connection(shelf, SPOIL_RECOVERY, spoiled)
    inside, full = shelf.cache._inside, Failure("disk_full", Action.SITE_KEEPER)

    def look(db):
        return check_keys(inside.ledger, db)

    def cover(db):
        return full if inside.ledger.epochs.cover(db) == 1 else Ok(None)

    value(inside.writer.submit("looking", look, in_transaction=False).result(10))
    assert inside.writer.submit("covering", cover).result(10) == full
    value(rotate(shelf.cache, keys))
    assert wraps(shelf, 2) == {*good, spoiled}


def test_without_a_recovery_key_both_wraps_are_kept_over_a_rotation(operators, keys):
    """Staff took it out of the config: nothing can be made anew."""
    shelf, spoiled, rescued = operators
    shelf.close()
    del shelf.options["recovery"]
    with closing(sqlite3.connect(shelf.folder / FILE_NAME)) as db, db:
        db.execute(SPOIL_RECOVERY, (spoiled,))
    assert shelf.cache.for_staff.check_rows() == Ok(None)
    assert rescued("as it is") == 4
    value(rotate(shelf.cache, keys))
    shelf.close()
    assert shelf.cache.for_staff.check_rows() == Ok(None)
    assert rescued("rotated") == 4
