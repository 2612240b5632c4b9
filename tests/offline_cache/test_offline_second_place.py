"""The wrapped data keys lie in two places: one destroyed page costs no case, and an erased key is in neither."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest
from offline_bench_of_cases import Clock, Shelf, answer_to, value
from offline_dying_child import keep_keys_and_die, killed_at_each
from offline_key_places import both_agree, days_of_cases, table

from offline_cache import FileKeyHome, damaged
from offline_cache.connection import FILE_NAME
from offline_cache.epoch_file import FILE_NAME as EPOCHS
from offline_cache.epoch_file import SLOT_BYTES, KeptKey, kept_keys
from offline_cache.operator_rescue import rescue
from offline_cache.recovery import RecoveryKey
from offline_cache.rotation import finish, rotate
from outcome import Failure, Ok


def destroy_the_table(folder) -> None:
    """Its one page. The store is closed, so there is no log that has another copy."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name='epoch'").fetchone()
    with (folder / FILE_NAME).open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)


def erase_the_first(shelf) -> None:
    one = shelf.next()
    value(shelf.cache.for_sync.mark_answered(one.key, answer_to(one.body, durable=1)).result(10))
    value(shelf.cache.for_sync.mark_reported(one.key).result(10))


def test_both_places_hold_the_same_whatever_becomes_of_the_keys(shelf, keys):
    days_of_cases(shelf)
    assert both_agree(shelf) == 4
    days_of_cases(shelf, 1)
    erase_the_first(shelf)
    assert both_agree(shelf) == 4 + 1, "one is erased, and the answer's is made"
    value(rotate(shelf.cache, keys))
    assert both_agree(shelf) == 5
    shelf.cache.for_staff.condemn().result(10)
    value(shelf.cache.for_staff.salvage())
    assert both_agree(shelf) == 1, "all is sealed anew under one"


def test_an_erased_key_is_written_over_at_once(shelf):
    days_of_cases(shelf, 3)
    before = set(kept_keys(shelf.folder))
    erase_the_first(shelf)
    content = (shelf.folder / EPOCHS).read_bytes()
    (erased,) = before - set(kept_keys(shelf.folder))
    assert erased.epoch == 1
    assert erased.wrapped not in content
    assert content[:SLOT_BYTES] == bytes(SLOT_BYTES), "in place: no block with the key in it is given back"
    days_of_cases(shelf, 2)
    assert (shelf.folder / EPOCHS).stat().st_size == len(content), "and the room is used again"


@pytest.mark.parametrize("second", [True, False], ids=["kept", "control: without it"])
def test_the_page_of_the_keys_destroyed_costs_nothing(shelf, second):
    given = days_of_cases(shelf)
    shelf.close()
    destroy_the_table(shelf.folder)
    if not second:
        (shelf.folder / EPOCHS).unlink()
    assert shelf.cache.safe_mode
    done = value(shelf.cache.for_staff.salvage())
    came = shelf.bodies()
    if second:
        assert (done.brought, done.lost, set(came)) == (4, (), set(given))
    else:
        assert (set(done.lost), came) == (set(given.values()), {})


@pytest.mark.parametrize("second", [True, False], ids=["kept", "control: without it"])
def test_the_operator_opens_such_a_store_too(tmp_path, keys, clock, second):
    operator = value(RecoveryKey.make(tmp_path / "safe"))
    shelf = Shelf(tmp_path / "cache", keys, clock, recovery=operator.lock)
    given = days_of_cases(shelf)
    shelf.close()
    destroy_the_table(shelf.folder)
    if not second:
        (shelf.folder / EPOCHS).unlink()
    done = value(rescue(shelf.folder, operator, tmp_path / "rescued", clock()))
    assert len(done.files) == (4 if second else 0)
    assert set(done.lost) == (set() if second else set(given.values()))


SPOILS = {
    "row gone": "DELETE FROM epoch WHERE epoch = 2",
    "key changed": "UPDATE epoch SET wrapped = zeroblob(length(wrapped)) WHERE epoch = 2",
}


@pytest.mark.parametrize("sql", SPOILS.values(), ids=SPOILS)
def test_a_key_that_the_table_lost_is_never_taken_out_of_its_second_place(shelf, sql):
    """The table is followed when it erases, and not believed when it only has less."""
    given = days_of_cases(shelf)
    shelf.close()
    with closing(sqlite3.connect(shelf.folder / FILE_NAME)) as db, db:
        db.execute(sql)
    assert shelf.cache.safe_mode
    value(shelf.cache.for_staff.salvage())
    assert set(shelf.bodies()) == set(given)


def test_a_key_that_goes_while_the_store_is_open_is_found_by_the_daily_check(shelf):
    given = days_of_cases(shelf)
    spoil = lambda db: Ok(db.execute("DELETE FROM epoch WHERE epoch = 2").rowcount)  # noqa: E731
    value(shelf.cache._inside.writer.submit("spoiling", spoil).result(10))
    found = shelf.cache.for_staff.check_rows()
    assert isinstance(found, Failure)
    assert found.code == "store_damaged"
    value(shelf.cache.for_staff.salvage())
    assert set(shelf.bodies()) == set(given)


