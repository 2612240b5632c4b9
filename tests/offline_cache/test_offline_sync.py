"""The sync against a hub that goes wrong: nothing lost, nothing doubled, nobody held up."""

from __future__ import annotations

import uuid

import pytest
from offline_bench_of_cases import TERMINAL, Shelf, answer_to, utc_now, value
from offline_desk import Desk
from offline_flaky_hub import FlakyHub

from contract.case import Rating
from contract.codes import Grade
from offline_cache import Kind, Pace
from offline_cache.backoff import Backoff
from outcome import Failure, Ok


@pytest.fixture
def shelf(tmp_path, keys):
    shelf = Shelf(tmp_path / "cache", keys, utc_now)  # a postponed record waits for a clock that runs
    yield shelf
    shelf.close()


def test_backlog_drains_in_order_and_each_answer_is_heard(shelf, hub, desk):
    accepted = [shelf.accept() for _ in range(5)]
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 5)
    assert hub.effects == [str(one.key) for one in accepted]
    assert [answer.key for answer in desk.heard] == [one.key for one in accepted]
    assert desk.lines == [True]
    assert shelf.cache.waiting() == 0


def test_new_case_is_sent_without_waiting_for_the_next_probe(shelf, hub):
    desk = Desk(shelf, hub, Pace(Backoff(0.002, 0.02), probe_every=3600.0))
    desk.sync.start()
    desk.wait_for(lambda: desk.lines == [True])
    shelf.accept()
    desk.wait_for(lambda: len(desk.heard) == 1)
    desk.sync.stop()


@pytest.mark.parametrize("fault", ["drop_after", "hang", "half_body", "garbage"])
def test_lost_answer_is_asked_for_again_with_the_same_bytes_and_counts_once(shelf, hub, desk, fault):
    hub.orders.append(fault)
    accepted = shelf.accept()
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 1)
    assert hub.effects == [str(accepted.key)]
    assert hub.arrivals[str(accepted.key)] == 2
    assert len(hub.bodies[str(accepted.key)]) == 1


def test_refused_head_of_the_line_goes_aside_and_the_rest_arrives(shelf, hub, desk):
    poison, good = shelf.accept(), shelf.accept()
    hub.poison.add(str(poison.key))
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 1)
    (aside,) = value(shelf.cache.for_staff.aside().result(10))
    assert (aside.key, aside.code, aside.action) == (poison.key, "item_unknown", "engineer")
    assert hub.effects == [str(good.key)]


def test_case_set_aside_is_told_whether_refused_or_unreadable_and_a_note_is_not(shelf, hub):
    unreadable, poison, _ = [shelf.accept() for _ in range(3)]
    rating = uuid.uuid4()
    value(shelf.cache.put_note(Kind.RATING, rating, b"{}").result(10))
    damage = lambda db: Ok(  # noqa: E731
        db.execute(
            "UPDATE outbox SET payload=zeroblob(99) WHERE key IN (?,?)", (unreadable.key.bytes, rating.bytes)
        )
    )
    value(shelf.cache._inside.writer.submit("damaging", damage).result(10))
    hub.poison.add(str(poison.key))
    desk = Desk(shelf, hub)
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 1)
    assert hub.wait_for(lambda: any(path.endswith("/alive") for _, path, _, _ in hub.requests))
    desk.sync.stop()
    assert desk.aside == [(unreadable.key, "unreadable"), (poison.key, "item_unknown")]
    assert shelf.cache.aside_count() == 3


def test_record_the_hub_always_stumbles_over_holds_nobody_up(shelf, hub, desk):
    stone, *others = [shelf.accept() for _ in range(4)]
    hub.stumbles_on.add(str(stone.key))
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 3)
    assert hub.effects == [str(one.key) for one in others]
    assert shelf.cache.waiting() == 1
    hub.stumbles_on.clear()
    desk.sync.wake()
    desk.wait_for(lambda: len(desk.heard) == 4)


def test_line_goes_down_and_comes_back(shelf, hub, desk):
    shelf.accept()
    hub.orders.extend(["drop_before"] * 3)
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 1)
    assert desk.lines == [False, True]


def test_hub_that_stumbles_is_not_a_line_that_is_down(shelf, hub, desk):
    shelf.accept()
    hub.orders.extend(["", "error_500", "garbage", "gateway_page"])
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 1)
    shelf.accept()
    desk.wait_for(lambda: len(desk.heard) == 2)
    assert desk.lines == [True]


