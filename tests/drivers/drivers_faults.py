"""One fault at one moment of one driver: what is told, who must act, and how soon the device works again.

A moment is an answer of the simulated device: the fault strikes just before the n-th answer to `open`, to a poll of the
idle device or to the class's command goes out. So every step of a protocol is met without knowing it.
"""

from __future__ import annotations

import queue
import tempfile
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drivers_benches import BOUND_S, Heard
from drivers_roles import WHO_MUST_ACT
from drivers_rows import COMMANDS, ROWS, TRUE, row_on

from drivers.delays import Delays
from drivers.device import DeviceState, DeviceStatus
from drivers.supervisor import Supervisor
from outcome import Action, Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers_row import Row

    from drivers.device import DeviceClass
    from drivers.simulators.faults import Disturbance, Faults

QUICK = Delays(
    poll_interval_s=0.05,
    rest_poll_interval_s=0.05,
    deadline_grace_s=1.0,
    backoff_first_s=0.02,
    backoff_most_s=0.05,
)
IN_TIME_S = 12.0
"""The drivers' own bounds are set to a second or two, and several stand beside each other on the same cores; the
supervisor would end a command only after BOUND_S."""

TRIES, TRYING_S = 3, 1.0
"""Commands that may end before the moment comes: a job is over sooner or later, a key was down already and goes up
again only after a while. Whichever of the two is more."""

EVERY_DEVICE: dict[str, Callable[[Any], None]] = {
    "silent": lambda stand: stand.faults.go_awol(),
    "hung up": lambda stand: stand.faults.drop_connection(),
    "noise": lambda stand: stand.faults.garbage_reply(),
    "late": lambda stand: stand.faults.delay_next(0.25),
    "unplugged": lambda stand: [wire.unplug() for wire in stand.wires],
}
"""What every simulator can be told to do (see `faults.py` and `common_verbs.py`)."""


@dataclass(frozen=True)
class Moment:
    """`after` an answer: 0 is before the call begins."""

    call: str
    answer: int = 0

    def __str__(self) -> str:
        return f"{self.call} {self.answer}"


@dataclass(frozen=True)
class Cell:
    """What one fault at one moment led to."""

    moment: Moment
    reached: bool
    """Else the call ended before so many answers were asked for, and the cell proves nothing of this fault."""
    told: str
    """The failure's code, `ok`, or `unnoticed`; of an idle device the code of its status."""
    action: Action
    back_s: float
    """From the mending of the fault to the first command that succeeded."""

    @property
    def felt(self) -> bool:
        return self.reached and self.told not in {"ok", "unnoticed"}

    def record(self) -> dict[str, Any]:
        """For the table; plain values, which can pass from one process to another."""
        moment = {"call": self.moment.call, "answer": self.moment.answer}
        return {
            "moment": moment,
            "reached": self.reached,
            "told": self.told,
            "action": str(self.action.value),
            "back_s": self.back_s,
        }


class Strike:
    """Does something just before the n-th answer of a simulator from now."""

    def __init__(self, faults: Faults) -> None:
        self.answers = 0
        self.begun = threading.Event()
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._take = faults.take
        self._at, self._do = 0, lambda: None
        faults.take = self._counted  # the simulator's own faults, not the driver, are listened to

    def arm(self, answer: int, do: Callable[[], None]) -> None:
        with self._lock:
            self._do, self._at = do, self.answers + answer
        if not answer:
            self._fire()

    def disarm(self) -> bool:
        """From now on nothing happens any more, and what began has ended. True: it happened."""
        with self._lock:
            self._at = 0
        begun = self.begun.is_set()
        assert not begun or self._done.wait(BOUND_S), "the simulator hangs"
        return begun

    def _counted(self) -> Disturbance:
        with self._lock:
            self.answers += 1
            now = self.answers == self._at
            if now:
                self._at = 0
                self.begun.set()
        if now:
            self._fire()
        return self._take()

    def _fire(self) -> None:
        self.begun.set()  # before the driver can notice anything
        self._do()
        self._done.set()


class Told:
    """Listens to a supervisor and judges each status and each answer it hears."""

    def __init__(self) -> None:
        self.heard = Heard()
        self.wrong: list[object] = []

    def publish(self, device_class: DeviceClass, status: DeviceStatus) -> None:
        if status.state is not DeviceState.ONLINE or status.code:
            self._judge(status)
        self.heard.publish(device_class, status)

    def answer(self, outcome: Any) -> Any:
        if not isinstance(outcome, Ok):
            self._judge(outcome)
        return outcome

    def _judge(self, trouble: Failure | DeviceStatus) -> None:
        """A bug of the driver has no line in WHO_MUST_ACT, and neither has a call that never came back."""
        if trouble.action not in WHO_MUST_ACT.get(trouble.code, ()) or not trouble.detail:
            self.wrong.append(trouble)


