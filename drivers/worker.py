"""The one thread that may touch one device object: opens it, carries out its queue, polls it when idle."""

from __future__ import annotations

import threading
import traceback
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from drivers.bell import Bell, wait_for
from drivers.command import Command, log
from drivers.device import Device, DeviceState, DeviceStatus, OnALine
from outcome import Action, Failure, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.bell import HasFileno
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
        self._called = Bell()
        """Something was put into the queue, or the end has come."""
        self._heeds = True
        """The end of the line has not been heard yet."""
        self.thread = threading.Thread(
            target=self._run, name=f"device-{device.capabilities.driver}", daemon=True
        )

    def put(self, command: Command) -> None:
        """Caller holds the lock."""
        self._queue.append(command)
        self._called.set()
        self._changed.notify_all()
        self._make_way()

    def waiting(self) -> tuple[Command, ...]:
        """Caller holds the lock."""
        return tuple(self._queue)

    def drop_answered(self) -> None:
        """Forget commands that were answered while waiting. Caller holds the lock."""
        self._queue = deque(command for command in self._queue if not command.answered)

    def tell_to_stop(self) -> list[Command]:
        """Caller holds the lock and answers what is returned, after letting go of it."""
        self._stop.set()
        self._called.set()
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
        self._heeds = True
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
            poll_at = overdue_at = self._clock() + self._poll_after_s(status) if supported else None
        return None

    def _poll_after_s(self, status: DeviceStatus) -> float:
        delays = self._delays
        if self._claimed():
            return delays.poll_interval_s
        usual = delays.rest_poll_interval_s
        if not status.quiet:
            return usual
        pace = delays.quiet_poll_interval_s if self._line() is None else delays.quiet_line_interval_s
        return usual if pace is None else pace

    def _line(self) -> HasFileno | None:
        return self.device.line() if isinstance(self.device, OnALine) else None

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
        while not self._stop.is_set():
            self._called.clear()
            with self._changed:
                now = self._clock()
                if self._queue and (overdue_at is None or now < overdue_at):
                    return self._take()
            if poll_at is not None and now >= poll_at:
                return None
            if self._rest(None if poll_at is None else poll_at - now):
                return None
        return None

    def _rest(self, wait_s: float | None) -> bool:
        """Until something is asked or due. True: the line ended, and the next poll will tell how."""
        if self._stop.is_set():
            return False
        try:
            ended = wait_for(self._line() if self._heeds else None, self._called, wait_s, read=False)
        except (OSError, ValueError):  # closed from outside: this worker was left behind
            self._called.wait(wait_s)
            return False
        if ended:
            self._heeds = False  # heard once: a device that is well all the same is not polled without end
        return ended

    def _make_way(self) -> None:
        """Caller holds the lock."""
        running = self.call.command if self.call is not None else None
        if running is not None and running.gives_way and any(not one.gives_way for one in self._queue):
            running.cancel_event.set()

    def _take(self) -> Command:
        """The first that does not give way to another one. Caller holds the lock."""
        first = next((one for one in self._queue if not one.gives_way), self._queue[0])
        self._queue.remove(first)
        return first

    def _wait(self, seconds: float) -> None:
        until = self._clock() + seconds
        while (left := until - self._clock()) > 0:
            self._called.clear()
            if self._stop.is_set():
                return
            self._called.wait(left)

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
            self._make_way()
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
