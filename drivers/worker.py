"""The one thread that may touch one device object: opens it, carries out its queue, polls it when idle."""

from __future__ import annotations

import threading
import traceback
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from drivers.command import Command, log
from drivers.device import Device, DeviceState, DeviceStatus
from outcome import Action, Failure, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.delays import Delays

D = TypeVar("D", bound=Device)
T = TypeVar("T")

LOST = frozenset({DeviceState.OFFLINE, DeviceState.POWER_OFF, DeviceState.NO_DEVICE})
"""After a poll that ends in one of these the port is closed and opened anew."""

STATE_OF_FAILURE = {
    "no_device": DeviceState.NO_DEVICE,
    "power_off": DeviceState.POWER_OFF,
    "hardware_error": DeviceState.HARDWARE_ERROR,
}
"""State for a failed `open`; everything else is `offline`."""


@dataclass(frozen=True)
class Call:
    """What the thread is doing now; the watcher compares it with the clock."""

    name: str
    deadline: float
    command: Command | None


class Worker(Generic[D]):
    """Lives until it is told to stop or is abandoned because a call hung."""

    def __init__(
        self,
        device: D,
        *,
        delays: Delays,
        clock: Callable[[], float],
        report: Callable[[Worker[D], DeviceStatus], None],
        backoff_s: Callable[[], float],
        claimed: Callable[[], bool],
        changed: threading.Condition,
    ) -> None:
        self.device = device
        self.is_open = False
        self.abandoned = False
        self.call: Call | None = None
        self._delays = delays
        self._clock = clock
        self._report = report
        self._backoff_s = backoff_s
        self._claimed = claimed
        self._changed = changed
        self._queue: deque[Command] = deque()
        self._stop = threading.Event()
        self.thread = threading.Thread(
            target=self._run, name=f"device-{device.capabilities.driver}", daemon=True
        )

    def put(self, command: Command) -> None:
        """Caller holds the lock."""
        self._queue.append(command)
        self._changed.notify_all()

    def waiting(self) -> tuple[Command, ...]:
        """Caller holds the lock."""
        return tuple(self._queue)

    def drop_answered(self) -> None:
        """Forget commands that were answered while waiting. Caller holds the lock."""
        self._queue = deque(command for command in self._queue if not command.answered)

    def tell_to_stop(self) -> list[Command]:
        """Caller holds the lock and answers what is returned, after letting go of it."""
        self._stop.set()
        left = list(self._queue)
        self._queue.clear()
        self._changed.notify_all()
        return left

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                failure = self._open()
                if failure is None:
                    failure = self._serve()
                self._let_go()
                if failure is not None and not self._stop.is_set():
                    self._report(self, failure)
                    self._wait(self._backoff_s())
        finally:
            with self._changed:
                self._changed.notify_all()

    def _open(self) -> DeviceStatus | None:
        outcome = self._guarded("open", self.device.open, None)
        if isinstance(outcome, Failure):
            state = STATE_OF_FAILURE.get(outcome.code, DeviceState.OFFLINE)
            return DeviceStatus(state, action=outcome.action, code=outcome.code, detail=outcome.detail)
        if self._claimed():  # it came back in the middle of a visit
            self._guarded("claim", self.device.claim, None)
        return None

    def _serve(self) -> DeviceStatus | None:
        """Until the device is lost (its last status) or the worker has to stop (None)."""
        poll_at: float | None = self._clock()
        overdue_at = poll_at
        """From then on a poll goes before what waits in the queue: one command after another must not hide
        that the device went or came back."""
        well = True
        while not self._stop.is_set():
            command = self._next(poll_at, overdue_at)
            if command is not None:
                if command.start():
                    command.answer(self._carry_out(command))
                poll_at = self._clock()  # whatever the command did, the picture may have changed
                if not well:
                    overdue_at = poll_at  # the device may be well again, and the next command may take long
                continue
            if self._stop.is_set():
                break
            status = self._poll()
            if status.state in LOST:
                return status
            with self._changed:
                self.is_open = not self.abandoned
            self._report(self, status)
            well = status.usable
            supported = status.state is not DeviceState.NOT_SUPPORTED
            poll_at = overdue_at = self._clock() + self._poll_after_s() if supported else None
        return None

    def _poll_after_s(self) -> float:
        return self._delays.poll_interval_s if self._claimed() else self._delays.rest_poll_interval_s

    def _carry_out(self, command: Command) -> Outcome[Any]:
        outcome: Outcome[Any] = self._guarded(command.name, lambda: command.call(self.device), command)
        if isinstance(outcome, Failure) and outcome.code == "cancelled" and self._clock() >= command.deadline:
            return Failure("timeout", Action.NOBODY, f"{command.name} ended at its deadline")
        return outcome

    def _poll(self) -> DeviceStatus:
        outcome = self._guarded("poll", self.device.poll, None)
        if isinstance(outcome, Failure):
            return DeviceStatus(
                DeviceState.OFFLINE, action=outcome.action, code=outcome.code, detail=outcome.detail
            )
        return outcome

    def _next(self, poll_at: float | None, overdue_at: float | None) -> Command | None:
        """None: poll, or stop. `poll_at` is never after `overdue_at`."""
        with self._changed:
            while not self._stop.is_set():
                now = self._clock()
                if self._queue and (overdue_at is None or now < overdue_at):
                    return self._queue.popleft()
                if poll_at is not None and now >= poll_at:
                    return None
                self._changed.wait(None if poll_at is None else poll_at - now)
            return None

    def _wait(self, seconds: float) -> None:
        until = self._clock() + seconds
        with self._changed:
            while not self._stop.is_set() and (left := until - self._clock()) > 0:
                self._changed.wait(left)

    def _let_go(self) -> None:
        with self._changed:
            self.is_open = False
            left = list(self._queue)
            self._queue.clear()
        for command in left:
            command.answer(Failure("offline", Action.NOBODY, "the device went away while this was waiting"))
        self._guarded("close", self.device.close, None)

    def _guarded(self, name: str, call: Callable[[], T], command: Command | None) -> T | Failure:
        """Run one driver call under the watcher's eye; an exception of the driver is a bug and told as
        one."""
        deadline = command.deadline if command else self._clock() + self._delays.call_deadline_s
        with self._changed:
            self.call = Call(name, deadline, command)
            self._changed.notify_all()
        try:
            return call()
        except Exception as bug:  # noqa: BLE001  the thread must outlive a driver's bug
            where = traceback.extract_tb(bug.__traceback__)[-1]
            # The text of an exception may quote what was read from a card: type and line only.
            seen = f"{type(bug).__name__} in {name} at {where.name}:{where.lineno}"
            log.error("driver bug: %s", seen)
            return Failure("driver_bug", Action.ENGINEER, seen)
        finally:
            with self._changed:
                self.call = None
                self._changed.notify_all()
