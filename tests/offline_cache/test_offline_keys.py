"""One contract for every home of the terminal's keys, and what none of them may show."""

from __future__ import annotations

import base64
import logging
import os
import resource
import shutil
import subprocess
import sys
from functools import cache

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from offline_bench_of_cases import Clock, Shelf, value
from offline_software_tpm import MISSING, REASON, SoftwareTpm

from kiosk.config import ROOT, load
from kiosk.key_homes import make_keys, open_keys
from offline_cache import Algorithm, FileKeyHome
from offline_cache.key_secrets import Secrets
from offline_cache.key_systemd import NAME, SystemdKeyHome
from offline_cache.key_tpm2 import TpmKeyHome
from offline_cache.rotation import rotate


@cache
def no_systemd_creds() -> str:
    """Why it cannot be used here; empty when it can."""
    if shutil.which("systemd-creds") is None:
        return "systemd-creds is not installed (systemd 250 or newer)"
    if os.geteuid() != 0:
        return "systemd-creds --with-key=host needs root"
    tried = subprocess.run(
        ["systemd-creds", "encrypt", "--with-key=host", "--name=try", "-", "-"],
        input=b"x",
        capture_output=True,
        check=False,
    )
    return (
        "" if tried.returncode == 0 else f"systemd-creds has no host key here: {tried.stderr.decode()[:80]}"
    )


def credentials(folder, secrets):
    """As systemd makes it: a folder and a file that the service may read and nobody may write."""
    folder.mkdir(mode=0o700)
    (folder / NAME).write_bytes(secrets.text())
    (folder / NAME).chmod(0o400)
    folder.chmod(0o500)
    return folder


@pytest.fixture(scope="module")
def tpm():
    if MISSING:
        pytest.skip(REASON)
    made = SoftwareTpm().start()
    yield made
    made.scrap()


@pytest.fixture(params=["file", "systemd credential", "systemd sealed", "tpm2"])
def kind(request, tmp_path):
    """`make` and `open` of one kind, in a place of its own for each name; may skip."""
    if request.param == "file":

        def make(name):
            return FileKeyHome.open(tmp_path / name)

        return make, make, False
    if request.param == "systemd credential":

        def given(name):
            credentials(tmp_path / name, Secrets.fresh())
            return SystemdKeyHome.open(tmp_path / name)

        return given, lambda name: SystemdKeyHome.open(tmp_path / name), True
    if request.param == "systemd sealed":
        if no_systemd_creds():
            pytest.skip(no_systemd_creds())
        return (
            lambda name: SystemdKeyHome.make(Secrets.fresh(), tmp_path / name, "host"),
            lambda name: SystemdKeyHome.open_sealed(tmp_path / name, "host"),
            True,
        )
    tcti = request.getfixturevalue("tpm").tcti
    return (
        lambda name: TpmKeyHome.make(Secrets.fresh(), tmp_path / name, tcti),
        lambda name: TpmKeyHome.open(tmp_path / name, tcti),
        True,
    )


def test_the_contract(kind):
    make, again, fit = kind
    home, other = value(make("one")), value(make("two"))
    opened = value(again("one"))
    for algorithm in Algorithm:
        data_key = os.urandom(algorithm.key_bytes)
        wrapped = home.wrap(data_key, algorithm, b"here")
        assert data_key not in wrapped
        assert value(opened.unwrap(wrapped, b"here")) == data_key
        assert home.wrap(data_key, algorithm, b"here") != wrapped
        assert opened.unwrap(wrapped, b"there").code == "wrong_key"
        assert other.unwrap(wrapped, b"here").code == "wrong_key"
        for at in range(len(wrapped)):
            changed = bytearray(wrapped)
            changed[at] ^= 1
            assert opened.unwrap(bytes(changed), b"here").code == "wrong_key"
        for length in (0, 5, len(wrapped) - 1):
            assert opened.unwrap(wrapped[:length], b"here").code == "wrong_key"
    assert opened.public_key() == home.public_key() != other.public_key()
    public = Ed25519PublicKey.from_public_bytes(opened.public_key())
    public.verify(opened.sign(b"words"), b"words")
    with pytest.raises(InvalidSignature):
        public.verify(other.sign(b"words"), b"words")
    assert opened.fit_for_production is fit
    assert opened.description.startswith("key storage: ")
    assert ("not for production" in opened.description) is not fit
    assert not home.rotating


def test_it_rotates_or_says_why_not(kind, tmp_path):
    make, again, _ = kind
    home = value(make("one"))
    shelf = Shelf(tmp_path / "cache", home, Clock())
    shelf.accept()
    done = rotate(shelf.cache, home)
    shelf.close()
    if isinstance(home, SystemdKeyHome) and (tmp_path / "one").is_dir():
        assert done.code == "keys_read_only", "a service cannot write its credential"
    else:
        assert value(done) == 1
    shelf.keys = value(again("one"))
    assert not shelf.keys.rotating
    assert shelf.next() is not None
    shelf.close()


