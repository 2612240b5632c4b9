"""The supervisor: exactly one answer to each command, one published status, and no hang that stops it."""

from __future__ import annotations

import logging
import threading
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from drivers_benches import BOUND_S, Heard, PrinterBench, ReaderBench

from drivers.delays import Delays
from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus, Media
from drivers.not_supported import NotSupported
from drivers.supervisor import Supervisor
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

QUICK = Delays(
    poll_interval_s=0.05,
    rest_poll_interval_s=0.05,
    call_deadline_s=5.0,
    deadline_grace_s=0.1,
    backoff_first_s=0.05,
    backoff_most_s=0.2,
)


class Scripted:
    """A device whose calls do what a test says: the supervisor's contract is the subject here, no wire."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.closed = threading.Event()
        script.made.append(self)

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(DeviceClass.CAMERA, "scripted", simulated=True)

    def open(self) -> Outcome[None]:
        return self.script.open()

    def close(self) -> None:
        self.closed.set()

    def claim(self) -> Outcome[None]:
        self.script.calls.append("claim")
        return Ok(None)

    def release(self) -> None:
        self.script.calls.append("release")

    def reset(self) -> Outcome[None]:
        return Ok(None)

    def poll(self) -> DeviceStatus:
        return self.script.poll()


class Script:
    def __init__(self) -> None:
        self.made: list[Scripted] = []
        self.calls: list[str] = []
        self.open: Callable[[], Outcome[None]] = lambda: Ok(None)
        self.poll: Callable[[], DeviceStatus] = lambda: DeviceStatus(DeviceState.ONLINE)


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def supervise(heard: Heard) -> Iterator[Callable[..., Supervisor[Any]]]:
    running: list[Supervisor[Any]] = []

    def start(make: Callable[[], Any], delays: Delays = QUICK) -> Supervisor[Any]:
        supervisor = Supervisor(make, make().capabilities.device_class, heard.publish, delays, rng=Random(1))
        running.append(supervisor)
        supervisor.start()
        return supervisor

    yield start
    for supervisor in running:
        supervisor.stop(BOUND_S)


def is_state(state: DeviceState) -> Callable[[Any], bool]:
    return lambda told: isinstance(told, DeviceStatus) and told.state is state


online = is_state(DeviceState.ONLINE)


def test_opens_polls_and_publishes_once(heard: Heard, supervise: Any, script: Script) -> None:
    polls = threading.Semaphore(0)

    def poll() -> DeviceStatus:
        polls.release()
        return DeviceStatus(DeviceState.ONLINE)

    script.poll = poll
    supervisor = supervise(lambda: Scripted(script))
    assert heard.next() == DeviceStatus(DeviceState.ONLINE)
    assert all(polls.acquire(timeout=BOUND_S) for _ in range(4))
    assert heard.silent
    assert supervisor.status.state is DeviceState.ONLINE


def test_commands_without_a_pause_do_not_hide_what_became_of_the_device(
    heard: Heard, supervise: Any, script: Script
) -> None:
    supervisor = supervise(lambda: Scripted(script))
    heard.until(online)
    fault = DeviceStatus(DeviceState.HARDWARE_ERROR, action=Action.ENGINEER, code="hardware_error")
    stop = threading.Event()
    paused: list[bool] = []

    def again(_: Any) -> None:
        if not stop.is_set():
            supervisor.submit("again", lambda _: Ok(None), 5, again)  # waits there before the worker looks
            paused.append(not supervisor._worker.waiting())

    again(None)
    for status in (fault, DeviceStatus(DeviceState.ONLINE)):
        script.poll = lambda status=status: status
        assert heard.until(lambda told, status=status: told == status)
    stop.set()
    assert not any(paused[1:]), "there was always a command waiting"


def test_a_device_that_was_down_is_looked_at_before_the_next_command_has_it(
    heard: Heard, supervise: Any, script: Script
) -> None:
    fault = DeviceStatus(DeviceState.HARDWARE_ERROR, action=Action.ENGINEER, code="hardware_error")
    script.poll = lambda: fault
    supervisor = supervise(lambda: Scripted(script), Delays(poll_interval_s=60, rest_poll_interval_s=60))
    assert heard.next() == fault
    mended = threading.Event()

    def first(_: Any) -> Outcome[str]:
        assert mended.wait(BOUND_S)
        return Ok("first")

    supervisor.submit("first", first, BOUND_S, heard.done)
    supervisor.submit("second", lambda _: Ok("second"), BOUND_S, heard.done)
    script.poll = lambda: DeviceStatus(DeviceState.ONLINE)
    mended.set()
    assert [heard.next() for _ in range(3)] == [Ok("first"), DeviceStatus(DeviceState.ONLINE), Ok("second")]


def test_a_command_is_carried_out_on_the_worker(heard: Heard, supervise: Any, script: Script) -> None:
    supervisor = supervise(lambda: Scripted(script))
    heard.until(online)
    supervisor.submit("name", lambda device: Ok(threading.current_thread().name), 5, heard.done)
    assert heard.next() == Ok("device-scripted")


def test_before_it_is_open_a_command_fails_at_once_with_the_reason(
    heard: Heard, supervise: Any, script: Script
) -> None:
    script.open = lambda: Failure("port_denied", Action.ENGINEER, "/dev/x")
    supervisor = supervise(lambda: Scripted(script))
    assert heard.next().code == "port_denied"
    outcomes: list[object] = []
    supervisor.submit("x", lambda device: Ok(1), 5, outcomes.append)
    assert outcomes == [Failure("port_denied", Action.ENGINEER, "/dev/x")]


def test_a_hung_command_times_out_once_and_a_fresh_device_takes_over(
    heard: Heard, supervise: Any, script: Script
) -> None:
    supervisor = supervise(lambda: Scripted(script))
    heard.until(online)
    hung = supervisor._worker.device
    answers: list[Any] = []
    answered = threading.Event()
    come_back = threading.Event()
    returned = threading.Event()

    def hang(device: Scripted) -> Outcome[str]:
        come_back.wait(BOUND_S)
        returned.set()
        return Ok("late")

    def done(outcome: Any) -> None:
        answers.append(outcome)
        answered.set()

    supervisor.submit("hang", hang, 0.05, done)
    wedged = heard.until(is_state(DeviceState.WEDGED))
    assert wedged.code == "wedged"
    assert answered.wait(BOUND_S)
    assert answers[0].code == "timeout"
    assert hung.closed.wait(BOUND_S)
    heard.until(online)
    assert supervisor._worker.device is not hung
    come_back.set()
    assert returned.wait(BOUND_S)
    supervisor.submit("next", lambda device: Ok("fresh"), 5, heard.done)
    assert heard.until(lambda told: isinstance(told, Ok)) == Ok("fresh")
    assert len(answers) == 1
    assert supervisor.status.state is DeviceState.ONLINE


def test_commands_behind_a_hung_one_are_answered_too(heard: Heard, supervise: Any, script: Script) -> None:
    supervisor = supervise(lambda: Scripted(script))
    heard.until(online)
    release = threading.Event()
    supervisor.submit("hang", lambda device: Ok(release.wait(BOUND_S)), 0.1, lambda _: None)
    supervisor.submit("short", lambda device: Ok(1), 0.02, heard.done)
    assert heard.until(lambda told: isinstance(told, Failure)).code == "timeout"
    supervisor.submit("long", lambda device: Ok(2), 60, heard.done)
    assert heard.until(lambda told: isinstance(told, Failure)).code == "wedged"
    release.set()


def test_a_driver_that_listens_to_cancel_is_not_wedged_by_its_deadline(
    heard: Heard, supervise: Any, script: Script
) -> None:
    supervisor = supervise(lambda: Scripted(script))
    heard.until(online)
    cancel = threading.Event()

    def patient(device: Scripted) -> Outcome[None]:
        assert cancel.wait(BOUND_S)
        return Failure("cancelled", Action.NOBODY)

    supervisor.submit("wait", patient, 0.05, heard.done, cancel)
    assert heard.next().code == "timeout"
    assert supervisor.status.state is DeviceState.ONLINE
    assert len(script.made) == 2  # one to ask for its class, one at work


def test_cancel_reaches_waiting_and_running_commands(heard: Heard, supervise: Any, script: Script) -> None:
    supervisor = supervise(lambda: Scripted(script))
    heard.until(online)
    started, cancel = threading.Event(), threading.Event()

    def running(device: Scripted) -> Outcome[None]:
        started.set()
        assert cancel.wait(BOUND_S)
        return Failure("cancelled", Action.NOBODY)

    first = supervisor.submit("running", running, 60, heard.done, cancel)
    assert started.wait(BOUND_S)
    calls: list[str] = []
    second = supervisor.submit("waiting", lambda device: Ok(calls.append("no")), 60, heard.done)
    second.cancel()
    assert heard.next() == Failure("cancelled", Action.NOBODY)
    first.cancel()
    assert heard.next() == Failure("cancelled", Action.NOBODY)
    supervisor.submit("after", lambda device: Ok("done"), 5, heard.done)
    assert heard.next() == Ok("done")
    assert not calls


def test_a_driver_bug_is_a_failure_that_quotes_no_data(
    heard: Heard, supervise: Any, script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    supervisor = supervise(lambda: Scripted(script))
    heard.until(online)

    def buggy(device: Scripted) -> Outcome[None]:
        raise KeyError("王秀英")

    supervisor.submit("buggy", buggy, 5, heard.done)
    failure = heard.next()
    assert (failure.code, failure.action) == ("driver_bug", Action.ENGINEER)
    assert "KeyError" in failure.detail
    assert "buggy" in failure.detail
    assert "王秀英" not in failure.detail + caplog.text
    supervisor.submit("next", lambda device: Ok(1), 5, heard.done)
    assert heard.next() == Ok(1)


def test_a_bug_in_the_callback_does_not_stop_the_worker(heard: Heard, supervise: Any, script: Script) -> None:
    supervisor = supervise(lambda: Scripted(script))
    heard.until(online)
    supervisor.submit("x", lambda device: Ok(1), 5, _broken)
    supervisor.submit("y", lambda device: Ok(2), 5, heard.done)
    assert heard.next() == Ok(2)


def _broken(_: Outcome[int]) -> None:
    raise RuntimeError


def test_gives_up_when_too_many_threads_hang_and_goes_on_when_one_returns(
    heard: Heard, supervise: Any, script: Script
) -> None:
    release = threading.Event()

    def hanging_poll() -> DeviceStatus:
        release.wait(BOUND_S)
        return DeviceStatus(DeviceState.ONLINE)

    script.poll = hanging_poll
    delays = Delays(0.05, 0.05, 0.02, 0.02, 0.02, 0.05, most_abandoned=2)
    supervise(lambda: Scripted(script), delays)
    given_up = heard.until(lambda told: told.state is DeviceState.WEDGED and told.action is Action.ENGINEER)
    assert "hang" in given_up.detail
    made = len(script.made)
    release.set()
    heard.until(online)
    assert len(script.made) == made + 1


def test_a_lost_device_is_logged_once_down_and_once_up(
    heard: Heard, supervise: Any, script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bangban.drivers")
    supervise(lambda: Scripted(script))
    heard.until(online)
    tries = threading.Semaphore(0)

    def no_port() -> Outcome[None]:
        tries.release()
        return Failure("no_device", Action.SITE_KEEPER, "/dev/x")

    script.open = no_port
    script.poll = lambda: DeviceStatus(DeviceState.OFFLINE, code="no_device", action=Action.SITE_KEEPER)
    heard.until(is_state(DeviceState.NO_DEVICE))
    assert all(tries.acquire(timeout=BOUND_S) for _ in range(3))
    script.poll = lambda: DeviceStatus(DeviceState.ONLINE)
    script.open = lambda: Ok(None)
    heard.until(online)
    told = [record.getMessage() for record in caplog.records]
    assert [line.split(":")[1].strip() for line in told].count("up again") == 1
    assert sum("no_device no_device" in line for line in told) == 1


def test_claim_is_repeated_after_a_reconnect_and_release_is_not(
    heard: Heard, supervise: Any, script: Script
) -> None:
    supervisor = supervise(lambda: Scripted(script))
    heard.until(online)
    supervisor.claim()
    _settle(supervisor, heard)
    script.poll = lambda: DeviceStatus(DeviceState.OFFLINE)
    heard.until(is_state(DeviceState.OFFLINE))
    script.poll = lambda: DeviceStatus(DeviceState.ONLINE)
    heard.until(online)
    assert script.calls[:2] == ["claim", "claim"]
    supervisor.release()
    _settle(supervisor, heard)
    assert script.calls[-1] == "release"


def _settle(supervisor: Supervisor[Any], heard: Heard) -> None:
    supervisor.submit("settle", lambda device: Ok("settled"), BOUND_S, heard.done)
    assert heard.until(lambda told: isinstance(told, Ok)) == Ok("settled")


def test_a_device_that_is_not_there_is_asked_only_once(heard: Heard, supervise: Any) -> None:
    polls = threading.Semaphore(0)

    class Counted(NotSupported):
        def poll(self) -> DeviceStatus:
            polls.release()
            return super().poll()

    supervise(lambda: Counted(DeviceClass.CAMERA))
    assert heard.next().state is DeviceState.NOT_SUPPORTED
    assert polls.acquire(timeout=BOUND_S)
    assert not polls.acquire(timeout=0.2)


def test_stop_answers_what_waits_and_closes_the_device(heard: Heard, supervise: Any, script: Script) -> None:
    supervisor = supervise(lambda: Scripted(script))
    heard.until(online)
    started, cancel = threading.Event(), threading.Event()

    def running(device: Scripted) -> Outcome[None]:
        started.set()
        assert cancel.wait(BOUND_S)
        return Failure("cancelled", Action.NOBODY)

    supervisor.submit("running", running, 60, lambda _: None, cancel)
    assert started.wait(BOUND_S)
    supervisor.submit("waiting", lambda device: Ok(1), 60, heard.done)
    assert supervisor.stop(BOUND_S)
    assert heard.next().code == "stopped"
    assert supervisor._worker.device.closed.is_set()


def test_stop_leaves_a_hung_call_behind(heard: Heard, supervise: Any, script: Script) -> None:
    supervisor = supervise(lambda: Scripted(script))
    heard.until(online)
    release, started = threading.Event(), threading.Event()

    def hang(device: Scripted) -> Outcome[bool]:
        started.set()
        return Ok(release.wait(BOUND_S))

    supervisor.submit("hang", hang, 60, heard.done)
    assert started.wait(BOUND_S)
    assert supervisor.stop(0.05) is False
    assert heard.until(lambda told: isinstance(told, Failure)).code == "timeout"
    release.set()


def test_backoff_doubles_up_to_its_limit_with_jitter() -> None:
    delays, rng = Delays(), Random(7)
    waits = [delays.backoff_s(attempt, rng) for attempt in (1, 2, 3, 6, 1000)]
    for wait, least in zip(waits, (1, 2, 4, 30, 30), strict=True):
        assert least <= wait <= least * 1.25


@pytest.mark.parametrize("reader_bench", ["pty", "tcp"], indirect=True)
def test_a_reader_unplugged_in_mid_visit_comes_back(
    heard: Heard, supervise: Any, reader_bench: ReaderBench
) -> None:
    supervisor = supervise(reader_bench.make)
    heard.until(online)
    reader_bench.wire.unplug()
    heard.until(lambda told: told.state in {DeviceState.OFFLINE, DeviceState.NO_DEVICE})
    reader_bench.wire.plug()
    heard.until(online)
    reader_bench.simulator.insert_card("li")
    heard.until(lambda told: told.media is Media.PRESENT)
    cancel = threading.Event()
    supervisor.submit("read_raw_data", lambda device: device.read_raw_data(cancel), 10, heard.done, cancel)
    assert heard.until(lambda told: isinstance(told, Ok)).value.name == "李建国"


def test_a_silent_reader_is_published_and_recovers(
    heard: Heard, supervise: Any, reader_bench: ReaderBench
) -> None:
    supervise(lambda: reader_bench.make(answer_timeout_s=0.1))
    heard.until(online)
    reader_bench.simulator.faults.go_awol()
    assert heard.until(is_state(DeviceState.OFFLINE)).code == "no_answer"
    reader_bench.simulator.faults.clear()
    heard.until(online)


@pytest.mark.parametrize("printer_bench", ["pty", "tcp"], indirect=True)
def test_printer_trouble_is_published_on_change(
    heard: Heard, supervise: Any, printer_bench: PrinterBench
) -> None:
    supervise(printer_bench.make)
    heard.until(online)
    printer_bench.simulator.set(cover_open=True)
    assert heard.next().code == "cover_open"
    printer_bench.simulator.set(cover_open=False, paper_low=True)
    assert heard.next().code == "paper_low"
    printer_bench.wire.unplug()
    heard.until(lambda told: told.state in {DeviceState.OFFLINE, DeviceState.NO_DEVICE})
    printer_bench.wire.plug()
    assert heard.until(online).code == "paper_low"
