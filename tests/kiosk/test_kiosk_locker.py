"""Boxes at a simulated board: one code, once, with no line; stuck, left open, without power, over restarts."""

from __future__ import annotations

import tempfile
from pathlib import Path
from shutil import rmtree
from uuid import uuid4

import pytest
from kiosk_locker import BACK, NOTED, PICK, PUT, SALT, TERMINAL, WRONG, Corner, code, told

from contract.delivery import BoxDuties
from contract.pickup_code import verifier
from kiosk.locker_news import LockerNews
from offline_cache.wrong_codes import TRIES
from outcome import Action, Failure, Ok
from visit.effects import CancelBox, OpenBox
from visit.events import BoxOpened, BoxRefused


@pytest.fixture
def corner():
    folder = Path(tempfile.mkdtemp(prefix="box-"))
    made = Corner(folder)
    yield made
    made.close()
    rmtree(folder, ignore_errors=True)


@pytest.fixture
def full(corner):
    """The first result lies in its box."""
    corner.hub_tells(told())
    assert corner.put_in() == 1
    return corner


def refused(event):
    assert isinstance(event, BoxRefused), event
    return event.code


def test_put_in_and_picked_up_with_no_line(full):
    opened = full.types(PICK)
    assert (opened.purpose, opened.box, opened.item_zh) == ("pick_up", 1, "居住证")
    assert full.doors.driven == [1, 1]
    full.push_shut(opened)
    assert refused(full.types(PICK)) == "code_spent"
    assert full.doors.driven == [1, 1]
    assert full.events() == [("put_in", 1), ("collected", 1), ("shut", 1)]


def test_over_a_restart_a_code_that_was_used_opens_nothing(full):
    full.push_shut(full.types(PICK))
    full.go_on()
    assert refused(full.types(PICK)) == "code_spent"
    full.hub_tells(told(box=1))
    assert refused(full.types(PICK)) == "code_spent"


def test_over_a_restart_what_lies_there_is_still_found(full):
    full.go_on()
    assert full.types(PICK).box == 1


def test_a_stuck_door_leaves_the_code_good_and_is_told(full):
    full.doors.jammed.add(1)
    stuck = full.types(PICK)
    assert (refused(stuck), stuck.box) == ("box_not_opened", 1)
    assert full.events()[-1] == ("not_opened", 1)
    full.doors.jammed.clear()
    assert full.types(PICK).box == 1


def test_a_door_left_open_is_told_once_and_watched_until_it_is_shut(full):
    opened = full.types(PICK)
    full.until(lambda event: event == NOTED and ("left_open", 1) in full.events())
    full.push_shut(opened)
    assert full.events() == [("put_in", 1), ("collected", 1), ("left_open", 1), ("shut", 1)]


def test_a_board_without_power_opens_nothing_and_the_code_stays_good(full):
    full.doors.faults.go_awol()
    assert refused(full.types(PICK)) == "locker_down"
    full.doors.faults.clear()
    assert full.types(PICK).box == 1


def test_a_board_that_falls_silent_while_a_lock_is_driven_leaves_a_doubt(full):
    """The door opened, and nobody heard of it."""
    drive = full.doors.drive

    def drive_and_die(box):
        drive(box)
        full.doors.faults.go_awol()

    full.doors.drive = drive_and_die
    silent = full.types(PICK)
    assert (refused(silent), silent.box) == ("box_in_doubt", 1)
    full.doors.drive = drive
    full.doors.faults.clear()
    full.doors.open.clear()
    full.go_on()
    assert refused(full.types(PICK)) == "box_in_doubt"
    assert full.events()[-1] == ("in_doubt", 1)
    full.hub_tells(told(back=True, box=1))
    assert full.types(BACK).purpose == "take_back"


def test_power_lost_between_the_disk_and_the_lock(full):
    """As the store is left when the machine dies right before the lock is driven."""
    assert isinstance(full.store.try_code(verifier(PICK, SALT)).result(10), Ok)
    full.go_on()
    assert refused(full.types(PICK)) == "box_in_doubt"
    assert full.doors.driven == [1]


