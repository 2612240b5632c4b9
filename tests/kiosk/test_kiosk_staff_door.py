"""The door to the maintenance pages: passes of the hub, PINs of the terminal, and how often one may be wrong."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as some

from contract.staff_pass import PREFIX, StaffPass, is_pass, read
from kiosk import closure_file
from kiosk.staff_door import FILE, TRIES, StaffDoor, hashed, is_hash
from outcome import Failure, Ok
from visit.held.upkeep import Back, Closure, Why

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HUB = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PIN = "204060"


class Clock:
    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def door(tmp_path, clock):
    return StaffDoor(
        tmp_path, "QH0001", {"K-01": hashed(PIN, bytes(16))}, HUB.public_key().public_bytes_raw, clock
    )


def code(*, terminal="QH0001", until=NOON + timedelta(minutes=30), mark=b"12345678", key=HUB):
    return StaffPass("K-07", terminal, until, mark).code(key.sign)


def refusal(outcome):
    assert isinstance(outcome, Failure)
    return outcome.code


def test_a_pass_of_the_hub_lets_its_holder_in_once(door):
    assert door.try_pass(code()) == Ok("K-07")
    assert refusal(door.try_pass(code())) == "used"
    assert door.try_pass(code(mark=b"87654321")) == Ok("K-07")


def test_a_used_pass_is_known_after_a_restart(door, tmp_path, clock):
    door.try_pass(code())
    again = StaffDoor(tmp_path, "QH0001", {}, HUB.public_key().public_bytes_raw, clock)
    assert refusal(again.try_pass(code())) == "used"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (code(key=OTHER), "wrong"),
        (code(terminal="QH0002"), "other_terminal"),
        (code(until=NOON - timedelta(seconds=1)), "expired"),
        (code()[:-4], "wrong"),
        (PREFIX, "wrong"),
    ],
)
def test_what_is_no_pass_for_here_and_now(door, text, why):
    assert refusal(door.try_pass(text)) == why


def test_a_pass_for_all_terminals(door):
    assert door.try_pass(code(terminal="")) == Ok("K-07")


def test_a_terminal_that_is_not_enrolled_takes_no_pass(tmp_path, clock):
    assert refusal(StaffDoor(tmp_path, "QH0001", {}, lambda: None, clock).try_pass(code())) == "no_key"


def test_the_pin_of_a_site_keeper(door):
    assert door.try_pin(PIN) == Ok("K-01")
    assert refusal(door.try_pin("204061")) == "wrong"


def test_without_a_pin_there_is_none_to_be_right(tmp_path, clock):
    assert refusal(StaffDoor(tmp_path, "QH0001", {}, lambda: None, clock).try_pin(PIN)) == "no_pin"


def test_wrong_tries_shut_the_door_and_a_restart_opens_it_no_sooner(door, tmp_path, clock):
    for _ in range(TRIES - 1):
        assert refusal(door.try_pin("000001")) == "wrong"
    shut = door.try_pin("000001")
    assert refusal(shut) == "locked"
    assert int(shut.detail) > 290
    again = StaffDoor(tmp_path, "QH0001", {"K-01": hashed(PIN, bytes(16))}, lambda: None, clock)
    assert refusal(again.try_pin(PIN)) == "locked", "also a right one"
    assert again.tries == TRIES
    clock.now += timedelta(minutes=5, seconds=1)
    assert again.try_pin(PIN) == Ok("K-01")
    assert again.tries == 0


def test_it_stays_shut_longer_each_time(door, clock):
    waits = []
    for _ in range(5):
        for _ in range(TRIES):
            shut = door.try_pin("000001")
        waits.append(int(shut.detail))
        clock.now += timedelta(seconds=waits[-1] + 1)
    assert waits == sorted(waits)
    assert waits[-1] <= 3601
    assert waits[0] < waits[1] < waits[2]


def test_a_damaged_file_opens_no_door(door, tmp_path):
    (tmp_path / FILE).write_text("{", encoding="utf-8")
    assert refusal(door.try_pin(PIN)) == "locked"


def test_used_marks_are_forgotten_when_they_would_not_be_taken_any_more(door, tmp_path, clock):
    door.try_pass(code())
    clock.now += timedelta(hours=1)
    door.try_pin(PIN)
    assert json.loads((tmp_path / FILE).read_text(encoding="utf-8"))["used"] == {}


def test_nothing_of_a_pin_is_in_its_hash():
    made = hashed(PIN, b"s" * 16)
    assert PIN not in made
    assert is_hash(made)
    assert made != hashed(PIN, b"t" * 16)
    assert not is_hash(PIN)
    assert not is_hash("scrypt:YQ==:YQ==")


@settings(max_examples=60, deadline=None)
@given(some.text(max_size=80))
def test_whatever_is_laid_before_the_reader_is_read_or_is_none(text):
    assert read(PREFIX + text) is None
    assert is_pass(f" {PREFIX}{text}")


def test_a_pass_is_read_as_it_was_made():
    signed = read(code())
    assert signed is not None
    assert signed.told == StaffPass("K-07", "QH0001", NOON + timedelta(minutes=30), b"12345678")
    assert signed.is_of(HUB.public_key().public_bytes_raw())
    assert not signed.is_of(OTHER.public_key().public_bytes_raw())


def test_out_of_service_is_kept_over_a_restart(tmp_path):
    assert closure_file.read(tmp_path) is None
    closure_file.write(tmp_path, Closure(Why.REPAIR, Back.TOMORROW))
    assert closure_file.read(tmp_path) == Closure(Why.REPAIR, Back.TOMORROW)
    closure_file.write(tmp_path, None)
    assert closure_file.read(tmp_path) is None
    (tmp_path / closure_file.NAME).write_text('{"why": "war"}', encoding="utf-8")
    assert closure_file.read(tmp_path) is None
