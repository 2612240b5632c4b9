"""A wrong clock, corrected in either direction, parks nothing and reorders nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from offline_bench_of_cases import answer_to, value


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-3), timedelta(days=-9000)])
def test_clock_jump_parks_nothing(shelf, clock, jump):
    first, second = shelf.accept(), shelf.accept()
    clock.at += jump
    value(shelf.cache.for_sync.postpone(first.key, 30.0).result(10))
    assert shelf.next().key == second.key
    clock.at -= jump
    assert shelf.next().key == first.key, "scheduled by a wrong clock: due now"
    value(shelf.cache.for_sync.postpone(first.key, 1e9).result(10))
    assert value(shelf.cache.for_sync.next_to_send().result(10)).record.key == second.key
    clock.move(seconds=61)
    assert shelf.next().key == first.key, "never further away than the longest back-off"


def test_order_is_of_acceptance_whatever_the_clock_says(shelf, clock):
    keys = []
    for days in (0, -3, 400, -800):
        clock.move(days=days)
        keys.append(shelf.accept().key)
    found = []
    while (record := shelf.next()) is not None:
        found.append(record.key)
        value(shelf.cache.for_sync.mark_answered(record.key, answer_to(record.body)).result(10))
    assert found == keys
