"""The calendar may jump as it likes: by the counter of the machine the hub's time stays known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from offline_bench_of_cases import Shelf, draft, value

from contract.case import CaseSubmission
from contract.clock import Moment, read
from offline_cache import Kind
from offline_cache.clock import HubTime, boot_of_machine, since_boot_s

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


class Counter:
    def __init__(self, at: float = 1000.0) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at


def test_offset_is_that_of_the_middle_of_the_exchange():
    counter = Counter()
    hub_time = HubTime("0badcafe", counter)
    assert (hub_time.token(), hub_time.now()) == ("0badcafe.1000000.", None)
    asked = hub_time.ask()
    counter.at += 4.0
    hub_time.learn(NOON, asked)
    assert hub_time.now() == NOON + timedelta(seconds=2)
    counter.at += 60.0
    moment = read(hub_time.token())
    assert moment is not None
    assert moment.time() == NOON + timedelta(seconds=62)


def test_what_took_too_long_teaches_nothing():
    counter = Counter()
    hub_time = HubTime("0badcafe", counter)
    asked = hub_time.ask()
    counter.at += 11.0
    hub_time.learn(NOON, asked)
    assert hub_time.now() is None


@given(some.integers(0, 10**13 - 1), some.none() | some.integers(0, 10**14 - 1))
def test_token_reads_as_it_was_written(monotonic, offset):
    moment = Moment("00c0ffee", monotonic, offset)
    assert read(str(moment)) == moment
    moment.time()


@pytest.mark.parametrize(
    "odd", ["", "0badcafe", "0badcafe.1", "0BADCAFE.1.1", "0badcafe.-1.2", "0badcafe.1.2 "]
)
def test_no_token(odd):
    assert read(odd) is None


def test_machine_has_a_boot_and_a_counter():
    assert len(boot_of_machine()) == 8
    assert 0 < since_boot_s() <= since_boot_s()


@pytest.mark.parametrize("jump", [timedelta(days=-20_000), timedelta(days=400), timedelta(seconds=-1)])
def test_case_taken_in_under_a_wrong_calendar_carries_the_true_time(shelf: Shelf, clock, jump):
    counter = Counter()
    shelf.cache._inside.ledger.hub_time = HubTime("0badcafe", counter)
    shelf.cache.hub_time.learn(NOON, shelf.cache.hub_time.ask())
    clock.at += jump
    counter.at += 30.0
    shelf.accept()
    sent = CaseSubmission.model_validate_json(shelf.next().body)
    moment = read(sent.clock)
    assert moment is not None
    assert moment.time() == NOON + timedelta(seconds=30)
    assert sent.accepted_at == clock.at
    kept = value(
        shelf.cache._inside.writer.submit(
            "looking", lambda db: value_of(db.execute("SELECT clock FROM outbox"))
        ).result(10)
    )
    assert kept == sent.clock


def test_second_touch_later_gives_the_same_number(shelf: Shelf):
    counter = Counter()
    shelf.cache._inside.ledger.hub_time = HubTime("0badcafe", counter)
    once = draft()
    first = value(shelf.cache.accept(once).result(10))
    counter.at += 2.0
    assert value(shelf.cache.accept(once).result(10)).case_number == first.case_number
    other = draft(key=once.key, answers={"phone": "10000000009"})
    refused = shelf.cache.accept(other).result(10)
    assert refused.code == "key_reused"


def test_notes_are_dated_too(shelf: Shelf):
    value(shelf.cache.put_note(Kind.RATING, draft().key, b"{}").result(10))
    found = value(
        shelf.cache._inside.writer.submit(
            "looking", lambda db: value_of(db.execute("SELECT clock FROM outbox"))
        ).result(10)
    )
    assert read(found) is not None


def value_of(cursor):
    from outcome import Ok

    return Ok(cursor.fetchone()[0])


def test_a_machine_that_hides_its_boot_id_still_opens_its_store(monkeypatch, tmp_path):
    boot_of_machine.cache_clear()
    monkeypatch.setattr("offline_cache.clock.BOOT_ID", tmp_path / "hidden")
    try:
        drawn = boot_of_machine()
        assert len(bytes.fromhex(drawn)) == 4
        assert boot_of_machine() == drawn, "one run, one boot"
    finally:
        boot_of_machine.cache_clear()
