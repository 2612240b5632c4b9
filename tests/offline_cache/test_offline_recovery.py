"""A terminal's board is gone, its disk is here: the operator's private key opens what waited, and nothing else does."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from dataclasses import asdict

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from offline_bench_of_cases import ID_NUMBER, NAME, NOON, PHONE, TERMINAL, Shelf, answer_to, value

from contract.attachment import PIECE_BYTES
from contract.case import CaseSubmission
from kiosk.cli import main
from kiosk.config import ROOT, load
from kiosk.findings import of_store
from kiosk.store import open_store
from offline_cache import Kind
from offline_cache.connection import FILE_NAME
from offline_cache.key_secrets import Secrets
from offline_cache.key_systemd import NAME as CREDENTIAL
from offline_cache.key_systemd import SystemdKeyHome
from offline_cache.operator_rescue import REPORT, rescue
from offline_cache.recovery import PRIVATE_FILE, RecoveryKey, RecoveryLock
from outcome import Action, Failure


@pytest.fixture
def operator(tmp_path):
    return value(RecoveryKey.make(tmp_path / "safe"))


@pytest.fixture
def shelf(tmp_path, keys, clock, operator):
    shelf = Shelf(tmp_path / "cache", keys, clock, recovery=operator.lock)
    yield shelf
    shelf.close()


@pytest.fixture
def wreck(shelf, tmp_path):
    """What is left when the board burns: the disk, cut off in the middle of a day. The key folder is gone."""

    def take():
        shutil.copytree(shelf.folder, tmp_path / "disk")
        shelf.close()
        shutil.rmtree(tmp_path / "keys")
        return tmp_path / "disk"

    return take


def names(done):
    return {one.file for one in done.files}


# --- the lock -----------------------------------------------------------------------------------


@settings(max_examples=50, deadline=None)
@given(
    data_key=st.binary(min_size=16, max_size=32),
    flipped=st.integers(min_value=0),
    bound=st.binary(max_size=40),
)
def test_what_is_wrapped_opens_with_the_private_key_only_whole_and_in_its_place(data_key, flipped, bound):
    key, other = _pair(), _pair()
    wrapped = key.lock.wrap(data_key, bound)
    assert value(key.unwrap(wrapped, bound)) == data_key
    assert data_key not in wrapped
    assert key.lock.wrap(data_key, bound) != wrapped, "each wrap has a key of its own"
    assert other.unwrap(wrapped, bound).code == "wrong_key"
    assert key.unwrap(wrapped, bound + b"x").code == "wrong_key"
    changed = bytearray(wrapped)
    place = 8 + flipped % (len(wrapped) - 8)  # the first 8 bytes only tell which key it was
    changed[place] ^= 1 << flipped % 8
    assert key.unwrap(bytes(changed), bound).code == "wrong_key"
    assert key.unwrap(wrapped[:-1], bound).code == "wrong_key"
    assert key.unwrap(b"", bound).code == "no_recovery"


def _pair():
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return RecoveryKey(X25519PrivateKey.generate())


@pytest.mark.parametrize("text", ["", "AAAA", "not base64", "AA" * 40, "A" * 43 + "="])
def test_a_key_that_locks_nothing_is_refused(text):
    """The last one is all zero bytes, to which every sender has the same secret."""
    assert RecoveryLock.parse(text).code == "bad_recovery_key"


def test_the_private_key_is_read_by_its_owner_alone_and_never_replaced(tmp_path, operator):
    path = tmp_path / "safe" / PRIVATE_FILE
    kept = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o400
    assert RecoveryKey.make(tmp_path / "safe").code == "recovery_key_there"
    assert path.read_bytes() == kept
    assert value(RecoveryKey.read(path)).lock.text == operator.lock.text
    path.chmod(0o600)
    path.write_bytes(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    assert RecoveryKey.read(path).code == "bad_recovery_key"


# --- the store ----------------------------------------------------------------------------------


def test_every_record_of_a_dead_terminal_opens_with_the_very_bytes_it_would_have_sent(
    shelf, wreck, operator, tmp_path, clock
):
    accepted = []
    for _ in range(3):
        accepted.append(shelf.accept())
        clock.move(days=1)
    value(shelf.cache.put_note(Kind.RATING, uuid.uuid4(), b'{"note": 1}').result(10))
    sent = shelf.next().body
    first = CaseSubmission.model_validate_json(sent).case_number
    done = value(rescue(wreck(), operator, tmp_path / "out", clock()))
    assert {f"{one.case_number}.json" for one in accepted} < names(done)
    assert (len(done.files), done.lost, done.terminal_id) == (4, (), TERMINAL)
    assert (done.keys_opened, done.keys_without_recovery, done.keys_of_another) == (4, 0, 0)
    assert (tmp_path / "out" / f"{first}.json").read_bytes() == sent
    for one in accepted:
        case = CaseSubmission.model_validate_json((tmp_path / "out" / f"{one.case_number}.json").read_bytes())
        assert (case.sequence, case.applicant.name) == (one.sequence, NAME)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()} == {0o600}
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700


def test_the_report_names_what_is_there_and_nobody(shelf, wreck, operator, tmp_path):
    shelf.accept()
    done = value(rescue(wreck(), operator, tmp_path / "out", NOON))
    report = (tmp_path / "out" / REPORT).read_text()
    assert json.loads(report) == json.loads(json.dumps(asdict(done)))
    assert not any(word in report + " ".join(names(done)) for word in (NAME, ID_NUMBER, PHONE))


def test_without_the_private_key_nothing_opens(shelf, wreck, tmp_path):
    """The control: the same disk, another operator."""
    shelf.accept()
    other = value(RecoveryKey.make(tmp_path / "other"))
    assert rescue(wreck(), other, tmp_path / "out", NOON).code == "wrong_key"
    assert [one.name for one in (tmp_path / "out").iterdir()] == [REPORT]


def test_what_the_hub_has_for_good_is_not_written_again(shelf, wreck, operator, tmp_path):
    shelf.accept()
    kept = shelf.accept()
    first = shelf.next()
    value(shelf.cache.for_sync.mark_answered(first.key, answer_to(first.body, durable=1)).result(10))
    done = value(rescue(wreck(), operator, tmp_path / "out", NOON))
    assert (names(done), done.lost) == ({f"{kept.case_number}.json"}, ())


def test_what_was_sealed_before_there_was_a_recovery_key_is_covered_when_one_comes(
    shelf, wreck, operator, tmp_path, clock
):
    shelf.options["recovery"] = None
    early = shelf.accept()
    assert not shelf.cache.recoverable
    clock.move(days=2)
    shelf.close()
    shelf.options["recovery"] = operator.lock
    late = shelf.accept()
    assert shelf.cache.recoverable
    done = value(rescue(wreck(), operator, tmp_path / "out", clock()))
    assert names(done) == {f"{one.case_number}.json" for one in (early, late)}


def test_without_one_the_cases_are_lost_with_the_board_and_are_named(shelf, wreck, operator, tmp_path):
    shelf.options["recovery"] = None
    one = shelf.accept()
    done = value(rescue(wreck(), operator, tmp_path / "out", NOON))
    assert (done.files, done.lost, done.keys_without_recovery) == ((), (one.case_number,), 1)


def test_a_new_recovery_key_opens_what_was_wrapped_for_the_one_before(shelf, wreck, operator, tmp_path):
    one = shelf.accept()
    newer = value(RecoveryKey.make(tmp_path / "newer"))
    shelf.close()
    shelf.options["recovery"] = newer.lock
    assert shelf.cache.recoverable
    disk = wreck()
    assert names(value(rescue(disk, newer, tmp_path / "out", NOON))) == {f"{one.case_number}.json"}


def test_a_damaged_row_is_told_and_the_others_open(shelf, wreck, operator, tmp_path):
    accepted = [shelf.accept() for _ in range(4)]
    shelf.close()
    shelf.cache  # noqa: B018 -- opened again: the log is carried over and the rows stand in the database
    disk = wreck()
    for name in (FILE_NAME, FILE_NAME + "-wal"):
        content = bytearray((disk / name).read_bytes())
        at = content.find(accepted[1].case_number.encode() + b"pension.certify")
        while at >= 0:
            content[at + 400] ^= 0xFF
            at = content.find(accepted[1].case_number.encode() + b"pension.certify", at + 1)
        if name == FILE_NAME:
            content[:100] = bytes(100)
        (disk / name).write_bytes(content)
    done = value(rescue(disk, operator, tmp_path / "out", NOON))
    assert done.lost == (accepted[1].case_number,)
    assert names(done) == {f"{one.case_number}.json" for one in accepted if one is not accepted[1]}


def test_an_aside_record_keeps_its_reason(shelf, wreck, operator, tmp_path):
    one = shelf.accept()
    value(shelf.cache.for_sync.mark_refused(one.key, "refused", Action.SITE_KEEPER).result(10))
    (found,) = value(rescue(wreck(), operator, tmp_path / "out", NOON)).files
    assert (found.state, found.reason) == ("aside", "refused")


def test_a_wrap_moved_to_another_epoch_does_not_open(operator):
    lock = operator.lock
    assert operator.unwrap(lock.wrap(b"k" * 16, b"A/1"), b"A/2").code == "wrong_key"


def test_attachments_come_with_their_cases_or_are_told(shelf, wreck, operator, tmp_path):
    scan = os.urandom(2 * PIECE_BYTES + 100)
    whole, cut, nobodys = (value(shelf.cache.attach(scan).result(10)) for _ in range(3))
    shelf.accept(attachments=(whole, cut))
    disk = wreck()
    path = disk / "attachments" / cut.id.hex
    path.write_bytes(path.read_bytes()[:-50])
    done = value(rescue(disk, operator, tmp_path / "out", NOON))
    assert (tmp_path / "out" / f"attachment-{whole.id}.bin").read_bytes() == scan
    assert done.lost == (str(cut.id),)
    assert not any(str(nobodys.id) in name for name in names(done)), "no case took it over"


# --- the command and the doctor -----------------------------------------------------------------


def kiosk(*arguments):
    done = CliRunner().invoke(main, ["keys", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_an_operator_makes_a_key_puts_it_into_the_config_and_rescues(tmp_path):
    made = kiosk("make-recovery", "--out", tmp_path / "safe")
    assert made.exit_code == 0
    line = made.stdout.splitlines()[-1]
    config = tmp_path / "config.toml"
    text = (ROOT / "config.toml").read_text()
    config.write_text(text.replace("[store]\n", f"[store]\n{line}\n"))
    cache, _ = value(open_store(value(load(config)), tmp_path))
    case = value(cache.accept(_draft()).result(10))
    (told,) = [one for one in of_store(cache) if one.name == "recovery"]
    cache.close()
    assert (told.ok, told.code) == (True, "")
    private = tmp_path / "safe" / PRIVATE_FILE
    rescue = ["rescue", "--store", tmp_path / "store", "--private-key", private, "--out", tmp_path / "out"]
    assert kiosk(*rescue).exit_code == 2, "in the clear only when that is said"
    done = kiosk(*rescue, "--in-the-clear")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / f"{case.case_number}.json").exists()
    again = kiosk(*rescue, "--in-the-clear")
    assert again.exit_code == 2, "what was rescued once is not written over"
    shown = made.stdout + done.output
    assert private.read_text().splitlines()[1] not in shown
    assert NAME not in shown


def test_the_doctor_says_that_there_is_none(tmp_path):
    cache, _ = value(open_store(value(load(ROOT / "config.toml")), tmp_path))
    (told,) = [one for one in of_store(cache) if one.name == "recovery"]
    cache.close()
    assert (told.ok, told.code, told.action) == (True, "no_recovery", "engineer")


def test_with_keys_of_a_real_terminal_that_is_trouble(tmp_path, clock, operator):
    """The control: with a recovery key it is none."""
    secrets = Secrets.fresh()
    (tmp_path / CREDENTIAL).write_bytes(secrets.text())
    for recovery, well in ((None, False), (operator.lock, True)):
        shelf = Shelf(tmp_path / "real", value(SystemdKeyHome.open(tmp_path)), clock, recovery=recovery)
        (told,) = [one for one in of_store(shelf.cache) if one.name == "recovery"]
        shelf.close()
        assert told.ok is well


def test_a_wrong_recovery_key_in_the_config_is_told(tmp_path):
    config = tmp_path / "config.toml"
    config.write_text(
        (ROOT / "config.toml").read_text().replace("[store]\n", '[store]\nrecovery_key = "AAAA"\n')
    )
    refused = load(config)
    assert isinstance(refused, Failure)
    assert "store.recovery_key" in refused.detail


def _draft():
    from offline_bench_of_cases import draft, utc_now

    return draft(utc_now())