def test_it_takes_another_signing_key_or_says_why_not(kind, tmp_path):
    make, again, _ = kind
    home = value(make("one"))
    old = home.public_key()
    assert home.sign_offered(b"words") is None
    offered = home.offer_signing()
    if isinstance(home, SystemdKeyHome) and (tmp_path / "one").is_dir():
        assert offered.code == "keys_read_only", "a service cannot write its credential"
        return
    home = value(again("one"))
    assert (home.public_key(), home.offer_signing()) == (old, offered), "kept, and not made anew"
    new = Ed25519PublicKey.from_public_bytes(offered.value)
    new.verify(home.sign_offered(b"words"), b"words")
    value(home.take_offered())
    home = value(again("one"))
    assert (home.public_key(), home.signed_before, home.sign_offered(b"words")) == (offered.value, old, None)
    new.verify(home.sign(b"words"), b"words")
    value(home.forget_signed_before())
    assert value(again("one")).signed_before is None


def test_a_home_without_keys_says_so_and_makes_none_by_itself(kind, tmp_path):
    _, again, fit = kind
    if fit:
        (tmp_path / "none").mkdir(exist_ok=True)
        found = again("none/none")
        assert found.code == "no_keys"
        assert list((tmp_path / "none").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"{}", b'{"wrapping_secret": "00", "signing_key": "00"}', b"\xff"])
def test_a_credential_that_is_none_of_ours_is_refused(tmp_path, content):
    folder = credentials(tmp_path / "given", Secrets.fresh())
    folder.chmod(0o700)
    (folder / NAME).unlink()
    (folder / NAME).write_bytes(content)
    assert SystemdKeyHome.open(folder).code == "key_damaged"