def test_bug_in_a_listener_does_not_end_the_sync(shelf, hub):
    desk = Desk(shelf, hub)
    told = iter([ValueError("bug")])

    def listener(answer):
        for bug in told:
            raise bug
        desk._answer(answer)

    desk.sync._on_answer = listener
    first, second = shelf.accept(), shelf.accept()
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 1)
    desk.sync.stop()
    assert desk.heard[0].key == second.key
    assert [kept.key for kept in value(shelf.cache.for_sync.unreported().result(10))] == [first.key]


def test_ratings_travel_too(shelf, hub, desk):
    rating = Rating(
        key=uuid.uuid4(), terminal_id=TERMINAL, case_number=None, grade=Grade.SATISFIED, rated_at=utc_now()
    )
    value(shelf.cache.put_note(Kind.RATING, rating.key, rating.model_dump_json().encode()).result(10))
    desk.sync.start()
    assert hub.wait_for(lambda: any(path.endswith("/ratings") for _, path, _, _ in hub.requests))
    desk.sync.stop()
    assert shelf.cache.waiting(Kind.RATING) == 0


def test_answer_kept_before_a_power_cut_is_told_after_it(shelf, hub):
    shelf.accept()
    record = shelf.next()
    answer = answer_to(record.body, durable=1)
    value(shelf.cache.for_sync.mark_answered(record.key, answer).result(10))
    shelf.close()
    desk = Desk(shelf, hub)
    desk.sync.start()
    desk.wait_for(lambda: desk.heard == [answer])
    desk.sync.stop()
    assert value(shelf.cache.for_sync.unreported().result(10)) == ()


def test_drained_store_keeps_no_ciphertext(shelf, hub, desk):
    shelf.accept()
    work = lambda db: Ok(db.execute("SELECT payload FROM outbox").fetchone()[0])  # noqa: E731
    sealed = value(shelf.cache._inside.writer.submit("looking", work).result(10))
    assert sealed in shelf.bytes_on_disk()
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 1)
    assert hub.wait_for(lambda: any(path.endswith("/alive") for _, path, _, _ in hub.requests))
    desk.sync.stop()
    assert sealed not in shelf.bytes_on_disk()


def test_every_fault_at_random_nothing_lost_nothing_doubled(shelf):
    hub = FlakyHub(seed=7, fault_rate=0.4)
    desk = Desk(shelf, hub)
    desk.sync.start()
    accepted = []
    for wave in range(1, 21):  # waves, as a whole backlog would meet the die only a few times
        accepted += [shelf.accept() for _ in range(3)]
        desk.wait_for(lambda wave=wave: len({answer.key for answer in desk.heard}) == 3 * wave, 30)
    desk.sync.stop()
    hub.close()
    assert sorted(hub.effects) == sorted(str(one.key) for one in accepted)
    assert sorted(hub.sequences) == list(range(1, 61))
    assert all(len(bodies) == 1 for bodies in hub.bodies.values())
    assert hub.faults_done.total() - hub.faults_done[""] >= 10, "the die did its work"
    assert max(hub.arrivals.values()) > 1, "at least one answer was lost and asked for again"


def test_control_a_hub_without_keys_doubles_so_the_test_above_can_fail(shelf):
    hub = FlakyHub(honours_keys=False)
    hub.orders.extend(["drop_after", ""])
    desk = Desk(shelf, hub)
    shelf.accept()
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 1)
    desk.sync.stop()
    hub.close()
    assert len(hub.effects) == 2


def test_back_off_has_full_jitter_and_a_bound():
    highest = Backoff(first=1.0, longest=60.0, uniform=lambda _, high: high)
    assert [highest.delay(n) for n in (-1, 0, 1, 5, 6, 10_000)] == [1, 1, 2, 32, 60, 60]
    assert Backoff(uniform=lambda low, _: low).delay(9) == 0.0


def test_stop_before_start_and_store_closed_under_a_running_sync(tmp_path, keys, hub):
    shelf = Shelf(tmp_path / "other", keys, utc_now)
    idle = Desk(shelf, hub)
    idle.sync.stop()
    desk = Desk(shelf, hub)
    desk.sync.start()
    shelf.close()
    assert isinstance(desk.sync._cache.for_sync.tidy().result(1), Failure)
    desk.sync.stop()
    assert not desk.sync._thread.is_alive()
