"""A damaged store as staff meet it: the command, the doctor, the hub's list of duties, the resident's first page."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from click.testing import CliRunner
from offline_bench_of_cases import draft, utc_now, value

from catalogue.shelf import Catalogue
from contract.fleet import Heartbeat
from hub.fleet.duties import duties
from hub.presence import Presence
from kiosk.cli import main
from kiosk.config import ROOT, load
from kiosk.findings import of_store
from kiosk.item_files import items_of
from kiosk.store import open_store
from offline_cache.connection import FILE_NAME
from outcome import Action
from visit.events import RoomChanged, Stamped
from visit.held.machine import Machine, Place
from visit.held.page import Page
from visit.state import State
from visit.step import step
from visit.view import view


@pytest.fixture
def config():
    return value(load(ROOT / "config.toml"))


@pytest.fixture
def kiosk(tmp_path):
    def run(*arguments):
        done = CliRunner().invoke(main, ["store", *arguments, "--data-dir", str(tmp_path)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return run


@pytest.fixture
def accepted(config, tmp_path):
    """Three cases in the terminal's store, which is closed."""
    cache, _ = value(open_store(config, tmp_path))
    numbers = [value(cache.accept(draft(utc_now())).result(10)).case_number for _ in range(3)]
    cache.close()
    return numbers


def spoil(tmp_path, *places: bytes) -> None:
    """The header, and what stands some way behind `places`."""
    path = tmp_path / "store" / FILE_NAME
    content = bytearray(path.read_bytes())
    content[:100] = bytes(100)
    for place in places:
        at = content.index(place)
        while at >= 0:
            content[at + 400 : at + 402] = b"\xff\xff"
            at = content.find(place, at + 1)
    path.write_bytes(content)


def test_a_sound_store_needs_nobody(kiosk, accepted):
    checked = kiosk("check", "--json")
    assert checked.exit_code == 0
    assert json.loads(checked.stdout) == {
        "safe_mode": False,
        "waiting": {"case": 3, "rating": 0, "help": 0},
        "aside": 0,
        "set_aside": [],
        "last_sequence": 3,
        "damaged": [],
        "audit": "",
    }
    salvaged = kiosk("salvage")
    assert salvaged.exit_code == 0
    assert "nothing to do" in salvaged.stdout or "不用恢复" in salvaged.stdout


def test_a_damaged_store_is_told_salvaged_and_told_to_be_well(kiosk, accepted, tmp_path):
    spoil(tmp_path)
    checked = kiosk("check")
    assert checked.exit_code == 1
    assert "kiosk store salvage" in checked.stdout
    salvaged = kiosk("salvage", "--json")
    assert salvaged.exit_code == 0
    found = json.loads(salvaged.stdout)
    assert (found["brought"], found["lost"], found["last_sequence"]) == (3, [], 3)
    assert kiosk("check").exit_code == 0


def test_what_cannot_be_read_is_listed_by_its_number(kiosk, accepted, tmp_path):
    spoil(tmp_path, accepted[1].encode() + b"pension.certify")
    salvaged = kiosk("salvage")
    assert salvaged.exit_code == 1
    assert accepted[1] in salvaged.stdout
    assert accepted[0] not in salvaged.stdout
    checked = json.loads(kiosk("check", "--json").stdout)
    assert (checked["waiting"]["case"], checked["aside"]) == (2, 1)


def test_what_lies_aside_is_listed_and_sent_once_more_when_it_was_put_right(
    kiosk, config, tmp_path, monkeypatch
):
    cache, _ = value(open_store(config, tmp_path))
    note = value(cache.attach(b"a scan").result(10))
    number = value(cache.accept(draft(utc_now(), attachments=(note,))).result(10)).case_number
    value(cache.for_sync.attachment_aside(note.id, "attachment_lost").result(10))
    checks = {one.name: one for one in of_store(cache)}
    assert (checks["aside"].ok, checks["aside"].action, checks["aside"].detail) == (False, "engineer", "1")
    cache.close()
    (found,) = json.loads(kiosk("check", "--json").stdout)["set_aside"]
    assert found == {
        "key": str(note.id),
        "kind": "attachment",
        "case_number": number,
        "item_id": "pension.certify",
        "code": "attachment_lost",
        "action": "engineer",
    }
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    text = kiosk("check").stdout
    assert "；" not in text, "English is written with English marks"
    assert str(note.id) in text
    assert number in text
    assert "attachment_lost" not in text, "in words"
    assert kiosk("put-back", str(uuid4())).exit_code == 2
    assert kiosk("put-back", str(note.id)).exit_code == 0
    assert json.loads(kiosk("check", "--json").stdout)["aside"] == 0
    assert kiosk("put-back", str(note.id)).exit_code == 2, "it waits now"


def test_an_engineer_is_asked_for_the_last_number_when_nothing_tells_it(kiosk, tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / FILE_NAME).write_bytes(b"rubbish " * 600)
    refused = kiosk("salvage")
    assert refused.exit_code == 2
    assert "--last-sequence" in refused.stderr
    salvaged = kiosk("salvage", "--last-sequence", "7")
    assert salvaged.exit_code == 1, "seven cases are gone, and that is said"
    assert "1..7" in salvaged.stdout
    assert json.loads(kiosk("check", "--json").stdout)["last_sequence"] == 7


def test_a_terminal_that_runs_is_not_disturbed(kiosk, accepted, config, tmp_path):
    cache, _ = value(open_store(config, tmp_path))
    assert kiosk("salvage").exit_code == 2
    cache.close()


def test_the_doctor_says_so(accepted, config, tmp_path):
    spoil(tmp_path)
    cache, _ = value(open_store(config, tmp_path))
    (store,) = [one for one in of_store(cache) if one.name == "store"]
    cache.close()
    assert (store.ok, store.code, store.action) == (False, "safe_mode", "engineer")


@pytest.mark.parametrize("safe_mode", [True, False])
def test_the_hub_gives_the_engineer_a_duty(safe_mode):
    heartbeat = Heartbeat(
        terminal_id="YX99A001",
        sent_at=utc_now(),
        version="1",
        page="attract",
        waiting_cases=0,
        devices=(),
        safe_mode=safe_mode,
    )
    found = duties(Presence.ONLINE, heartbeat, fresh_holes=(), old_holes=(), clock_suspect=False)
    assert [one.who for one in found] == [Action.ENGINEER] * safe_mode
    assert all("kiosk store salvage" in one.zh and "kiosk store salvage" in one.en for one in found)


def test_the_first_page_says_so_and_opens_nothing_that_takes_in(config):
    items = value(items_of(config))
    assert isinstance(items, Catalogue)
    place = Place(config.terminal.id, config.terminal.name, config.terminal.window_phone, "1")
    machine = Machine(place, items, (), config.realm, simulated=False, line_up=True)
    state = State(machine, page=Page.ATTRACT)
    for code, said in (("safe_mode", True), ("", False)):
        event = RoomChanged(not code, code)
        state, _ = step(state, Stamped(event, 1.0, utc_now(), uuid4()))
        assert ("检修" in view(state).chrome.banner) is said
        assert state.machine.room is not said