@pytest.mark.parametrize("then", ["a new day", "an erased day"])
def test_a_row_that_changes_while_the_store_is_open_does_not_take_its_good_copy_along(shelf, then):
    """Other keys come and go before anybody looks."""
    given = days_of_cases(shelf)
    spoil = "UPDATE epoch SET wrapped = zeroblob(length(wrapped)) WHERE epoch = 3"
    value(shelf.cache._inside.writer.submit("spoiling", lambda db: Ok(db.execute(spoil).rowcount)).result(10))
    if then == "a new day":
        given |= days_of_cases(shelf, 1)
    else:
        erase_the_first(shelf)
        given = dict(list(given.items())[1:])
    shelf.close()
    assert shelf.cache.safe_mode
    value(shelf.cache.for_staff.salvage())
    assert set(shelf.bodies()) == set(given)


def test_keys_without_their_database_wait_for_an_engineer(shelf):
    """A database that is gone may turn up again, and is nothing without them."""
    given = days_of_cases(shelf)
    shelf.close()
    lost_and_found = (shelf.folder / FILE_NAME).read_bytes()
    (shelf.folder / FILE_NAME).unlink()
    assert shelf.cache.safe_mode
    (kept,) = damaged.folders(shelf.folder)
    destroyed = kept / FILE_NAME
    destroyed.write_bytes(lost_and_found)
    destroy_the_table(kept)
    value(shelf.cache.for_staff.salvage())
    assert set(shelf.bodies()) == set(given)


def gone(path) -> None:
    path.unlink()


def flipped(path) -> None:
    content = bytearray(path.read_bytes())
    content[SLOT_BYTES + 60] ^= 1
    path.write_bytes(content)


def numbered_beyond(path) -> None:
    """A number that no row of SQLite has."""
    content = bytearray(path.read_bytes())
    content[SLOT_BYTES + 4] ^= 0x80
    path.write_bytes(content)


def torn(path) -> None:
    path.write_bytes(path.read_bytes()[: SLOT_BYTES + 100])


def foreign(path) -> None:
    path.write_bytes(b"\xff" * 3 * SLOT_BYTES)


def left_over(path) -> None:
    path.with_name(EPOCHS + ".new").write_bytes(path.read_bytes())


@pytest.mark.parametrize("harm", [gone, flipped, numbered_beyond, torn, foreign, left_over])
def test_a_harmed_second_place_is_put_right_and_harms_nobody(shelf, harm):
    """Also in a store of a program that had none."""
    given = days_of_cases(shelf)
    shelf.close()
    harm(shelf.folder / EPOCHS)
    assert not shelf.cache.safe_mode
    assert set(shelf.bodies()) == set(given)
    assert both_agree(shelf) == 4
    assert not (shelf.folder / (EPOCHS + ".new")).exists()
    shelf.cache.record  # noqa: B018 -- opens it again
    harm(shelf.folder / EPOCHS)
    assert shelf.cache.for_staff.check_rows() == Ok(None)
    assert set(kept_keys(shelf.folder)) == table_of_open(shelf), "the daily check puts it right as well"


def table_of_open(shelf) -> set[KeptKey]:
    look = lambda db: Ok(db.execute("SELECT epoch, day, algorithm, wrapped, recovery FROM epoch").fetchall())  # noqa: E731
    return {KeptKey(*row) for row in value(shelf.cache._inside.writer.submit("looking", look).result(10))}


@pytest.mark.parametrize("stride", [11, pytest.param(1, marks=[pytest.mark.torture, pytest.mark.timeout(0)])])
def test_killed_at_every_step_no_needed_key_is_missing_and_no_erased_one_outlives_the_next_start(
    tmp_path, stride
):
    """New days, an erased day, a rotation, a salvage; before each call that may change the disk (every eleventh of them,
    unless the long proofs are run).
    """
    first = Shelf(tmp_path / "first" / "store", value(FileKeyHome.open(tmp_path / "first" / "keys")), Clock())
    erased, *kept = map(str, days_of_cases(first, 3))
    first.close()

    def prepare(_: int):
        shutil.rmtree(tmp_path / "run", ignore_errors=True)
        return shutil.copytree(tmp_path / "first", tmp_path / "run")

    runs = too_many = 0
    for folder, told, _ended in killed_at_each(keep_keys_and_die, prepare, stride):
        runs += 1
        for store in stores(folder / "store"):
            here, beside = table_from_outside(store, tmp_path), set(kept_keys(store))
            assert here <= beside, "never one too few"
            too_many += beside > here
        home = value(FileKeyHome.open(folder / "keys"))
        shelf = Shelf(folder / "store", home, Clock())
        if shelf.cache.for_staff.damaged_stores():
            value(shelf.cache.for_staff.salvage())
        there = set(map(str, shelf.bodies()))
        assert there >= {*kept, *told} - {"erasing"}
        assert erased in there or "erasing" in told
        if home.rotating:
            value(finish(shelf.cache, home))
        both_agree(shelf)
    assert too_many > 0, "kills between the two places were met"
    assert runs * stride > 200


def stores(folder):
    """Where keys and table must agree: also in a store that is put aside, and there alone while it is being moved."""
    kept = [*folder.glob("damaged-*"), *folder.glob("salvaged-*")]
    database = folder / FILE_NAME
    moving = any(database.exists() and database.samefile(one / FILE_NAME) for one in kept)
    return kept if moving or not database.exists() else [folder, *kept]


def table_from_outside(folder, scratch) -> set[KeptKey]:
    """Of a copy: the look must not change what the next opening finds."""
    copy = scratch / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    try:
        return table(copy)
    except sqlite3.OperationalError as error:
        assert "no such" in str(error)  # noqa: PT017 -- a store whose tables were not made yet
        return set()
