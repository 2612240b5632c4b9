"""What a walk is made of: turns without a window, a line with a switch, and people who are nobody."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from datetime import date

import pytest
import yaml

from catalogue.identifiers import check_citizen_number
from catalogue.loader import load_file
from catalogue.model import Ends, Trial
from contract import wire
from kiosk.config import ROOT
from kiosk.surroundings import DEMO_RESIDENTS
from kiosk.walk.line import Line
from kiosk.walk.people import write_registers, write_residents
from kiosk.walk.plays import OFFLINE, plays_of
from kiosk.walk.turns import Turns
from offline_cache.hub_link import HubLink, Timeouts
from outcome import Failure

DAY = date(2026, 11, 24)

# --- turns -----------------------------------------------------------------------------------------


def test_calls_run_in_the_order_of_their_time_on_the_thread_that_waits():
    turns, seen = Turns(), []
    turns.later(0.02, lambda: seen.append(("late", threading.current_thread())))
    turns.soon(lambda: seen.append(("soon", threading.current_thread())))
    assert turns.until(lambda: len(seen) == 2, 5.0)
    assert seen == [("soon", threading.current_thread()), ("late", threading.current_thread())]


def test_a_cancelled_call_never_runs():
    turns, seen = Turns(), []
    turns.later(0.0, lambda: seen.append("cancelled"))()
    turns.later(0.0, lambda: seen.append("kept"))
    assert turns.until(lambda: seen, 5.0)
    assert not turns.until(lambda: len(seen) > 1, 0.0)
    assert seen == ["kept"]


def test_what_another_thread_hands_in_wakes_whoever_waits():
    turns, seen = Turns(), []
    threading.Timer(0.01, lambda: turns.soon(lambda: seen.append("news"))).start()
    began = time.monotonic()
    assert turns.until(lambda: seen, 30.0)
    assert time.monotonic() - began < 15.0


def test_waiting_ends_when_nothing_happens():
    assert not Turns().until(lambda: False, 0.01)


def test_what_breaks_comes_out_where_it_is_waited_for():
    turns = Turns()
    turns.soon(lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        turns.until(lambda: True, 1.0)


def test_no_window_is_needed():
    """A walk runs where there is no display and no Kivy to open one."""
    asked = "import sys, kiosk.walk.shelf_walk; sys.exit(any(one.partition('.')[0] == 'kivy' for one in sys.modules))"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT, timeout=60, check=False).returncode == 0


# --- the line --------------------------------------------------------------------------------------


class _Signer:
    def sign(self, data):
        return b"\0" * 64

    def sign_offered(self, data):
        return None

    def public_key(self):
        return b"\0" * 32


def test_a_cut_line_is_a_line_that_is_down():
    """Nothing listens at that address: uncut it is refused there, cut nothing is even tried."""
    line = Line()
    link = HubLink("http://127.0.0.1:9", "QH0001", _Signer(), Timeouts(connect=1.0), line.session)
    line.cut = True
    cut = link.alive()
    line.cut = False
    refused = link.alive()
    assert isinstance(cut, Failure)
    assert isinstance(refused, Failure)
    assert (cut.code, refused.code) == ("line_down", "line_down")
    assert cut.detail != refused.detail
    assert wire.ALIVE in cut.detail


# --- the people ------------------------------------------------------------------------------------


def _trial(name: str, **facts: object) -> Trial:
    return Trial.model_validate({"id": name, "says": "…", "ends": Ends.ACCEPTED} | facts)


@pytest.fixture(scope="module")
def item():
    loaded = load_file(ROOT / "services" / "shichang" / "getihu-sheli.yaml")
    assert not isinstance(loaded, tuple), "\n".join(map(str, loaded))
    return loaded


def test_each_trial_has_a_card_with_a_right_number_and_what_is_on_record_for_it(item, tmp_path):
    trials = (
        _trial("grown", applicant={"age": 30, "sex": "male", "home": "990305"}),
        _trial("told", facts={"has_shop": True, "kinds": ("a", "b")}),
        _trial("unknown", ends=Ends.NOTHING_FOUND),
    )
    plays = plays_of([item.model_copy(update={"trials": trials})], DAY)
    write_residents(tmp_path / "residents.yaml", plays, DEMO_RESIDENTS)
    write_registers(tmp_path / "registers.yaml", plays, DEMO_RESIDENTS.with_name("registers.yaml"))
    people = yaml.safe_load((tmp_path / "residents.yaml").read_text(encoding="utf-8"))["residents"]
    book = yaml.safe_load((tmp_path / "registers.yaml").read_text(encoding="utf-8"))
    man = people["getihu-sheli.grown"]
    assert check_citizen_number(man["id_number"], today=DAY).fault is None
    assert man["id_number"].startswith("99030519960101")
    assert (man["birth"], man["sex"]) == ("19960101", "1")
    assert {"wang", "li"} <= people.keys()
    assert book["getihu-sheli.told"] == {"getihu-sheli": {"facts": {"has_shop": True, "kinds": ["a", "b"]}}}
    assert book["getihu-sheli.unknown"] == {"getihu-sheli": "nothing"}
    assert "getihu-sheli.grown" not in book


def test_the_same_trial_with_the_line_down_is_the_same_person(item):
    plays = {play.id: play for play in plays_of([item], DAY)}
    assert plays["examples"].applicant == plays["examples" + OFFLINE].applicant
    assert plays["examples"].card == plays["examples" + OFFLINE].card
