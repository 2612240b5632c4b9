"""A turn of the UI loop that takes too long is told with its place, once, and without a word of what was on the screen."""

from __future__ import annotations

import logging
import threading
import time

import pytest

from kiosk.slow_turns import DRAWING, SlowTurns, place_of

PATIENCE_S = 30.0


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def turns(clock):
    watch = SlowTurns(limit_s=0.002, log_every_s=600, clock=clock)
    watch.start()
    yield watch
    watch.stop()


def slow_callback(watch, name="王秀英"):
    """Busy until the watching thread has seen it."""
    end = time.monotonic() + PATIENCE_S
    while not watch._place and time.monotonic() < end:
        sum(range(500))
    return name


def slow_turn(watch, clock, seconds):
    watch.begins()
    slow_callback(watch)
    clock.now += seconds
    watch.over()


def test_a_slow_callback_is_told_with_its_name(turns, clock, caplog):
    with caplog.at_level(logging.WARNING):
        slow_turn(turns, clock, 0.25)
    assert len(caplog.messages) == 1
    said = caplog.messages[0]
    assert "250 ms in slow_callback:" in said
    assert " < slow_turn:" in said
    assert "王秀英" not in said
    assert turns.count == 1
    many, longest_ms, place = turns.worst
    assert (many, longest_ms) == (1, 250)
    assert place.startswith("slow_callback:"), "for the hub"
    assert "longest 250 ms in slow_callback:" in turns.summary


def slow_at(watch, clock, place):
    """What was seen of it is given: two looks at the same loop need not meet the same line."""
    watch.begins()
    watch._place = place
    clock.now += 0.03
    watch.over()


def test_a_place_is_written_down_once_and_counted_on(turns, clock, caplog):
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            slow_at(turns, clock, "draw:1")
        clock.now += 600
        slow_at(turns, clock, "draw:1")
    assert turns.count == 6
    assert len(caplog.messages) == 2
    assert caplog.messages[-1].endswith("in draw:1; 4 times since the last line")


def test_a_quick_turn_says_nothing(turns, clock, caplog):
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            turns.begins()
            clock.now += 0.001
            turns.over()
            clock.now += 60  # at rest
    assert not caplog.messages
    assert turns.count == 0
    assert not turns.summary


def test_rest_is_no_turn(turns, clock):
    turns.over()
    clock.now += 60
    turns.over()
    assert turns.count == 0


def test_what_is_not_of_this_program_is_drawing():
    assert place_of(None) == DRAWING


def test_nobody_watches_while_the_screen_is_still(turns):
    """Between two turns the second thread waits for the next one, without a time to wake up at."""
    turns.begins()
    turns.over()
    end = time.monotonic() + PATIENCE_S
    while turns._busy.is_set() and time.monotonic() < end:
        threading.Event().wait(0.001)
    assert not turns._busy.is_set()
    assert turns._thread.is_alive()
