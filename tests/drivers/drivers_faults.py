"""One fault at one moment of one driver: what is told, and how soon the device works again.

A moment is an answer of the simulated device: the fault strikes just before the n-th answer to `open`, to a poll of the
idle device or to the class's command goes out. So every step of a protocol is met without knowing it.
"""

from __future__ import annotations

import queue
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from drivers_benches import BOUND_S, Heard
from drivers_rows import COMMANDS, ROWS, Row, row_on

from drivers.delays import Delays
from drivers.device import DeviceState, DeviceStatus
from drivers.supervisor import Supervisor
from outcome import Action, Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from drivers.simulators.faults import Disturbance, Faults

QUICK = Delays(
    poll_interval_s=0.05,
    rest_poll_interval_s=0.05,
    deadline_grace_s=1.0,
    backoff_first_s=0.02,
    backoff_most_s=0.05,
)
FELT_S = 0.5
"""A fault at an idle device is heard of within this, or it did no harm."""

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
        return f"{self.call} {self.answer}" if self.answer else f"before {self.call}"


@dataclass(frozen=True)
class Cell:
    """What one fault at one moment led to."""

    told: str
    """The failure's code, `ok`, or `unnoticed`; of an idle device the code of its status."""
    back_s: float
    """From the mending of the fault to the first command that succeeded; -1: the moment did not come."""

    def __str__(self) -> str:
        return "not reached" if self.back_s < 0 else f"{self.told}, back {self.back_s:.2f} s"


class Strike:
    """Does something just before the n-th answer of a simulator from now."""

    def __init__(self, faults: Faults) -> None:
        self.answers = 0
        self.struck = threading.Event()
        self._take = faults.take
        self._at, self._do = 0, lambda: None
        faults.take = self._counted  # the simulator's own faults, not the driver, are listened to

    def arm(self, answer: int, do: Callable[[], None]) -> None:
        self._do, self._at = do, self.answers + answer
        if not answer:
            self._fire()

    def _counted(self) -> Disturbance:
        self.answers += 1
        if self.answers == self._at:
            self._fire()
        return self._take()

    def _fire(self) -> None:
        self._at = 0
        self._do()
        self.struck.set()


def moments(name: str, folder: Path) -> list[Moment]:
    """Those of a run in which nothing goes wrong."""
    with row_on(name, folder) as row:
        strike, device, found = Strike(row.stand.faults), row.make(), [Moment("open")]
        row.ready()
        calls = {"open": device.open, "poll": device.poll, "command": lambda: command(row)(device)}
        for call, do in calls.items():
            before = strike.answers
            if call == "command":
                found.append(Moment("command"))
                row.ready()
            do()
            found += [Moment(call, number) for number in range(1, strike.answers - before + 1)]
        device.close()
        return found


def command(row: Row) -> Callable[[Any], Any]:
    ask = COMMANDS[row.device_class]
    return lambda device: ask(device, threading.Event())


def strike_at(name: str, fault: str, moment: Moment, folder: Path) -> Cell:
    """One cell of the table; asserts what must hold in each of them."""
    with row_on(name, folder) as row:
        strike, heard = Strike(row.stand.faults), Heard()
        supervisor: Supervisor[Any] = Supervisor(row.make, row.device_class, heard.publish, QUICK)
        do = (EVERY_DEVICE | dict(ROWS[name].faults))[fault]
        try:
            return _cell(row, strike, moment, lambda: do(row.stand), supervisor, heard)
        finally:
            row.stand.faults.clear()
            assert supervisor.stop(BOUND_S), "a call hangs"


def _cell(row: Row, strike: Strike, moment: Moment, do: Callable[[], None], *under: Any) -> Cell:
    supervisor, heard = under
    row.ready()
    if moment.call == "open":
        strike.arm(moment.answer, do)
    supervisor.start()
    if moment.call == "command":
        heard.until(_online)
        told = _command_told(row, supervisor, lambda: strike.arm(moment.answer, do))
    else:
        if moment.call == "poll":
            heard.until(_online)
            strike.arm(moment.answer, do)
        told = _status_told(heard)
    reached = strike.struck.is_set()
    row.stand.faults.clear()
    ROWS[row.name].mend(row.stand)
    row.plug()
    began = time.monotonic()
    _works_again(row, supervisor, heard)
    assert supervisor._abandoned == [], "a call passed its deadline and never came back"
    return Cell(told, time.monotonic() - began if reached else -1)


def _online(told: Any) -> bool:
    return isinstance(told, DeviceStatus) and told.state is DeviceState.ONLINE


def _command_told(row: Row, supervisor: Supervisor[Any], arm: Callable[[], None]) -> str:
    answers: queue.Queue[Any] = queue.Queue()

    def struck(device: Any) -> Any:
        arm()  # here, where no poll of the idle device can come between
        return command(row)(device)

    supervisor.submit("command", struck, BOUND_S, answers.put)
    outcome = answers.get(timeout=BOUND_S)
    assert answers.empty(), "a command is answered once"
    if isinstance(outcome, Ok):
        return "ok"
    assert isinstance(outcome, Failure)
    assert outcome.code not in {"", "driver_bug"}, outcome
    assert outcome != Failure("timeout", Action.NOBODY, outcome.detail), "only the supervisor ended it"
    return outcome.code


def _status_told(heard: Heard) -> str:
    try:
        status = heard.until(lambda one: not _online(one) or one.code, FELT_S)
    except queue.Empty:
        return "unnoticed"
    assert status.code not in {"", "driver_bug", "wedged"}, status
    return str(status.code)


def _works_again(row: Row, supervisor: Supervisor[Any], heard: Heard) -> None:
    """Not necessarily at the first try, but without anybody's help."""
    until, outcome = time.monotonic() + BOUND_S, None
    while time.monotonic() < until:
        answers: queue.Queue[Any] = queue.Queue()
        row.ready()
        supervisor.submit("command", command(row), BOUND_S, answers.put)
        outcome = answers.get(timeout=BOUND_S)
        if isinstance(outcome, Ok):
            return
        try:
            heard.until(lambda _: True, 0.05)  # the next change of status is worth another try at once
        except queue.Empty:
            continue
    raise AssertionError(f"still {outcome}")
