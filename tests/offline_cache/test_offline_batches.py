"""A backlog goes in batches, what is pressing goes first, and no case stands in another's way."""

from __future__ import annotations

import json
import uuid

import pytest
from offline_bench_of_cases import Shelf, answer_to, utc_now, value
from offline_desk import BRISK, Desk
from offline_flaky_hub import FlakyHub

from contract import wire
from contract.batch import MOST_BYTES, BatchAnswer, CaseTaken, Taken
from offline_cache import Kind
from offline_cache.batches import BatchSize, sort_out
from offline_cache.records import Kind as RecordKind
from offline_cache.records import Pending, Settled
from outcome import Failure, Ok


@pytest.fixture
def shelf(tmp_path, keys):
    shelf = Shelf(tmp_path / "cache", keys, utc_now)  # a postponed record waits for a clock that runs
    yield shelf
    shelf.close()


def paths(hub) -> list[str]:
    return [path for command, path, _, _ in hub.requests if command == "POST"]


def test_backlog_of_two_hundred_help_first_then_cases_then_ratings(shelf, hub, desk):
    rating = uuid.uuid4()
    value(shelf.cache.put_note(Kind.RATING, rating, b'{"rating": 1}').result(10))
    accepted = [shelf.accept() for _ in range(200)]
    call = uuid.uuid4()
    value(shelf.cache.put_note(Kind.HELP, call, json.dumps({"key": str(call)}).encode()).result(10))
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 200, 60)
    assert hub.wait_for(lambda: wire.RATINGS in paths(hub))
    desk.sync.stop()
    assert paths(hub) == [wire.HELP, *[wire.CASE_BATCH] * 4, wire.RATINGS]
    assert hub.batches == [50, 50, 50, 50]
    assert hub.effects == [str(one.key) for one in accepted]
    assert [answer.key for answer in desk.heard] == [one.key for one in accepted]
    assert shelf.cache.waiting() == shelf.cache.waiting(Kind.HELP) == shelf.cache.waiting(Kind.RATING) == 0


def test_single_fresh_case_goes_alone(shelf, hub, desk):
    shelf.accept()
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 1)
    assert paths(hub) == [wire.CASES]


def test_bytes_of_a_batch_are_those_that_were_signed(shelf, hub, desk):
    accepted = [shelf.accept() for _ in range(3)]
    up = value(shelf.cache.for_sync.next_to_send(most=3).result(10))
    bodies = [one.body for one in (up.record, *up.more)]
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 3)
    assert [hub.bodies[str(one.key)] for one in accepted] == [{body} for body in bodies]


@pytest.mark.parametrize("falls_over", [True, False])
def test_one_case_over_which_the_hub_stumbles_delays_no_other_of_its_batch(shelf, hub, desk, falls_over):
    hub.falls_over = falls_over
    accepted = [shelf.accept() for _ in range(20)]
    stone = accepted[7]
    hub.stumbles_on.add(str(stone.key))
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 19)
    assert hub.effects.count(str(stone.key)) == 0
    assert len(hub.effects) == len(set(hub.effects)) == 19
    assert shelf.cache.waiting() == 1
    hub.stumbles_on.clear()
    desk.sync.wake()
    desk.wait_for(lambda: len(desk.heard) == 20)


def test_refused_case_goes_aside_and_the_others_of_its_batch_arrive(shelf, hub, desk):
    accepted = [shelf.accept() for _ in range(5)]
    hub.poison.add(str(accepted[0].key))
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 4)
    desk.sync.stop()
    assert desk.aside == [(accepted[0].key, "item_unknown")]
    assert hub.batches == [5]


@pytest.mark.parametrize("fault", ["drop_after", "hang", "half_body", "garbage", "error_500", "gateway_page"])
def test_batch_whose_answer_was_lost_is_asked_for_again_and_counts_once(shelf, hub, desk, fault):
    hub.orders.append(fault)
    accepted = [shelf.accept() for _ in range(6)]
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 6)
    assert sorted(hub.effects) == sorted(str(one.key) for one in accepted)
    assert all(len(bodies) == 1 for bodies in hub.bodies.values())


