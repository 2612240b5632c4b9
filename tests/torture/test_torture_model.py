"""Random stories of a terminal and its hub against a model of ten lines: what residents hold, and what is lost for good."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from torture_disk import held
from torture_inner_line import InnerHub
from torture_lives import START
from torture_residents import TERMINAL, draft
from torture_scale import torture
from torture_search import spilled

from contract.fleet import Heartbeat
from offline_cache import FileKeyHome, HubLink, OfflineCache, Sync
from offline_cache.records import State
from outcome import Action, Ok

TINY = {"low_water": 1 << 16, "ballast": 1 << 16}


def value(outcome):
    assert isinstance(outcome, Ok), outcome
    return outcome.value


class Story(RuleBasedStateMachine):
    """The model is `numbers`, `ours` and `gone`; all else is the real thing."""

    template: Path

    @initialize()
    def begin(self) -> None:
        self.room = Path(tempfile.mkdtemp(dir=self.template.parent))
        shutil.copytree(self.template, self.room / "now")
        self.numbers: dict[str, str] = {}
        """By token: what stands on the resident's receipt."""
        self.ours: dict[str, object] = {}
        """By token: the drafts that this terminal's disk knows of."""
        self.gone: set[str] = set()
        """Tokens that a restored disk or a restored hub took with it."""
        self.kept: dict[str, object] | None = None
        self.now = START
        self.store = self.room / "now" / "cache"
        self.hub = InnerHub(self.room / "now" / "hub")
        self.open()

    def open(self) -> None:
        keys = value(FileKeyHome.open(self.room / "now" / "keys"))
        self.cache = value(OfflineCache.open(self.store, TERMINAL, keys, now=lambda: self.now, **TINY))
        assert not self.cache.safe_mode
        self.link = HubLink("http://hub", TERMINAL, keys, session=self.hub.session)
        self.sync = Sync(self.cache, self.link, on_answer=lambda _: None, on_line=lambda _: None)

    @rule(days=st.sampled_from((0, 0, 0, 1, -1, 3652, -3652)))
    def accept(self, days: int) -> None:
        self.now += (
            timedelta(days=days) if 1980 < (self.now + timedelta(days=days)).year < 2090 else timedelta()
        )
        token = f"action {len(self.numbers)}"
        self.ours[token] = draft(self.now, token)
        self.numbers[token] = value(self.cache.accept(self.ours[token]).result()).case_number

    @precondition(lambda self: self.ours)
    @rule(choice=st.randoms(use_true_random=False))
    def touch_again(self, choice) -> None:
        token = choice.choice(sorted(self.ours))
        again = value(self.cache.accept(self.ours[token]).result())
        assert again.case_number == self.numbers[token]

    @rule(line=st.sampled_from(("up", "up", "up", "deaf", "down")))
    def exchange(self, line: str) -> None:
        self.hub.line = line
        self.sync.wake()
        self.sync._round()

    @rule(line=st.sampled_from(("up", "up", "deaf")))
    def heartbeat(self, line: str) -> None:
        self.hub.line = line
        beat = Heartbeat(
            terminal_id=TERMINAL, sent_at=self.now, version="1", page="home", waiting_cases=0, devices=()
        )
        answered = self.link.heartbeat(beat)
        if isinstance(answered, Ok):
            value(self.cache.for_sync.hub_is_durable(answered.value.durable_sequence).result())

    @rule()
    def refuse(self) -> None:
        record = value(self.cache.for_sync.next_to_send(force=True).result()).record
        if record is not None:
            value(self.cache.for_sync.mark_refused(record.key, "item_unknown", Action.ENGINEER).result())

    @rule()
    def put_back(self) -> None:
        for one in value(self.cache.for_staff.aside().result()):
            value(self.cache.for_staff.put_back(one.key).result())

    @rule()
    def tidy(self) -> None:
        value(self.cache.for_sync.tidy().result())

    @rule()
    def restart(self) -> None:
        self.cache.close()
        self.open()

    @rule()
    def kill(self) -> None:
        """What the files hold at this moment is what a killed process leaves."""
        left = self.room / "left"
        shutil.copytree(self.store, left)
        self.cache.close()
        shutil.rmtree(self.store)
        left.rename(self.store)
        self.open()

    @rule()
    def back_up(self) -> None:
        self.cache.close()
        shutil.rmtree(self.room / "backup", ignore_errors=True)
        shutil.copytree(self.store, self.room / "backup")
        self.kept = dict(self.ours)
        self.open()

    @precondition(lambda self: self.kept is not None)
    @rule()
    def restore(self) -> None:
        self.cache.close()
        there = {one.token for one in self.hub.booked()}
        self.gone |= set(self.ours) - set(self.kept) - there
        self.ours = dict(self.kept)
        shutil.rmtree(self.store)
        shutil.copytree(self.room / "backup", self.store)
        self.open()

    @rule()
    def back_up_hub(self) -> None:
        self.hub.close()
        shutil.rmtree(self.room / "hub backup", ignore_errors=True)
        shutil.copytree(self.hub.folder, self.room / "hub backup")
        self.hub.open()

    @precondition(lambda self: (self.room / "hub backup").exists())
    @rule()
    def restore_hub(self) -> None:
        """Cases whose payload was erased, because the hub had called them durable, are nowhere any more."""
        before = {one.token for one in self.hub.booked()}
        self.hub.restore(self.room / "hub backup")
        lost = before - {one.token for one in self.hub.booked()}
        rows = held(self.store, self.room / "scratch")
        here = {str(one.key) for token, one in self.ours.items()}
        for token in lost:
            key = str(self.ours[token].key) if token in self.ours else ""
            if key not in here or rows[key].state == State.ERASED:
                self.gone.add(token)

    def teardown(self) -> None:
        if not hasattr(self, "cache"):
            return
        self.put_back()
        for _ in range(2):
            for _ in range(len(self.numbers) + 5):
                self.exchange("up")
            self.heartbeat("up")
            self.heartbeat("up")
        for _ in range(len(self.numbers) + 5):
            self.exchange("up")
        times = Counter(one.token for one in self.hub.booked())
        receipts = {one.token: one.number for one in self.hub.booked()}
        whole = self.cache.for_staff.check_file().result()
        trail = self.cache.for_staff.verify_audit()
        aside = value(self.cache.for_staff.aside().result())
        self.cache.close()
        self.hub.close()
        assert (whole, trail, aside) == (Ok(None), Ok(None), ())
        assert spilled(self.room) == []
        shutil.rmtree(self.room)
        assert len(set(self.numbers.values())) == len(self.numbers), "two receipts with one number"
        assert all(count == 1 for count in times.values()), times
        assert set(self.numbers) - self.gone <= set(times), "a case is lost"
        assert {token: self.numbers[token] for token in receipts} == receipts