@cache
def moments(name: str) -> tuple[Moment, ...]:
    """Those of a run in which nothing goes wrong."""
    with tempfile.TemporaryDirectory(prefix="bb") as folder, row_on(name, Path(folder)) as row:
        strike, device, found = Strike(row.stand.faults), row.make(), []
        row.ready()
        calls = {"open": device.open, "poll": device.poll, "command": lambda: command(row)(device)}
        for call, do in calls.items():
            if call == "command":
                row.ready()
            before = strike.answers
            if call != "poll":
                found.append(Moment(call))
            do()
            answers = min(strike.answers - before, ROWS[name].most_answers)
            found += [Moment(call, number) for number in range(1, answers + 1)]
        device.close()
        return tuple(found)


def command(row: Row) -> Callable[[Any], Any]:
    ask = COMMANDS[row.device_class]
    return lambda device: ask(device, threading.Event())


def strike_at(name: str, fault: str, moment: Moment) -> Cell:
    """One cell of the table; asserts what must hold in each of them."""
    with tempfile.TemporaryDirectory(prefix="bb") as folder, row_on(name, Path(folder)) as row:
        strike, told = Strike(row.stand.faults), Told()
        supervisor: Supervisor[Any] = Supervisor(row.make, row.device_class, told.publish, QUICK)
        do = (EVERY_DEVICE | dict(ROWS[name].faults))[fault]
        try:
            cell = _cell(row, strike, moment, lambda: do(row.stand), supervisor, told)
        finally:
            row.stand.faults.clear()
            assert supervisor.stop(BOUND_S), "a call hangs"
        assert told.wrong == [], f"a bug, or not who must act: {told.wrong}"
        return cell


def _cell(row: Row, strike: Strike, moment: Moment, do: Callable[[], None], *under: Any) -> Cell:
    supervisor, told = under
    row.ready()
    if moment.call == "open":
        strike.arm(moment.answer, do)
    supervisor.start()
    if moment.call == "command":
        told.heard.until(_online)
        code, action = _command_told(row, supervisor, told, strike, lambda: strike.arm(moment.answer, do))
    else:
        if moment.call == "poll":
            told.heard.until(_online)
            strike.arm(moment.answer, do)
        assert strike.begun.wait(BOUND_S), "the device was not asked"
        code, action = _status_told(told.heard, ROWS[row.name].felt_s)
    reached = strike.disarm()
    began = time.monotonic()
    row.stand.faults.clear()
    ROWS[row.name].mend(row.stand)
    row.plug()
    _works_again(row, supervisor, told)
    assert supervisor._abandoned == [], "a call passed its deadline and never came back"
    return Cell(moment, reached, code, action, time.monotonic() - began)


def _online(told: Any) -> bool:
    return isinstance(told, DeviceStatus) and told.state is DeviceState.ONLINE


def _ask(supervisor: Supervisor[Any], told: Told, ask: Callable[[Any], Any]) -> Any:
    """The one answer to a command, which must come in time."""
    answers: queue.Queue[Any] = queue.Queue()
    began = time.monotonic()
    supervisor.submit("command", ask, BOUND_S, answers.put)
    outcome = told.answer(answers.get(timeout=IN_TIME_S))
    if isinstance(outcome, Ok):
        assert TRUE.get(supervisor.device_class, lambda _: True)(outcome.value), f"{outcome} is not true"
    assert time.monotonic() - began < IN_TIME_S
    assert answers.empty(), "a command is answered once"
    return outcome


def _command_told(
    row: Row, supervisor: Supervisor[Any], told: Told, strike: Strike, arm: Callable[[], None]
) -> tuple[str, Action]:
    def struck(device: Any) -> Any:
        arm()  # here, where no poll of the idle device can come between
        return command(row)(device)

    tries, until, hit = 0, time.monotonic() + TRYING_S, False
    while not hit and (tries < TRIES or time.monotonic() < until):
        outcome = _ask(supervisor, told, struck)
        if not isinstance(outcome, Ok):
            return outcome.code, outcome.action
        hit, tries = strike.disarm(), tries + 1
        row.ready()
    if hit and ROWS[row.name].streams:
        # What a stream has sent already is not undone by what befalls it: the next command meets that.
        outcome = _ask(supervisor, told, command(row))
        if not isinstance(outcome, Ok):
            return outcome.code, outcome.action
    return "ok", Action.NOBODY


def _status_told(heard: Heard, within_s: float) -> tuple[str, Action]:
    try:
        status = heard.until(lambda one: not _online(one) or one.code, within_s)
    except queue.Empty:
        return "unnoticed", Action.NOBODY
    return status.code, status.action


def _works_again(row: Row, supervisor: Supervisor[Any], told: Told) -> None:
    """Not necessarily at the first try, but without anybody's help."""
    until, outcome = time.monotonic() + BOUND_S, None
    while time.monotonic() < until:
        row.ready()
        outcome = _ask(supervisor, told, command(row))
        if isinstance(outcome, Ok):
            return
        try:
            told.heard.until(lambda _: True, 0.05)  # the next change of status is worth another try at once
        except queue.Empty:
            continue
    raise AssertionError(f"still {outcome}")