def test_control_a_hub_without_keys_doubles_a_batch(shelf):
    hub = FlakyHub(honours_keys=False)
    hub.orders.append("drop_after")
    desk = Desk(shelf, hub, BRISK)
    for _ in range(4):
        shelf.accept()
    desk.sync.start()
    desk.wait_for(lambda: len(desk.heard) == 4)
    desk.sync.stop()
    hub.close()
    assert len(hub.effects) > 4


def test_all_answers_of_a_batch_are_kept_or_none(shelf):
    first, second = shelf.accept(), shelf.accept()
    up = value(shelf.cache.for_sync.next_to_send(most=2).result(10))
    answers = [answer_to(record.body) for record in (up.record, *up.more)]

    def breaks(db):
        db.execute(
            f"CREATE TEMP TRIGGER broken BEFORE INSERT ON main.answer WHEN NEW.key = x'{second.key.hex}'"
            " BEGIN SELECT RAISE(FAIL, 'of the test'); END"
        )
        return Ok(None)

    value(shelf.cache._inside.writer.submit("breaking", breaks).result(10))
    batch = tuple(Settled(answer.key, answer) for answer in answers)
    try:
        kept = shelf.cache.for_sync.settle(batch).result(10)
    except Exception:  # noqa: BLE001 -- a constraint of the test's own is no trouble that is expected
        kept = None
    assert not isinstance(kept, Ok)
    assert value(shelf.cache.for_sync.unreported().result(10)) == ()
    assert shelf.cache.waiting() == 2
    mend = lambda db: Ok(db.execute("DROP TRIGGER IF EXISTS temp.broken"))  # noqa: E731
    value(shelf.cache._inside.writer.submit("mending", mend).result(10))
    value(shelf.cache.for_sync.settle(batch).result(10))
    assert {one.key for one in value(shelf.cache.for_sync.unreported().result(10))} == {first.key, second.key}


def test_batch_is_bounded_in_bytes_and_a_case_that_was_tried_goes_alone(shelf):
    big = bytes(300_000)
    accepted = [shelf.accept(signature_png=big) for _ in range(4)]
    up = value(shelf.cache.for_sync.next_to_send(most=50).result(10))
    together = (up.record, *up.more)
    assert 1 < len(together) < 4
    assert sum(len(record.body) for record in together) <= MOST_BYTES
    value(shelf.cache.for_sync.postpone(accepted[0].key, 0.0).result(10))
    up = value(shelf.cache.for_sync.next_to_send(most=50).result(10))
    assert (up.record.key, up.more) == (accepted[0].key, ())


def test_size_halves_to_one_and_grows_again():
    size = BatchSize()
    for _ in range(9):
        size.went_wrong()
    assert size.most == 1
    for _ in range(9):
        size.went_well()
    assert size.most == 50


def test_answer_in_anothers_place_is_garbage():
    def record() -> Pending:
        return Pending(uuid.uuid4(), RecordKind.CASE, 0, b"")

    def answer(of: Pending) -> CaseTaken:
        made = {
            "key": str(of.key),
            "case_number": "",
            "state": "done",
            "office_number": "",
            "durable_sequence": 0,
        }
        return CaseTaken.model_validate_json(json.dumps({"result": "answered", "answer": made}))

    one, two = record(), record()
    swapped = sort_out((one, two), BatchAnswer(cases=(answer(two), answer(one))))
    assert isinstance(swapped, Failure)
    assert swapped.code == "garbage"
    bare = sort_out((one,), BatchAnswer(cases=(CaseTaken(result=Taken.ANSWERED),)))
    assert isinstance(bare, Failure)
    idle = sort_out((one,), BatchAnswer(cases=(CaseTaken(result=Taken.NOT_LOOKED_AT),)))
    assert isinstance(idle, Failure)
    assert idle.code == "hub_error"
