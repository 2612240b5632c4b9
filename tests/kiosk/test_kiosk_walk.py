"""Every item of the shelf is played to its end, each trial of its file and its examples, online and with the line down;
and a walk tells what does not go as a file says.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from product_items import KEPT

from catalogue.trial_end import EXAMPLES
from contract.civil_time import CIVIL
from kiosk.cli import main
from kiosk.config import ROOT, load
from kiosk.item_files import items_of
from kiosk.walk.plays import GUIDE, OFFLINE, plays_of
from kiosk.walk.rig import Rig
from kiosk.walk.shelf_walk import walk_item
from kiosk.walk.walker import Walker
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Iterator

LICENCE = "getihu-sheli"


def _config():
    loaded = load(ROOT / "config.toml")
    assert isinstance(loaded, Ok)
    return loaded.value


def _shelf():
    loaded = items_of(_config(), KEPT)
    assert isinstance(loaded, Ok), loaded
    return loaded.value


SHELF = _shelf()
PLAYS = plays_of(SHELF.items.values(), datetime.now(CIVIL).date())
BY_ITEM = {name: tuple(plays) for name, plays in groupby(PLAYS, key=lambda play: play.item.id)}


@pytest.fixture(scope="session")
def walk_rig() -> Iterator[Rig]:
    opened = Rig.open(_config(), SHELF, PLAYS)
    assert isinstance(opened, Ok), opened
    yield opened.value
    opened.value.close()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("item", BY_ITEM)
def test_an_item_goes_as_its_file_says(walk_rig, item):
    missing = [why for name, why in walk_rig.missing.items() if name in SHELF.items[item].needs.devices]
    if missing:
        pytest.skip(missing[0])
    walked = walk_item(walk_rig, BY_ITEM[item])
    assert walked.finished, "\n".join(walked.lines())
    assert [one.id for one in walked.plays] == [play.id for play in BY_ITEM[item]]


# --- what a walk tells -----------------------------------------------------------------------------


def of_licence(name):
    return next(play for play in BY_ITEM[LICENCE] if play.id == name)


def test_another_end_than_the_file_promises_is_told_with_the_page_and_what_was_seen(walk_rig):
    play = of_licence("too_young")
    played = Walker(walk_rig, replace(play, ends=of_licence(EXAMPLES).ends, fails=frozenset())).walk()
    assert not played.as_promised
    assert (played.stop.page, played.stop.expected) == ("not_eligible", "approved")
    assert "满16周岁后再来" in played.stop.seen
    assert walk_rig.idle


def test_another_rule_than_the_file_names_is_told(walk_rig):
    played = Walker(walk_rig, replace(of_licence("too_young"), fails=frozenset({"another"}))).walk()
    assert played.ends == "not_eligible"
    assert played.stop.expected == "fails: another"
    assert played.stop.seen.startswith("fails: old_enough")


def test_an_answer_that_nobody_can_give_is_told_and_the_next_resident_is_served(walk_rig):
    play = of_licence(EXAMPLES)
    played = Walker(walk_rig, replace(play, answers=play.answers | {"composition": "cooperative"})).walk()
    assert played.ends == ""
    assert played.stop.page == "form"
    assert "composition:cooperative cannot be touched" in played.stop.seen
    assert walk_rig.idle
    assert Walker(walk_rig, of_licence("too_young")).walk().as_promised


def test_a_walk_that_never_ends_is_ended(walk_rig):
    played = Walker(walk_rig, of_licence(EXAMPLES), most_steps=5).walk()
    assert "more than 5 pages" in played.stop.seen
    assert played.steps == 5
    assert walk_rig.idle


# --- what is played --------------------------------------------------------------------------------


def test_every_trial_and_the_examples_are_played_and_the_line_is_cut_where_the_item_bears_it():
    for name, plays in BY_ITEM.items():
        item, ids = SHELF.items[name], [play.id for play in plays]
        if not item.complete:
            assert ids == [GUIDE]
            continue
        online = [EXAMPLES, *(trial.id for trial in item.trials)]
        assert [one for one in ids if not one.endswith(OFFLINE)] == online
        cut = {play.id.removesuffix(OFFLINE) for play in plays if play.offline}
        assert cut == (set(online) if item.needs.network == "later" else set()), name


def test_no_two_trials_share_a_person():
    people = [
        play.applicant for play in PLAYS if play.applicant is not None and not play.id.endswith(OFFLINE)
    ]
    assert len({one.id_number for one in people}) == len(people)


# --- the command -----------------------------------------------------------------------------------


def test_the_command_tells_programs_what_was_played():
    guided = next(name for name, item in SHELF.items.items() if not item.complete)
    done = CliRunner().invoke(main, ["items", "walk", guided, "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    (item,) = told["items"]
    assert set(item) >= {"id", "name", "complete", "finished", "steps", "seconds", "needs", "trials"}
    assert item["finished"]
    (trial,) = item["trials"]
    assert set(trial) >= {"id", "ends", "as_promised", "steps", "seconds", "fails"}
    assert (told["finished"], told["not_as_promised"]) == (1, 0)


def test_an_item_or_trial_that_is_not_there_is_told_before_anything_starts():
    asked = (
        (["nothing-such"], "nothing-such"),
        (["getihu-shelli"], f"there are: {LICENCE}"),
        ([LICENCE, "--trial", "never"], "there are: "),
    )
    for arguments, word in asked:
        done = CliRunner().invoke(main, ["items", "walk", *arguments])
        assert done.exit_code == 2
        assert word in done.output
