"""A new wrapping secret for a store in use: nothing is lost, whatever step the power goes at."""

from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner
from offline_bench_of_cases import Clock, Shelf, draft, utc_now, value
from offline_dying_child import killed_at_each, rotate_and_die

from kiosk.cli import main
from kiosk.config import ROOT, load
from kiosk.store import open_store
from offline_cache import AuditEvent, FileKeyHome
from offline_cache.connection import FILE_NAME
from offline_cache.key_secrets import Secrets
from offline_cache.rotation import finish, rotate
from outcome import Ok


def secrets(folder) -> Secrets:
    found = Secrets.parse((folder / FileKeyHome.FILE_NAME).read_bytes())
    assert found is not None
    return found


def test_all_data_keys_open_with_the_new_secret_alone(shelf, keys, tmp_path, clock):
    before = secrets(tmp_path / "keys")
    old_home = value(FileKeyHome.open(tmp_path / "keys"))
    for _ in range(3):
        shelf.accept()
        clock.move(days=1)
    waiting = shelf.bodies()
    assert value(rotate(shelf.cache, keys)) == 3
    after = secrets(tmp_path / "keys")
    assert (after.former, keys.rotating) == (None, False)
    assert after.wrapping != before.wrapping
    assert after.signing.private_bytes_raw() == before.signing.private_bytes_raw(), (
        "the hub knows it by this one"
    )
    assert shelf.bodies() == waiting
    shelf.accept()
    shelf.close()
    assert shelf.open(keys=old_home).code == "wrong_key"
    shelf.keys = value(FileKeyHome.open(tmp_path / "keys"))
    assert len(shelf.bodies()) == 4
    assert shelf.cache.for_staff.check_rows() == Ok(None)
    assert value(shelf.cache.for_staff.verify_audit()) is None


def test_the_key_file_stays_its_owners_and_its_text_hides_the_secrets(shelf, keys, tmp_path):
    shelf.accept()
    value(rotate(shelf.cache, keys))
    path = tmp_path / "keys" / FileKeyHome.FILE_NAME
    assert path.stat().st_mode & 0o777 == 0o400
    assert [one.name for one in (tmp_path / "keys").iterdir()] == [FileKeyHome.FILE_NAME]
    kept = secrets(tmp_path / "keys")
    assert kept.wrapping.hex() not in repr(kept)
    assert str(kept.wrapping) not in repr(kept)


def test_what_is_accepted_between_the_steps_opens_afterwards(shelf, keys):
    shelf.accept()
    value(keys.begin_rotation())
    between = shelf.accept()
    assert keys.rotating
    value(keys.begin_rotation())
    assert value(finish(shelf.cache, keys)) == 1
    assert between.key in shelf.bodies()


def test_cases_are_accepted_all_the_while(shelf, keys, tmp_path, clock):
    """On a running store: what is queued before, between and behind the steps opens with the new secret alone."""
    futures = []

    def some(count):
        for _ in range(count):
            clock.move(hours=7)  # every few cases a new data key
            futures.append(shelf.cache.accept(draft(clock())))

    some(20)
    value(keys.begin_rotation())
    some(20)
    wrapped = shelf.cache.for_staff.wrap_anew()
    some(20)
    value(wrapped.result(10))
    value(keys.end_rotation())
    some(20)
    accepted = {value(one.result(10)).key for one in futures}
    shelf.close()
    shelf.keys = value(FileKeyHome.open(tmp_path / "keys"))
    assert set(shelf.bodies()) == accepted
    assert len(accepted) == 80


def test_a_data_key_that_does_not_open_stops_it_and_both_secrets_are_kept(shelf, keys, tmp_path):
    shelf.accept()
    shelf.cache._inside.writer.submit(
        "spoil", lambda db: Ok(db.execute("UPDATE epoch SET wrapped = x'00'").rowcount)
    ).result(10)
    assert rotate(shelf.cache, keys).code == "wrong_key"
    assert secrets(tmp_path / "keys").former is not None