def test_staff_find_an_empty_box_whatever_sticks_or_stands_open(corner):
    corner.doors.open.add(1)
    corner.doors.jammed.add(2)
    corner.hub_tells(told())
    assert corner.types(PUT).box == 3


def test_no_box_is_free(corner):
    corner.doors.open |= {1, 2, 3, 4}
    corner.hub_tells(told())
    assert refused(corner.types(PUT)) == "locker_full"


def test_two_results_never_share_a_box(full):
    full.hub_tells(told(), told(number=2))
    other = full.types(code(20))
    assert (other.purpose, other.box) == ("put_in", 2)


def test_staff_who_took_it_along_again_may_come_back(corner):
    corner.hub_tells(told())
    opened = corner.types(PUT)
    corner.push_shut(opened)
    assert corner.settle(opened, inside=False).code == ""
    assert refused(corner.types(PICK)) == "not_there_yet"
    assert corner.put_in() == 1


def test_taken_back_after_its_days(full):
    full.hub_tells(told(back=True, box=1))
    assert refused(full.types(PICK)) == "code_expired"
    full.push_shut(full.types(BACK))
    assert refused(full.types(BACK)) == "code_spent"
    assert full.events()[1:] == [("taken_back", 1), ("shut", 1)]


def test_an_empty_box_is_told(full):
    opened = full.types(PICK)
    full.says_empty(opened)
    full.push_shut(opened)
    assert ("nothing_inside", 1) in full.events()


def test_wrong_codes_lock_it_and_a_restart_does_not_help(full):
    for _ in range(TRIES - 1):
        assert refused(full.types(WRONG)) == "wrong_code"
    shut = full.types(WRONG)
    assert refused(shut) == "code_locked"
    assert 290 <= shut.wait_s <= 301
    full.go_on()
    assert refused(full.types(PICK)) == "code_locked"
    assert full.events()[-1] == ("locked", 0)


def test_a_terminal_that_was_told_nothing_says_so(corner):
    assert refused(corner.types(PICK)) == "no_duties"


def test_who_left_before_it_was_their_turn_opens_nothing(full):
    """The hand is busy with another box, which sticks, when they go away."""
    full.hub_tells(told(), told(number=2))
    full.doors.jammed |= {2, 3, 4}
    first, second = uuid4(), uuid4()
    full.desk.open_box(OpenBox(first, code(20)))
    full.desk.open_box(OpenBox(second, PICK))
    full.desk.cancel(CancelBox(second))
    left = full.until(lambda event: isinstance(event, BoxRefused) and event.job == second)
    assert left.code == "cancelled"
    assert 1 not in full.doors.driven[1:]
    assert isinstance(full.types(PICK), BoxOpened)


class Line:
    """What the hub says, and what it heard; `down` answers nothing."""

    def __init__(self):
        self.down = False
        self.refuses = False
        self.heard = []
        self.duties = BoxDuties(salt=b"t" * 16, duties=(told(),))

    def report_box(self, report):
        if self.down:
            return Failure("line_down", Action.NOBODY)
        self.heard.append(report.event.value)
        return Failure("refused", Action.ENGINEER) if self.refuses else Ok(None)

    def box_duties(self):
        return Failure("line_down", Action.NOBODY) if self.down else Ok(self.duties)


def test_what_happened_is_told_in_order_when_the_line_is_there(full):
    line = Line()
    news = LockerNews(full.store, line)
    line.down = True
    full.push_shut(full.types(PICK))
    assert not news.tell()
    full.go_on()
    line.down = False
    news = LockerNews(full.store, line)
    assert news.tell()
    assert line.heard == ["put_in", "collected", "shut"]
    assert news.tell()
    assert len(line.heard) == 3
    assert full.events() == []


def test_a_report_that_the_hub_will_not_have_keeps_nobody_waiting(full):
    line = Line()
    line.refuses = True
    assert LockerNews(full.store, line).tell()
    assert full.events() == []


def test_codes_come_with_the_line_and_stay_without_it(corner):
    line = Line()
    news = LockerNews(corner.store, line)
    news.ask()
    line.down = True
    news.ask()
    assert corner.put_in() == 1
    assert corner.store.reports().result(10).value[0].terminal_id == TERMINAL
