"""Keys sealed to a TPM: they open on this machine as it was booted, and nowhere else."""

from __future__ import annotations

import json

import pytest
from offline_bench_of_cases import Clock, Shelf, value
from offline_software_tpm import MISSING, REASON, SoftwareTpm

from offline_cache.key_secrets import Secrets
from offline_cache.key_tpm2 import TpmKeyHome
from offline_cache.rotation import rotate

pytestmark = pytest.mark.skipif(bool(MISSING), reason=REASON)


@pytest.fixture(scope="module")
def tpm():
    made = SoftwareTpm().start()
    yield made
    made.scrap()


@pytest.fixture
def home(tpm, tmp_path):
    tpm.restart()
    return value(TpmKeyHome.make(Secrets.fresh(), tmp_path / "keys", tpm.tcti))


def test_it_opens_again_on_the_same_machine_also_after_a_boot(home, tpm, tmp_path):
    tpm.restart()
    again = value(TpmKeyHome.open(tmp_path / "keys", tpm.tcti))
    assert again.public_key() == home.public_key()
    assert (tmp_path / "keys" / TpmKeyHome.FILE_NAME).stat().st_mode & 0o777 == 0o400


def test_power_cuts_do_not_lock_it(home, tpm, tmp_path):
    """A TPM counts them as attacks on what it guards against guessing, and locks after three."""
    for _ in range(6):
        value(TpmKeyHome.open(tmp_path / "keys", tpm.tcti))
        tpm.restart()


@pytest.mark.parametrize("register", [0, 7])
def test_another_firmware_or_boot_is_refused_until_it_is_the_old_one_again(home, tpm, tmp_path, register):
    tpm.measure(register)
    refused = TpmKeyHome.open(tmp_path / "keys", tpm.tcti)
    assert (refused.code, refused.action) == ("key_sealed_away", "engineer")
    tpm.restart()
    assert value(TpmKeyHome.open(tmp_path / "keys", tpm.tcti)).public_key() == home.public_key()


def test_a_register_that_is_not_sealed_to_changes_nothing(home, tpm, tmp_path):
    tpm.measure(16)
    value(TpmKeyHome.open(tmp_path / "keys", tpm.tcti))


def test_another_tpm_is_refused(home, tmp_path):
    other = SoftwareTpm().start()
    try:
        assert TpmKeyHome.open(tmp_path / "keys", other.tcti).code == "key_sealed_away"
    finally:
        other.scrap()


def test_no_tpm_is_told_and_nothing_is_made(home, tmp_path):
    nowhere = f"swtpm:path={tmp_path}/nowhere"
    assert TpmKeyHome.open(tmp_path / "keys", nowhere).code == "key_tool_failed"
    assert TpmKeyHome.make(Secrets.fresh(), tmp_path / "new", nowhere).code == "key_tool_failed"
    assert not (tmp_path / "new").exists()


def test_the_file_alone_tells_nothing(home, tmp_path):
    text = (tmp_path / "keys" / TpmKeyHome.FILE_NAME).read_bytes()
    secrets = home._secrets
    for one in (secrets.wrapping, secrets.signing.private_bytes_raw()):
        assert one not in text
        assert one.hex().encode() not in text


def test_a_changed_file_is_refused(home, tpm, tmp_path):
    path = tmp_path / "keys" / TpmKeyHome.FILE_NAME
    kept = json.loads(path.read_bytes())
    for name in ("content", "private"):
        body = kept[name]
        at = len(body) // 2
        path.chmod(0o600)
        path.write_text(
            json.dumps({**kept, name: body[:at] + ("B" if body[at] == "A" else "A") + body[at + 1 :]})
        )
        assert TpmKeyHome.open(tmp_path / "keys", tpm.tcti).code in {"key_damaged", "key_sealed_away"}


def test_keys_that_are_there_are_kept(home, tpm, tmp_path):
    assert TpmKeyHome.make(Secrets.fresh(), tmp_path / "keys", tpm.tcti).code == "keys_there"
    assert value(TpmKeyHome.open(tmp_path / "keys", tpm.tcti)).public_key() == home.public_key()


def test_a_store_lives_and_rotates_with_it(home, tpm, tmp_path):
    shelf = Shelf(tmp_path / "cache", home, Clock())
    shelf.accept()
    value(rotate(shelf.cache, home))
    shelf.close()
    shelf.keys = value(TpmKeyHome.open(tmp_path / "keys", tpm.tcti))
    assert shelf.next() is not None
    shelf.close()


def test_nothing_is_left_in_the_tpm_that_fills_it(home, tpm, tmp_path):
    """Three objects and a few sessions are all that one holds."""
    for _ in range(4):
        value(TpmKeyHome.open(tmp_path / "keys", tpm.tcti))
        tpm.measure(7)
        assert TpmKeyHome.open(tmp_path / "keys", tpm.tcti).code == "key_sealed_away"
        tpm.restart()
