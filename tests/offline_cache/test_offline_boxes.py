"""A code opens one box, once: over restarts, with no line, whatever the hub says later."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offline_boxes import NOON, SALT, code, duties, duty

from contract.delivery import BoxEvent
from offline_cache import boxes
from offline_cache.boxes import Allowed, Purpose, Refused
from offline_cache.schema import bring_up
from offline_cache.wrong_codes import TRIES
from outcome import Failure, Ok

OTHER = b"?" * 32
ENDS = ("open", "stuck", "silent")


@pytest.fixture
def db():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    assert bring_up(connection) == Ok(None)
    yield connection
    connection.close()


def tried(db, verifier, at=NOON):
    outcome = boxes.try_code(db, verifier, at)
    assert isinstance(outcome, Ok)
    return outcome.value


def lies_in(db, number=1, box=3, at=NOON):
    """Put in by staff."""
    boxes.keep(db, duties(duty(number)), NOON)
    allowed = tried(db, code("put", number), at)
    assert isinstance(allowed, Allowed)
    assert boxes.choose(db, allowed.delivery, box) == Ok(None)
    boxes.put_in(db, allowed.delivery, at)
    return allowed.delivery


def events(db):
    return [(one.event, one.box) for one in boxes.reports(db, "QH0001")]


def test_what_was_put_in_is_picked_up_once(db):
    delivery = lies_in(db)
    allowed = tried(db, code("pick", 1))
    assert allowed == Allowed(
        delivery, Purpose.PICK_UP, 3, "QH0001-20261122-0001", "居住证", "Residence permit"
    )
    boxes.opened(db, delivery, Purpose.PICK_UP, NOON)
    assert tried(db, code("pick", 1)) == Refused("code_spent")
    assert tried(db, code("put", 1)) == Refused("code_spent")
    assert events(db) == [(BoxEvent.PUT_IN, 3), (BoxEvent.COLLECTED, 3)]
    assert boxes.salt(db) == SALT


def test_before_it_is_in_the_residents_code_opens_nothing(db):
    boxes.keep(db, duties(duty(1)), NOON)
    assert tried(db, code("pick", 1)) == Refused("not_there_yet")
    boxes.choose(db, tried(db, code("put", 1)).delivery, 3)
    assert tried(db, code("pick", 1)) == Refused("not_there_yet")


def test_what_staff_did_not_put_in_leaves_the_box_free_and_their_code_good(db):
    boxes.keep(db, duties(duty(1)), NOON)
    delivery = tried(db, code("put", 1)).delivery
    boxes.choose(db, delivery, 3)
    assert boxes.taken(db) == {3}
    boxes.not_put_in(db, delivery)
    assert boxes.taken(db) == frozenset()
    assert tried(db, code("put", 1)).box == 0
    assert events(db) == []


def test_staff_cut_off_by_the_power_find_the_same_box(db):
    boxes.keep(db, duties(duty(1)), NOON)
    boxes.choose(db, tried(db, code("put", 1)).delivery, 3)
    boxes.recover(db, NOON)
    assert tried(db, code("put", 1)).box == 3


def test_a_taken_box_is_given_to_nobody_else(db):
    lies_in(db, 1, box=3)
    boxes.keep(db, duties(duty(1), duty(2)), NOON)
    refused = boxes.choose(db, tried(db, code("put", 2)).delivery, 3)
    assert isinstance(refused, Failure)
    assert refused.code == "box_taken"


def test_a_door_that_stuck_leaves_the_code_good_and_is_told(db):
    delivery = lies_in(db)
    tried(db, code("pick", 1))
    boxes.not_opened(db, delivery, NOON, driven=True)
    assert isinstance(tried(db, code("pick", 1)), Allowed)
    assert events(db)[-1] == (BoxEvent.NOT_OPENED, 3)


@pytest.mark.parametrize("how", ["power", "board"])
def test_nobody_knows_whether_it_opened(db, how):
    delivery = lies_in(db)
    tried(db, code("pick", 1))
    if how == "power":
        boxes.recover(db, NOON)
    else:
        boxes.unsure(db, delivery, NOON)
    assert tried(db, code("pick", 1)) == Refused("box_in_doubt")
    assert events(db)[-1] == (BoxEvent.IN_DOUBT, 3)
    assert boxes.taken(db) == {3}
    boxes.keep(db, duties(duty(1, box=3, back=True)), NOON)
    assert tried(db, code("back", 1)).purpose is Purpose.TAKE_BACK


def test_a_doubt_stays_one_when_staff_do_not_get_the_box_open_either(db):
    delivery = lies_in(db)
    tried(db, code("pick", 1))
    boxes.recover(db, NOON)
    boxes.keep(db, duties(duty(1, box=3, back=True)), NOON)
    assert isinstance(tried(db, code("back", 1)), Allowed)
    boxes.not_opened(db, delivery, NOON, driven=True)
    boxes.keep(db, duties(duty(1, box=3)), NOON)
    assert tried(db, code("pick", 1)) == Refused("box_in_doubt")
    assert tried(db, code("back", 1)).box == 3, "a code to take back stays, whatever the hub forgot"
    boxes.opened(db, delivery, Purpose.TAKE_BACK, NOON)
    assert tried(db, code("back", 1)) == Refused("code_spent")


def test_after_its_days_it_goes_back_and_the_residents_code_is_void(db):
    delivery = lies_in(db)
    late = NOON + timedelta(days=7)
    assert tried(db, code("pick", 1), late) == Refused("code_expired")
    assert isinstance(tried(db, code("pick", 1), late - timedelta(seconds=1)), Allowed)
    boxes.not_opened(db, delivery, NOON, driven=False)
    boxes.keep(db, duties(duty(1, box=3, back=True)), NOON)
    assert tried(db, code("pick", 1)) == Refused("code_expired")
    assert tried(db, code("back", 1)).box == 3
    boxes.opened(db, delivery, Purpose.TAKE_BACK, NOON)
    assert tried(db, code("back", 1)) == Refused("code_spent")
    assert events(db)[-1] == (BoxEvent.TAKEN_BACK, 3)


def test_a_code_to_put_in_holds_for_its_day(db):
    boxes.keep(db, duties(duty(1, until=NOON)), NOON)
    assert tried(db, code("put", 1)) == Refused("code_expired")
    boxes.keep(db, duties(duty(1)), NOON)
    assert isinstance(tried(db, code("put", 1)), Allowed)


def test_a_store_that_was_lost_takes_what_lay_in_boxes_as_in_doubt(db):
    boxes.keep(db, duties(duty(1, box=3)), NOON)
    assert tried(db, code("pick", 1)) == Refused("box_in_doubt")
    assert boxes.taken(db) == {3}


def test_what_the_hub_forgot_still_lies_here_and_what_is_out_stays_spent(db):
    delivery = lies_in(db)
    boxes.keep(db, duties(), NOON)
    assert isinstance(tried(db, code("pick", 1)), Allowed)
    boxes.opened(db, delivery, Purpose.PICK_UP, NOON)
    for told in (duties(), duties(duty(1)), duties(duty(1, box=3))):
        boxes.keep(db, told, NOON + timedelta(days=300))
        assert tried(db, code("pick", 1)) == Refused("code_spent")
    boxes.keep(db, duties(), NOON + timedelta(days=500))
    assert tried(db, code("pick", 1)) == Refused("wrong_code")


def test_what_staff_never_put_in_is_forgotten_with_the_hub(db):
    boxes.keep(db, duties(duty(1)), NOON)
    boxes.keep(db, duties(), NOON)
    assert tried(db, code("put", 1)) == Refused("wrong_code")


def test_wrong_codes_shut_the_locker_longer_and_longer(db):
    lies_in(db)
    waits = []
    at = NOON
    for _ in range(5):
        for _ in range(TRIES - 1):
            assert tried(db, OTHER, at) == Refused("wrong_code")
        shut = tried(db, OTHER, at)
        assert shut.code == "code_locked"
        assert tried(db, code("pick", 1), at).code == "code_locked"
        waits.append(shut.wait_s // 60)
        at += timedelta(seconds=shut.wait_s)
    assert waits == [5, 10, 20, 40, 60]
    assert isinstance(tried(db, code("pick", 1), at), Allowed)
    assert events(db).count((BoxEvent.LOCKED, 0)) == 5


def test_a_clock_that_was_set_back_locks_nobody_out(db):
    lies_in(db)
    for _ in range(TRIES):
        tried(db, OTHER)
    assert isinstance(tried(db, code("pick", 1), NOON - timedelta(days=1)), Allowed)


def test_a_store_keeps_it_over_a_restart(shelf):
    side = shelf.cache.for_locker
    side.keep(duties(duty(1), duty(2))).result(10)
    delivery = side.try_code(code("put", 1)).result(10).value.delivery
    side.choose(delivery, 4).result(10)
    side.put_in(delivery).result(10)
    assert side.try_code(code("pick", 1)).result(10).value.box == 4
    shelf.close()
    side = shelf.cache.for_locker
    side.recover().result(10)
    assert side.try_code(code("pick", 1)).result(10).value == Refused("box_in_doubt")
    assert [one.event for one in side.reports().result(10).value] == [BoxEvent.PUT_IN, BoxEvent.IN_DOUBT]
    assert side.taken().result(10).value == {4}
    assert side.salt().result(10).value == SALT


class Street:
    """A locker and everybody who comes to it, and what must be true of every door that opens."""

    def __init__(self):
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        bring_up(self.db)
        self.at = NOON
        self.lain = {}
        self.opened_by = defaultdict(list)
        self.doubtful = set()

    def hub(self, numbers, back=False, box=0):
        boxes.keep(self.db, duties(*(duty(one, back=back, box=box) for one in set(numbers))), self.at)

    def power(self):
        boxes.recover(self.db, self.at)

    def heard(self):
        for one in boxes.reports(self.db, "QH0001"):
            boxes.reported(self.db, one.key)

    def days(self, days):
        self.at += timedelta(days=days)

    def put(self, number, end):
        allowed = self._allowed("put", number)
        if allowed is None:
            return
        taken = boxes.taken(self.db)
        box = allowed.box or next(one for one in range(1, 9) if one not in taken)
        assert boxes.choose(self.db, allowed.delivery, box) == Ok(None)
        if end == "open":
            boxes.put_in(self.db, allowed.delivery, self.at)
            self.lain[number] = box
        elif end == "stuck":
            boxes.not_put_in(self.db, allowed.delivery)

    def take(self, kind, number, end):
        allowed = self._allowed(kind, number)
        if allowed is None:
            return
        assert self.lain.get(number, allowed.box) == allowed.box, "another box than it was put into"
        assert not self.opened_by["pick", number] + self.opened_by["back", number], "it was open before"
        assert kind == "back" or number not in self.doubtful, "its door may have stood open"
        if end == "silent":
            self.doubtful.add(number)
        elif end == "open":
            self.opened_by[kind, number].append(allowed.box)
            boxes.opened(self.db, allowed.delivery, allowed.purpose, self.at)
        elif end == "stuck":
            boxes.not_opened(self.db, allowed.delivery, self.at, driven=True)

    def _allowed(self, kind, number):
        found = boxes.try_code(self.db, code(kind, number), self.at).value
        boxes.right_again(self.db)  # the lock is another test's
        return found if isinstance(found, Allowed) else None


NUMBERS = (1, 2)
COMES = (
    [("power",)]
    + [("put", n, "open") for n in NUMBERS]
    + [("take", "pick", n, end) for n in NUMBERS for end in ENDS]
)
RARE = [
    *(("put", n, end) for n in NUMBERS for end in ("stuck", "silent")),
    *(("take", "back", n, end) for n in NUMBERS for end in ENDS),
    *(("hub", told, back, box) for told in ([], [1], [1, 2]) for back in (True, False) for box in (0, 1)),
    ("heard",),
    ("days", 1),
    ("days", 8),
]
STEP = st.sampled_from(COMES * 12 + RARE)


@given(st.lists(STEP, min_size=10, max_size=60))
@settings(max_examples=100)
def test_no_code_opens_two_boxes_nor_any_box_again(steps):
    """Whatever the hub tells, whoever types what, and wherever the power goes."""
    street = Street()
    street.hub(NUMBERS)
    for name, *given_ in steps:
        getattr(street, name)(*given_)
    street.db.close()