def test_a_damaged_store_that_is_kept_is_salvaged_first(shelf, keys, tmp_path):
    shelf.accept()
    shelf.cache.for_staff.condemn().result(10)
    shelf.cache.record(AuditEvent.STAFF_LEFT, "S1").result(10)
    before = secrets(tmp_path / "keys")
    assert rotate(shelf.cache, keys).code == "salvage_first"
    assert secrets(tmp_path / "keys").wrapping == before.wrapping
    value(shelf.cache.for_staff.salvage())
    value(rotate(shelf.cache, keys))
    assert len(shelf.bodies()) == 1


def test_killed_at_every_step_the_store_opens_and_the_rotation_ends(tmp_path):
    """Before each call that may change the disk."""
    clock = Clock()
    first = Shelf(tmp_path / "first" / "store", value(FileKeyHome.open(tmp_path / "first" / "keys")), clock)
    for _ in range(3):
        first.accept()
        clock.move(days=1)
    waiting = first.bodies()
    first.close()

    def prepare(_):
        shutil.rmtree(tmp_path / "run", ignore_errors=True)
        return shutil.copytree(tmp_path / "first", tmp_path / "run")

    runs, states = 0, set()
    for folder, told, ended in killed_at_each(rotate_and_die, prepare):
        runs += 1
        home = value(FileKeyHome.open(folder / "keys"))
        same = secrets(folder / "keys").wrapping == secrets(tmp_path / "first" / "keys").wrapping
        states.add((home.rotating, same))
        shelf = Shelf(folder / "store", home, clock)
        assert shelf.bodies() == waiting
        assert shelf.cache.safe_mode is False
        if home.rotating:
            value(finish(shelf.cache, home))
        shelf.close()
        alone = value(FileKeyHome.open(folder / "keys"))
        assert not alone.rotating
        shelf = Shelf(folder / "store", alone, clock)
        assert shelf.bodies() == waiting
        assert value(shelf.cache.for_staff.verify_audit()) is None
        shelf.close()
        assert not ended or told == [runs - 1]
    assert states == {(False, True), (True, False), (False, False)}, "killed before, amid and after"
    assert runs > 20


def test_control_a_secret_forgotten_too_early_loses_the_store(shelf, keys):
    """What the order of the steps is for."""
    shelf.accept()
    value(keys.begin_rotation())
    value(keys.end_rotation())
    shelf.close()
    assert shelf.open().code == "wrong_key"


@pytest.fixture
def config():
    return value(load(ROOT / "config.toml"))


def kiosk(*arguments):
    done = CliRunner().invoke(main, ["keys", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_the_command_rotates_and_the_terminal_goes_on(config, tmp_path):
    cache, _ = value(open_store(config, tmp_path))
    number = value(cache.accept(draft(utc_now())).result(10)).case_number
    assert kiosk("rotate", "--data-dir", tmp_path).exit_code == 2, "the terminal runs"
    cache.close()
    before = secrets(tmp_path / "keys")
    done = kiosk("rotate", "--data-dir", tmp_path)
    assert done.exit_code == 0, done.output
    after = secrets(tmp_path / "keys")
    assert after.wrapping != before.wrapping
    assert not any(one.hex() in done.output for one in (before.wrapping, after.wrapping))
    cache, _ = value(open_store(config, tmp_path))
    assert number.encode() in value(cache.for_sync.next_to_send().result(10)).record.body
    cache.close()


def test_opening_the_terminal_ends_what_a_power_cut_broke_off(config, tmp_path):
    cache, home = value(open_store(config, tmp_path))
    value(cache.accept(draft(utc_now())).result(10))
    value(home.begin_rotation())
    cache.close()
    assert (tmp_path / "store" / FILE_NAME).exists()
    cache, home = value(open_store(config, tmp_path))
    cache.close()
    assert not home.rotating
    assert secrets(tmp_path / "keys").former is None