@pytest.mark.skipif(bool(no_systemd_creds()), reason=no_systemd_creds() or "-")
def test_what_another_machine_sealed_does_not_open(tmp_path):
    sealed = tmp_path / "sealed"
    value(SystemdKeyHome.make(Secrets.fresh(), sealed, "host"))
    content = bytearray(base64.b64decode(sealed.read_bytes()))
    content[len(content) // 2] ^= 1
    sealed.chmod(0o600)
    sealed.write_bytes(base64.b64encode(content))
    assert SystemdKeyHome.open_sealed(sealed, "host").code == "key_sealed_away"
    assert SystemdKeyHome.make(Secrets.fresh(), sealed, "host").code == "keys_there"


# --- what is shown ------------------------------------------------------------------------------

PROGRAMS = (
    "systemd-creds",
    *(f"tpm2_{one}" for one in ("createprimary", "create", "load", "unseal", "policypcr")),
)


@pytest.fixture
def watched(tmp_path, monkeypatch):
    """Programs that write down their own arguments and environment, as everybody on the machine could, and go on as the
    real ones.
    """
    seen, shims = tmp_path / "seen", tmp_path / "bin"
    shims.mkdir()
    for name in PROGRAMS:
        real = shutil.which(name)
        if real is not None:
            (shims / name).write_text(
                f'#!/bin/sh\ncat /proc/$$/cmdline /proc/$$/environ >> {seen}\nexec {real} "$@"\n'
            )
            (shims / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{shims}:{os.environ['PATH']}")
    monkeypatch.setenv("SOME_OTHER_SECRET", "not for children")
    return seen


@pytest.fixture
def shown_here(caplog, capfd):
    """What this process logged and printed."""
    caplog.set_level(logging.DEBUG)

    def all_of_it():
        printed = capfd.readouterr()
        return (caplog.text + printed.out + printed.err).encode()

    return all_of_it


def forms(secret: bytes):
    return secret, secret.hex().encode(), base64.b64encode(secret)


def test_no_secret_is_in_arguments_environment_or_log(kind, tmp_path, watched, shown_here, monkeypatch):
    make, again, _ = kind
    random, drawn = os.urandom, []

    def noted(count):
        drawn.append(random(count))
        return drawn[-1]

    monkeypatch.setattr("os.urandom", noted)
    home = value(make("one"))
    shelf = Shelf(tmp_path / "cache", home, Clock())
    shelf.accept()
    rotate(shelf.cache, home)
    shelf.close()
    value(again("one"))
    shown = (watched.read_bytes() if watched.exists() else b"") + shown_here()
    secrets = [one for one in drawn if len(one) in {16, 32}] + [home._secrets.signing.private_bytes_raw()]
    assert len(secrets) > 2
    assert not any(form in shown for secret in secrets for form in forms(secret))
    assert b"not for children" not in shown
    assert home._secrets.wrapping.hex() not in repr(vars(home))
    if isinstance(home, TpmKeyHome):
        assert b"tpm2_unseal" in shown


@pytest.mark.skipif(shutil.which("systemd-creds") is None, reason="systemd-creds is not installed")
def test_control_a_secret_in_an_argument_would_be_seen(watched):
    secret = os.urandom(16).hex()
    subprocess.run(["systemd-creds", "--help", secret], capture_output=True, check=False)
    assert secret.encode() in watched.read_bytes()


def test_nor_in_what_a_process_with_keys_shows_of_itself(tmp_path):
    """Arguments and environment of the process, and no core file from it or from its children."""
    folder = tmp_path / "keys"
    value(FileKeyHome.open(folder))
    script = (
        "import sys, pathlib\n"
        "from offline_cache import FileKeyHome\n"
        "before = pathlib.Path('/proc/self/limits').read_text()\n"
        "FileKeyHome.open(pathlib.Path(sys.argv[1])).value\n"
        "for name in ('cmdline', 'environ', 'limits'): print(pathlib.Path('/proc/self', name).read_bytes())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, cwd=ROOT, check=True, timeout=60
    )
    kept = Secrets.parse((folder / FileKeyHome.FILE_NAME).read_bytes())
    for secret in (kept.wrapping, kept.signing.private_bytes_raw()):
        assert not any(form in done.stdout for form in forms(secret))
    (limit,) = [one for one in done.stdout.decode().split("\\n") if one.startswith("Max core file size")]
    assert limit.split()[4:6] == ["0", "0"]
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0, "this process opened keys as well"


# --- the terminal -------------------------------------------------------------------------------


@pytest.fixture
def config(tmp_path):
    def having(kind, production="false"):
        text = (ROOT / "config.toml").read_text().replace("[store]\n", f'[store]\nkeys = "{kind}"\n')
        (tmp_path / "config.toml").write_text(text)
        loaded = value(load(tmp_path / "config.toml"))
        return loaded.model_copy(update={"production": production == "true"})

    return having


def test_the_config_says_where_the_keys_live(config, tmp_path, tpm, monkeypatch):
    monkeypatch.setenv("TPM2TOOLS_TCTI", tpm.tcti)
    wanted = config("tpm2", "true")
    assert open_keys(wanted, tmp_path).code == "no_keys"
    made = value(make_keys(wanted, tmp_path))
    assert make_keys(wanted, tmp_path).code == "keys_there"
    assert value(open_keys(wanted, tmp_path)).public_key() == made.public_key()
    assert "TPM" in made.description


def test_a_service_gets_its_keys_from_systemd(config, tmp_path, monkeypatch):
    secrets = Secrets.fresh()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials(tmp_path / "given", secrets)))
    found = value(open_keys(config("systemd", "true"), tmp_path))
    assert found.public_key() == secrets.signing.public_key().public_bytes_raw()
    assert not (tmp_path / "keys").exists()


def test_production_makes_no_plain_file(config, tmp_path):
    assert open_keys(config("file", "true"), tmp_path).code == "config"
    assert not (tmp_path / "keys").exists()
    value(open_keys(config("file"), tmp_path))


def test_a_terminal_moves_into_a_tpm_with_all_it_holds_and_out_again_for_new_firmware(
    config, tmp_path, tpm, monkeypatch
):
    monkeypatch.setenv("TPM2TOOLS_TCTI", tpm.tcti)
    assert make_keys(config("tpm2"), tmp_path, "file").code == "no_keys"
    assert not (tmp_path / "keys").exists(), "asking made none"
    plain = value(open_keys(config("file"), tmp_path))
    shelf = Shelf(tmp_path / "cache", plain, Clock())
    accepted = shelf.accept()
    shelf.close()
    shelf.keys = value(make_keys(config("tpm2"), tmp_path, "file"))
    (tmp_path / "keys" / FileKeyHome.FILE_NAME).unlink()
    value(rotate(shelf.cache, shelf.keys))
    shelf.close()
    assert shelf.open(keys=plain).code == "wrong_key", "the file that lay on the disk opens nothing any more"
    assert shelf.keys.public_key() == plain.public_key(), "and the hub knows the terminal still"
    value(make_keys(config("file"), tmp_path, "tpm2"))
    tpm.measure(0)
    assert open_keys(config("tpm2"), tmp_path).code == "key_sealed_away"
    (tmp_path / "keys" / TpmKeyHome.FILE_NAME).unlink()
    shelf.keys = value(make_keys(config("tpm2"), tmp_path, "file"))
    assert shelf.next().key == accepted.key
    shelf.close()