@pytest.fixture
def template(tmp_path, empty_hub):
    """A hub that knows the terminal, made once: each story begins with a copy."""
    folder = tmp_path / "template"
    shutil.copytree(empty_hub, folder / "hub")
    hub = InnerHub(folder / "hub")
    hub.enrol(value(FileKeyHome.open(folder / "keys")).public_key())
    hub.close()
    return folder


@pytest.mark.parametrize("stories", [6, torture(500)])
def test_stories(template, stories, torture_figures):
    class Here(Story):
        pass

    Here.template = template
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=stories,
            stateful_step_count=20 if stories < 50 else 40,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    torture_figures.add("stories", faults=stories)


def told(template, *steps):
    """One story, step by step."""

    class Here(Story):
        pass

    Here.template = template
    story = Here()
    story.begin()
    for step, *arguments in steps:
        getattr(story, step)(*arguments)
    return story


GAP_LOST = (("accept", 0), ("refuse",), ("accept", 0), ("back_up_hub",), ("exchange", "up"), ("restore_hub",))
"""The second case is at the hub, and not yet durable, when the hub is put back to before it."""


def test_a_restored_hub_gets_again_what_it_had_not_called_durable(template):
    told(template, *GAP_LOST).teardown()


def test_control_without_heartbeats_nobody_finds_out(template):
    story = told(template, *GAP_LOST)
    story.heartbeat = lambda line: None  # none of them reaches the hub
    with pytest.raises(AssertionError, match="lost"):
        story.teardown()
