"""A new signing key: receipts of before stay valid, the audit trail verifies over both, and one key always works."""

from __future__ import annotations

import shutil
import threading

import pytest
from click.testing import CliRunner
from offline_bench_of_cases import TERMINAL, Shelf, utc_now, value
from offline_desk import QUICK
from offline_dying_child import killed_at_each, renew_signing_and_die
from offline_flaky_hub import HUB, enrolled_by_hub

from contract.audit_head import signed_bytes
from contract.receipt_proof import read, verify
from kiosk.cli import main
from kiosk.config import ROOT, load
from kiosk.store import open_store
from offline_cache import AuditEvent, FileKeyHome, HubLink, audit_signers
from offline_cache.audit_chain import Finding
from offline_cache.audit_signers import former_keys
from offline_cache.key_secrets import Secrets
from offline_cache.papers import Papers
from offline_cache.signing_rotation import finish, renew
from outcome import Action, Failure, Ok

HUB_KEY = HUB.public_key().public_bytes_raw()
LOST = Failure("timeout_unknown", Action.NOBODY)


@pytest.fixture
def papers(tmp_path, keys):
    made = Papers(tmp_path / "keys", TERMINAL, keys.public_key)
    value(made.enrolled(enrolled_by_hub(keys.public_key()).papers))
    return made


@pytest.fixture
def shelf(tmp_path, keys, clock, papers):
    shelf = Shelf(tmp_path / "cache", keys, clock, papers=papers)
    yield shelf
    shelf.close()


def take(key: bytes):
    return Ok(enrolled_by_hub(key))


def taking_once(told: list[bytes]):
    """A hub whose code was used for the key that it was told, if any: with it no other gets in."""

    def enrol(key: bytes):
        return take(key) if key in told or not told else Failure("refused", Action.ENGINEER, "403 bad_code")

    return enrol


def rows(shelf, count: int) -> None:
    """So many that anchors lie among them."""
    futures = [shelf.cache.record(AuditEvent.STAFF_REFUSED, str(one)) for one in range(count)]
    assert all(isinstance(one.result(10), Ok) for one in futures)


def change(shelf, sql: str, *values) -> None:
    value(
        shelf.cache._inside.writer.submit("changing", lambda db: Ok(db.execute(sql, values).rowcount)).result(
            10
        )
    )


def test_receipts_of_before_and_after_verify_and_so_does_the_trail(shelf, keys):
    before, old = shelf.cache.prove(shelf.accept()), keys.public_key()
    rows(shelf, 150)
    value(renew(shelf.cache, keys, take))
    assert keys.public_key() != old
    after = shelf.cache.prove(shelf.accept())
    rows(shelf, 150)
    for one, key in ((before, old), (after, keys.public_key())):
        proof = value(read(one))
        assert proof.certificate.public_key == key
        value(verify(proof, HUB_KEY))
    assert value(shelf.cache.for_staff.verify_audit()) is None
    shelf.close()
    assert value(shelf.cache.for_staff.verify_audit()) is None
    value(renew(shelf.cache, keys, take))
    rows(shelf, 150)
    assert value(shelf.cache.for_staff.verify_audit()) is None, "over three keys"


@pytest.fixture
def changed(shelf, tmp_path):
    """A trail over two keys; the store, the old key's home, and where the change stands."""
    shelf.accept()
    rows(shelf, 120)
    thief = value(FileKeyHome.open(shutil.copytree(tmp_path / "keys", tmp_path / "thief")))
    value(renew(shelf.cache, shelf.keys, take))
    rows(shelf, 120)
    look = lambda db: Ok(former_keys(db, shelf.keys.public_key()))  # noqa: E731
    ((old, last),) = value(shelf.cache._inside.writer.submit("looking", look).result(10))
    assert old == thief.public_key()
    assert value(shelf.cache.for_staff.verify_audit()) is None
    return shelf, thief, last


def sign_all(db, thief, beyond: int) -> None:
    for number, hashed in db.execute(
        "SELECT number, hash FROM anchor WHERE number > ?", (beyond,)
    ).fetchall():
        signature = thief.sign(signed_bytes(number, hashed))
        db.execute("UPDATE anchor SET signature=? WHERE number=?", (signature, number))


