"""The ID card driver against the reader simulator, over a pseudo terminal and over TCP."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

import pytest
from drivers_benches import BOUND_S, ReaderBench

from drivers.device import DeviceState, Media
from drivers.id_card_reader import frame
from drivers.id_card_reader.layout import DocumentKind
from outcome import Action, Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.id_card_reader.sam import Sam


def opened(bench: ReaderBench, **options: object) -> Sam:
    device = bench.make(**options)
    assert isinstance(device.open(), Ok)
    return device


def read(device: Sam, deadline_s: float = BOUND_S) -> object:
    return device.read_raw_data(threading.Event(), deadline_s)


@pytest.mark.parametrize("reader_bench", ["pty", "tcp"], indirect=True)
@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("wang", DocumentKind.RESIDENT_ID),
        ("chan", DocumentKind.HK_MO_TW_PERMIT),
        ("smith", DocumentKind.FOREIGNER_2017),
        ("jones", DocumentKind.FOREIGNER_2023),
    ],
)
def test_reads_every_kind_of_card(reader_bench: ReaderBench, who: str, kind: DocumentKind) -> None:
    device = opened(reader_bench)
    reader_bench.simulator.insert_card(who)
    outcome = read(device)
    assert isinstance(outcome, Ok)
    assert outcome.value.document is kind


def test_waits_until_a_card_is_laid_down(reader_bench: ReaderBench) -> None:
    device = opened(reader_bench)
    threading.Timer(0.05, reader_bench.simulator.insert_card, ["rare"]).start()
    outcome = read(device)
    assert isinstance(outcome, Ok)
    assert outcome.value.name == "刘䶮𠮷"


def test_says_which_module_it_found(reader_bench: ReaderBench) -> None:
    device = opened(reader_bench)
    assert device.capabilities.facts["sam"] == "05.03-20110101-001234567-002345678"


def test_cancel_ends_the_wait(reader_bench: ReaderBench) -> None:
    device = opened(reader_bench)
    cancel = threading.Event()
    threading.Timer(0.05, cancel.set).start()
    assert device.read_raw_data(cancel, BOUND_S) == Failure("cancelled", Action.NOBODY)


def test_the_deadline_ends_the_wait(reader_bench: ReaderBench) -> None:
    outcome = read(opened(reader_bench), deadline_s=0.05)
    assert isinstance(outcome, Failure)
    assert outcome.code == "timeout"


@pytest.mark.parametrize(
    ("sw3", "code", "action"),
    [
        ("31", "place_card_again", Action.RESIDENT),
        ("32", "card_not_genuine", Action.SITE_KEEPER),
        ("40", "not_an_id_card", Action.RESIDENT),
        ("41", "card_moved", Action.RESIDENT),
        ("66", "sam_not_authorised", Action.ENGINEER),
        ("EE", "unknown_status_word", Action.ENGINEER),
    ],
)
def test_status_words_of_the_read_become_failures(
    reader_bench: ReaderBench, sw3: str, code: str, action: Action
) -> None:
    device = opened(reader_bench, attempts=1)
    reader_bench.simulator.insert_card("li")
    _at_select(reader_bench, lambda: reader_bench.simulator.faults.fail_next(sw3))
    outcome = read(device)
    assert isinstance(outcome, Failure)
    assert (outcome.code, outcome.action) == (code, action)
    assert sw3 in outcome.detail


def _at_select(bench: ReaderBench, order: Callable[[], None]) -> None:
    """Do this whenever a card is being selected, so that the read after it meets it."""
    select = bench.simulator._handlers[frame.SELECT]

    def selected() -> bytes:
        order()
        return select()

    bench.simulator._handlers[frame.SELECT] = selected


@pytest.mark.parametrize("step", ["select", "read"])
def test_a_card_pulled_away_is_told_at_once_and_read_when_it_lies_there_again(
    reader_bench: ReaderBench, step: str
) -> None:
    device = opened(reader_bench, attempts=20)
    simulator = reader_bench.simulator
    simulator.insert_card("li")
    simulator.pull_at = step
    outcome = read(device)
    assert isinstance(outcome, Failure)
    assert (outcome.code, outcome.action) == ("card_moved", Action.RESIDENT)
    assert step in outcome.detail
    tried = [command for command in simulator.asked if command[0] in {frame.SELECT[0], 0x30}]
    assert tried.count(frame.SELECT) == 1, "one try, not all of them"
    simulator.insert_card("li")
    assert isinstance(read(device), Ok)


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_card_still_in_the_hand_fails_some_tries_and_is_read(
    reader_bench: ReaderBench, failing: int
) -> None:
    device = opened(reader_bench)
    reader_bench.simulator.insert_card("li")
    left = iter(["41"] * failing)
    _at_select(reader_bench, lambda: reader_bench.simulator.faults.fail_next(next(left, "")))
    assert isinstance(read(device), Ok)


def test_a_card_that_is_no_id_card_is_told_so_and_an_id_card_after_it_is_read(
    reader_bench: ReaderBench,
) -> None:
    device = opened(reader_bench)
    reader_bench.simulator.insert_wrong_card()
    for _ in range(2):
        outcome = read(device)
        assert isinstance(outcome, Failure)
        assert (outcome.code, outcome.action) == ("card_unknown", Action.RESIDENT)
        assert "81 at select" in outcome.detail
    assert device.poll().media is Media.PRESENT, "it can be forgotten like any other card"
    reader_bench.simulator.insert_card("li")
    assert isinstance(read(device), Ok)


def test_a_wait_that_is_over_does_not_cut_the_tries_with_a_card_that_lies_there(
    reader_bench: ReaderBench,
) -> None:
    device = opened(reader_bench)
    reader_bench.simulator.insert_wrong_card()
    outcome = read(device, deadline_s=0.0)
    assert isinstance(outcome, Failure)
    assert outcome.code == "card_unknown"


@pytest.mark.parametrize("moment", ["waiting", "card lies"])
def test_a_silent_reader_is_noticed_at_a_look_before_a_read_would_give_up(
    reader_bench: ReaderBench, moment: str
) -> None:
    device = opened(reader_bench, look_timeout_s=0.05, answer_timeout_s=60)
    if moment == "card lies":
        reader_bench.simulator.insert_card("li")
    reader_bench.simulator.faults.go_awol()
    outcome = read(device, deadline_s=60)
    assert isinstance(outcome, Failure)
    assert (outcome.code, outcome.action) == ("no_answer", Action.SITE_KEEPER)
    assert "silent at find" in outcome.detail
    assert device.poll().code == "no_answer"


@pytest.mark.parametrize("must_be_lifted", [True, False])
def test_knows_a_card_left_behind_and_its_removal(reader_bench: ReaderBench, must_be_lifted: bool) -> None:
    device = opened(reader_bench)
    reader_bench.simulator.must_be_lifted = must_be_lifted
    assert device.poll().media is Media.NOT_PRESENT
    reader_bench.simulator.insert_card("wang")
    assert isinstance(read(device), Ok)
    assert device.poll().media is Media.PRESENT
    assert device.media() == Ok(Media.PRESENT)
    reader_bench.simulator.remove_card()
    assert device.poll().media is Media.NOT_PRESENT


def test_a_reader_that_cannot_be_woken_does_not_claim_that_the_card_is_gone(
    reader_bench: ReaderBench,
) -> None:
    device = opened(reader_bench, wake_by_reset=False)
    reader_bench.simulator.insert_card("wang")
    assert isinstance(read(device), Ok)
    assert device.poll().media is Media.UNKNOWN


def test_a_single_miss_does_not_mean_that_the_card_was_lifted(reader_bench: ReaderBench) -> None:
    device = opened(reader_bench)
    reader_bench.simulator.insert_card("wang")
    assert device.media() == Ok(Media.PRESENT)
    reader_bench.simulator.faults.fail_next("80")
    assert device.media() == Ok(Media.PRESENT)


def test_reads_through_split_writes_noise_and_a_trailing_picture(reader_bench: ReaderBench) -> None:
    device = opened(reader_bench)
    simulator = reader_bench.simulator
    simulator.split_writes, simulator.noise_before = True, b"\xaa\xaa\x00\xff"
    simulator.trailing_picture = b"\xff\xd8" + bytes(500)
    simulator.must_be_lifted = False
    simulator.insert_card("wang")
    assert isinstance(read(device), Ok)
    assert isinstance(read(device), Ok)


@pytest.mark.parametrize("fault", ["checksum", "10", "11"])
def test_one_garbled_exchange_is_repeated_and_a_second_is_told(reader_bench: ReaderBench, fault: str) -> None:
    device = opened(reader_bench)
    reader_bench.simulator.faults.fail_next(fault)
    assert device.poll().state is DeviceState.ONLINE
    reader_bench.simulator.faults.fail_repeatedly(fault)
    status = device.poll()
    assert (status.state, status.code, status.action) == (DeviceState.OFFLINE, "line_noise", Action.ENGINEER)


@pytest.mark.parametrize("fault", ["short", "silence", "garbage"])
def test_no_usable_answer_is_no_answer(reader_bench: ReaderBench, fault: str) -> None:
    device = opened(reader_bench, answer_timeout_s=0.1)
    faults = reader_bench.simulator.faults
    order = {
        "short": lambda: faults.fail_next("short"),
        "silence": faults.go_awol,
        "garbage": faults.garbage_reply,
    }
    order[fault]()
    status = device.poll()
    assert (status.state, status.code) == (DeviceState.OFFLINE, "no_answer")
    faults.clear()
    assert device.poll().state is DeviceState.ONLINE


@pytest.mark.parametrize("reader_bench", ["pty", "tcp"], indirect=True)
def test_a_late_answer_is_not_taken_for_the_next_one(reader_bench: ReaderBench) -> None:
    device = opened(reader_bench, answer_timeout_s=0.1)
    reader_bench.simulator.insert_card("wang")
    reader_bench.simulator.faults.delay_next(0.3)
    assert device.poll().code == "no_answer"
    until = time.monotonic() + BOUND_S
    while (status := device.poll()).state is not DeviceState.ONLINE:
        assert time.monotonic() < until
    assert status.media is Media.PRESENT


@pytest.mark.parametrize(("sw3", "code"), [("60", "sam_self_test_failed"), ("66", "sam_not_authorised")])
def test_a_module_out_of_order_is_a_hardware_error(reader_bench: ReaderBench, sw3: str, code: str) -> None:
    device = opened(reader_bench)
    reader_bench.simulator.faults.fail_next(sw3)
    status = device.poll()
    assert (status.state, status.code, status.action) == (DeviceState.HARDWARE_ERROR, code, Action.ENGINEER)


@pytest.mark.parametrize("reader_bench", ["pty", "tcp"], indirect=True)
def test_unplugged_then_plugged_in_again(reader_bench: ReaderBench) -> None:
    device = opened(reader_bench)
    reader_bench.wire.unplug()
    assert device.poll().state is DeviceState.OFFLINE
    device.close()
    assert isinstance(device.open(), Failure)
    reader_bench.wire.plug()
    assert isinstance(device.open(), Ok)
    assert device.poll().state is DeviceState.ONLINE


def test_the_simulator_refuses_wrong_frames_as_the_module_does(reader_bench: ReaderBench) -> None:
    answers: list[bytes] = []
    simulator = reader_bench.simulator
    simulator.receive(
        bytes.fromhex("AAAAAA966900032001 21"), answers.append
    )  # a wrong copy that exists in the wild
    simulator.receive(frame.wrap(b"\x20\x00"), answers.append)
    assert answers == [bytes.fromhex("AAAAAA966900040000 10 14"), frame.wrap(b"\0\0\x21")]


def test_nothing_of_a_card_reaches_the_log(
    reader_bench: ReaderBench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    device = opened(reader_bench)
    reader_bench.simulator.insert_card("wang")
    logging.getLogger("test").info("%s %r", device, read(device))
    assert "王秀英" not in caplog.text
    assert "990102195503010025" not in caplog.text