def test_the_old_key_signs_nothing_behind_the_change(changed):
    shelf, thief, last = changed
    value(shelf.cache._inside.writer.submit("forging", lambda db: Ok(sign_all(db, thief, last))).result(10))
    assert value(shelf.cache.for_staff.verify_audit()).what == "anchor_forged"


def test_the_change_cannot_be_cut_off(changed):
    shelf, _, last = changed
    change(shelf, "DELETE FROM anchor WHERE number > ?", last)
    change(shelf, "DELETE FROM audit WHERE number > ?", last)
    assert value(shelf.cache.for_staff.verify_audit()) == Finding(last + 1, "tail_missing")
    change(shelf, "DELETE FROM fact WHERE name='former_signing_keys'")
    assert value(shelf.cache.for_staff.verify_audit()).what == "anchor_forged", (
        "without the list the old key counts nowhere"
    )


def test_the_list_of_old_keys_is_the_new_ones_word(changed):
    shelf, thief, last = changed

    def lengthen(db):
        audit_signers.keep(db, (audit_signers.FormerKey(thief.public_key(), last + 1000),), thief.sign)
        return Ok(None)

    value(shelf.cache._inside.writer.submit("forging", lengthen).result(10))
    assert value(shelf.cache.for_staff.verify_audit()).what == "anchor_forged"


def test_a_hub_that_says_no_changes_nothing(shelf, keys):
    old = keys.public_key()
    refused = Failure("refused", Action.ENGINEER, "POST /enrol: 403 bad_code")
    assert renew(shelf.cache, keys, lambda _: refused) == refused
    assert keys.public_key() == old
    value(renew(shelf.cache, keys, take))
    assert keys.public_key() != old


def test_a_lost_answer_is_asked_for_again_with_the_same_key(shelf, keys):
    shown = []
    assert renew(shelf.cache, keys, lambda key: shown.append(key) or LOST) == LOST
    value(renew(shelf.cache, keys, lambda key: shown.append(key) or take(key)))
    assert shown == [keys.public_key()] * 2


def test_what_was_broken_off_behind_the_hubs_answer_asks_for_the_same_key_with_the_same_code(
    shelf, keys, tmp_path, clock
):
    """Also when the terminal was started in between, as after any power cut."""
    told = []
    blocked = tmp_path / "keys" / "hub-papers.json.new"
    blocked.mkdir()
    assert renew(shelf.cache, keys, lambda key: told.append(key) or take(key)).code == "disk_error"
    assert told == [keys.public_key()], "it signs already"
    blocked.rmdir()
    shelf.close()
    shelf.keys = value(FileKeyHome.open(tmp_path / "keys"))
    shelf.options["papers"] = Papers(tmp_path / "keys", TERMINAL, shelf.keys.public_key)
    value(finish(shelf.cache, shelf.keys))
    assert shelf.cache.papers.certificate is None
    value(renew(shelf.cache, shelf.keys, taking_once(told)))
    assert told == [shelf.keys.public_key()]
    assert shelf.cache.papers.certificate.public_key == told[0]
    assert shelf.keys.signed_before is None
    assert value(shelf.cache.for_staff.verify_audit()) is None
    value(renew(shelf.cache, shelf.keys, take))
    assert told != [shelf.keys.public_key()], "the control: with another code there is another key"


def test_meanwhile_the_hub_hears_the_key_that_it_knows(shelf, keys, hub):
    """The hub took the new key, its answer was lost: the terminal is heard all the same, and cases arrive."""
    link = HubLink(hub.url, TERMINAL, keys, QUICK)
    hub.public_key = old = keys.public_key()
    assert isinstance(link.send_case(case(shelf)), Ok)
    hub.orders.append("drop_after")
    assert renew(shelf.cache, keys, lambda key: link.enrol("12345678", key)).code == "timeout_unknown"
    assert hub.public_key != old == keys.public_key()
    assert isinstance(link.send_case(case(shelf)), Ok)
    new, hub.public_key = hub.public_key, value(FileKeyHome.open(shelf.folder.parent / "other")).public_key()
    assert link.send_case(case(shelf)).code == "not_enrolled", "the control: no key of this terminal"
    for known in (old, new):
        hub.public_key = known
        assert isinstance(link.send_case(case(shelf)), Ok)
    value(renew(shelf.cache, keys, lambda key: link.enrol("12345678", key)))
    assert new == hub.public_key == keys.public_key()
    assert isinstance(link.send_case(case(shelf)), Ok)


def case(shelf) -> bytes:
    shelf.accept()
    return shelf.next().body


@pytest.mark.parametrize("stride", [7, pytest.param(1, marks=[pytest.mark.torture, pytest.mark.timeout(0)])])
def test_killed_at_every_step_one_key_works_and_the_trail_verifies(tmp_path, keys, papers, clock, stride):
    """Every seventh of them, unless the long proofs are run."""
    first = Shelf(tmp_path / "first" / "store", keys, clock, papers=papers)
    before = first.cache.prove(first.accept())
    rows(first, 197)  # the hundredth row of the next lives lies in the middle of the change
    first.close()
    shutil.copytree(tmp_path / "keys", tmp_path / "first" / "keys")
    old = keys.public_key()

    def prepare(_):
        shutil.rmtree(tmp_path / "run", ignore_errors=True)
        return shutil.copytree(tmp_path / "first", tmp_path / "run")

    states = set()
    for folder, told, ended in killed_at_each(renew_signing_and_die, prepare, stride):
        home = value(FileKeyHome.open(folder / "keys"))
        secrets = Secrets.parse((folder / "keys" / FileKeyHome.FILE_NAME).read_bytes())
        offered = secrets.offered.public_key().public_bytes_raw() if secrets.offered else None
        known = told[0] if told else old
        assert known in {home.public_key(), offered}, "what the hub has is here"
        states.add((bool(told), home.public_key() == old, offered is None, home.signed_before is None))
        given = Papers(folder / "keys", TERMINAL, home.public_key)
        shelf = Shelf(folder / "store", home, utc_now, papers=given)
        value(finish(shelf.cache, home))
        assert value(shelf.cache.for_staff.verify_audit()) is None
        through = home.public_key() != old and shelf.cache.papers.certificate is not None
        assert through or not ended
        if not through:
            value(renew(shelf.cache, home, taking_once(told)))
        assert home.public_key() != old
        assert value(shelf.cache.for_staff.verify_audit()) is None
        value(verify(value(read(before)), HUB_KEY))
        value(verify(value(read(shelf.cache.prove(shelf.accept()))), HUB_KEY))
        shelf.close()
    assert len(states) >= (5 if stride == 1 else 3), "before and after each of the steps"


class Meanwhile:
    """A key home in whose owner's first doubt which key is known, another thread comes first."""

    def __init__(self, home, first) -> None:
        self._home = home
        self._first = [first]

    def __getattr__(self, name):
        return getattr(self._home, name)

    def sign_offered(self, data):
        if not data and self._first:
            first = threading.Thread(target=self._first.pop())
            first.start()
            first.join(10)
        return self._home.sign_offered(data)


def test_threads_that_find_out_at_once_which_key_is_known_do_not_undo_each_other(shelf, keys, hub):
    body, others = case(shelf), []
    hub.public_key = value(keys.offer_signing())
    link = HubLink(hub.url, TERMINAL, Meanwhile(keys, lambda: others.append(link.send_case(body))), QUICK)
    assert isinstance(link.send_case(body), Ok)
    assert isinstance(others[0], Ok)
    heard = len(hub.requests)
    assert isinstance(link.send_case(body), Ok)
    assert len(hub.requests) == heard + 1, "it is known from here on"


def test_the_command_changes_the_key_and_goes_on_where_it_was_broken_off(tmp_path, hub):
    path = tmp_path / "config.toml"
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    path.write_text(text.replace('url = "embedded"', f'url = "{hub.url}"'), encoding="utf-8")
    config, data = value(load(path)), tmp_path / "data"
    cache, home = value(open_store(config, data))
    old = home.public_key()
    cache.close()

    def run():
        arguments = ["renew-signing", "12345678", "--config", str(path), "--data-dir", str(data)]
        done = CliRunner().invoke(main, ["keys", *arguments])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code

    hub.orders.append("drop_after")
    assert run() == 2
    assert run() == 0
    cache, home = value(open_store(config, data))
    assert run() == 2, "the terminal runs"
    assert old != hub.public_key == home.public_key()
    assert cache.papers.certificate is not None
    assert value(cache.for_staff.verify_audit()) is None
    cache.close()
