"""Keeps one device alive: one worker thread, one queue, a deadline on every call, one published status.

Python cannot interrupt a thread that hangs in a driver. Such a worker is abandoned: its command is answered
with `timeout`, the status becomes `wedged`, the device is closed from outside (which wakes most blocked
reads), and after a backoff a fresh device with a fresh worker takes over. Whatever the old thread brings
back later is dropped.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from random import Random
from typing import Generic, TypeVar

from drivers.command import Command, log
from drivers.delays import Delays
from drivers.device import UNKNOWN_STATUS, Capabilities, Device, DeviceClass, DeviceState, DeviceStatus
from drivers.worker import Call, Worker
from outcome import Action, Failure, Ok, Outcome

D = TypeVar("D", bound=Device)
T = TypeVar("T")

Publish = Callable[[DeviceClass, DeviceStatus], None]

WELL = frozenset(
    {DeviceState.ONLINE, DeviceState.DEVICE_BUSY, DeviceState.UNKNOWN, DeviceState.NOT_SUPPORTED},
)
"""States that are no fault in the log."""


class Supervisor(Generic[D]):
    """All methods may be called from any thread and return at once (`stop` excepted)."""

    def __init__(
        self,
        make: Callable[[], D],
        device_class: DeviceClass,
        publish: Publish,
        delays: Delays | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        rng: Random | None = None,
    ) -> None:
        """`make` builds a device object without touching hardware; `publish` is called on a worker thread,
        only when the status changed, and must not block."""
        self.device_class = device_class
        self._make = make
        self._publish = publish
        self._delays = delays or Delays()
        self._clock = clock
        self._rng = rng or Random()
        self._changed = threading.Condition(threading.RLock())
        self._telling = threading.RLock()
        """Held while publishing, so that two threads cannot publish in the wrong order."""
        self._status = UNKNOWN_STATUS
        self._logged = ""
        self._failures = 0
        self._claimed = False
        self._stopping = False
        self._abandoned: list[threading.Thread] = []
        self._fresh_at: float | None = None
        self._worker = self._new_worker()
        self._watcher = threading.Thread(target=self._watch, name=f"watch-{device_class}", daemon=True)

    @property
    def status(self) -> DeviceStatus:
        """The last one published; never blocks."""
        return self._status

    @property
    def capabilities(self) -> Capabilities:
        return self._worker.device.capabilities

    def start(self) -> None:
        """Begin to open the device; returns at once."""
        self._worker.thread.start()
        self._watcher.start()

    def stop(self, timeout_s: float) -> bool:
        """End all threads and close the device. False when a hung call had to be left behind after
        `timeout_s`."""
        with self._changed:
            self._stopping = True
            worker = self._worker
            left = worker.tell_to_stop()
            if worker.call and worker.call.command:
                worker.call.command.cancel_event.set()
        for command in left:
            command.answer(Failure("stopped", Action.NOBODY))
        until = time.monotonic() + timeout_s
        if worker.thread.ident is not None:
            worker.thread.join(timeout_s)
            if worker.thread.is_alive():
                self._abandon(worker, worker.call)
            self._watcher.join(max(0.0, until - time.monotonic()) + 1)
        return not worker.thread.is_alive()

    def claim(self) -> None:
        """A visit begins: the device drops what arrived while nobody asked."""
        self._claimed = True
        self._housekeeping("claim", lambda device: device.claim())

    def release(self) -> None:
        """A visit ended: the device forgets all data of it."""
        self._claimed = False
        self._housekeeping("release", _release)

    def submit(
        self,
        name: str,
        command: Callable[[D], Outcome[T]],
        deadline_s: float,
        done: Callable[[Outcome[T]], None],
        cancel: threading.Event | None = None,
        *,
        gives_way: bool = False,
    ) -> Command:
        """Queue a command; `done` gets its outcome exactly once, on another thread or (when the device is
        not open) on this one before `submit` returns.

        `cancel` is the event that `command` hands to the driver; `Command.cancel` and the deadline set it, and the next
        command does when this one `gives_way`.
        Codes added here: `timeout`, `cancelled`, `stopped`, `driver_bug`, `wedged`, `offline`, `not_open`,
        or the code of the status when the device is not open.
        """
        handle = Command(
            name,
            command,
            self._clock() + deadline_s,
            done,
            cancel or threading.Event(),
            gives_way=gives_way,
        )
        with self._changed:
            open_now = self._worker.is_open and not self._stopping
            if open_now:
                self._worker.put(handle)
        if not open_now:
            now = self._status
            # Just lost, or not yet opened: its last status may be the one from before.
            detail = now.detail or f"{self.device_class} is not open at this moment"
            handle.answer(Failure(now.code or "not_open", now.action, detail))
        return handle

    def _housekeeping(self, name: str, call: Callable[[D], Outcome[None]]) -> None:
        def told(outcome: Outcome[None]) -> None:
            if isinstance(outcome, Failure) and outcome.code not in {"stopped", "wedged", "offline"}:
                log.warning("%s: %s failed: %s %s", self.device_class, name, outcome.code, outcome.detail)

        if self._worker.is_open:
            self.submit(name, call, self._delays.call_deadline_s, told)

    def _new_worker(self) -> Worker[D]:
        return Worker(
            self._make(),
            delays=self._delays,
            clock=self._clock,
            report=self._report,
            backoff_s=self._next_backoff_s,
            claimed=lambda: self._claimed,
            changed=self._changed,
        )

    def _next_backoff_s(self) -> float:
        self._failures += 1
        return self._delays.backoff_s(self._failures, self._rng)

    def _report(self, worker: Worker[D], status: DeviceStatus) -> None:
        with self._telling:
            if worker.abandoned:
                return
            if worker.is_open:
                self._failures = 0
            self._tell(status)

    def _tell(self, status: DeviceStatus) -> None:
        """Caller holds `_telling`."""
        if status == self._status:
            return
        self._status = status
        self._log(status)
        self._publish(self.device_class, status)

    def _log(self, status: DeviceStatus) -> None:
        fault = "" if status.state in WELL and status.usable else f"{status.state} {status.code}"
        if fault and fault != self._logged:
            log.warning(
                "%s: down: %s (%s), must act: %s", self.device_class, fault, status.detail, status.action
            )
        elif self._logged and not fault and status.state is not DeviceState.UNKNOWN:
            log.info("%s: up again: %s", self.device_class, status.state)
        self._logged = fault

    def _watch(self) -> None:
        """The one thread that never calls a driver: it enforces deadlines and starts fresh workers."""
        while True:
            with self._changed:
                worker = self._worker
                if self._stopping and (worker.abandoned or not worker.thread.is_alive()):
                    return
                call = None if worker.abandoned else worker.call
                now = self._clock()
                late = [c for c in worker.waiting() if c.deadline <= now]
                hung = call if call and now >= call.deadline + self._delays.deadline_grace_s else None
                fresh = self._fresh_at is not None and now >= self._fresh_at
                if not late and not hung and not fresh:
                    if call and call.command and now >= call.deadline:
                        call.command.cancel_event.set()
                    self._changed.wait(self._until_next(worker, call, now))
                    continue
            for command in late:
                command.cancel_event.set()
                command.answer(
                    Failure("timeout", Action.NOBODY, f"{command.name} waited for the device too long")
                )
            with self._changed:
                worker.drop_answered()
            if hung:
                self._abandon(worker, hung)
            elif fresh:
                self._start_fresh()

    def _until_next(self, worker: Worker[D], call: Call | None, now: float) -> float | None:
        """Seconds until something may be due; None: until somebody notifies."""
        moments = [c.deadline for c in worker.waiting()]
        if call:
            grace = self._delays.deadline_grace_s if now >= call.deadline else 0.0
            moments.append(call.deadline + grace)
        if self._fresh_at is not None:
            moments.append(self._fresh_at)
        if self._stopping:
            moments.append(now + 0.1)  # the end of a thread notifies nobody
        return max(0.0, min(moments) - now) if moments else None

    def _abandon(self, worker: Worker[D], call: Call | None) -> None:
        what = call.name if call else "the worker"
        with self._changed:
            if worker.abandoned or worker.call is not call:
                return  # it came back in the last moment
            worker.abandoned = True
            worker.is_open = False
            left = worker.tell_to_stop()
            self._abandoned.append(worker.thread)
            if not self._stopping:
                self._fresh_at = self._clock() + self._next_backoff_s()
        detail = f"{what} passed its deadline and did not come back"
        with self._telling:
            self._tell(DeviceStatus(DeviceState.WEDGED, action=Action.NOBODY, code="wedged", detail=detail))
        if call and call.command:
            call.command.answer(Failure("timeout", Action.NOBODY, detail))
        for command in left:
            command.answer(Failure("wedged", Action.NOBODY, detail))
        # Closing may hang as well, so it gets a thread that nobody waits for.
        threading.Thread(target=_close_quietly, args=(worker.device,), daemon=True).start()

    def _start_fresh(self) -> None:
        with self._changed:
            self._abandoned = [thread for thread in self._abandoned if thread.is_alive()]
            if self._stopping:
                self._fresh_at = None
                return
            given_up = len(self._abandoned) >= self._delays.most_abandoned
            if given_up:
                self._fresh_at = self._clock() + self._delays.backoff_most_s
            else:
                self._fresh_at = None
                self._worker = self._new_worker()
                self._worker.thread.start()
        if given_up:
            with self._telling:
                detail = f"{len(self._abandoned)} calls hang; power-cycle the device or restart the program"
                self._tell(
                    DeviceStatus(DeviceState.WEDGED, action=Action.ENGINEER, code="wedged", detail=detail)
                )


def _release(device: Device) -> Outcome[None]:
    device.release()
    return Ok(None)


def _close_quietly(device: Device) -> None:
    try:
        device.close()
    except Exception as bug:  # noqa: BLE001  `close` promises not to raise, but this device has just misbehaved
        log.error("driver bug: close raised %s", type(bug).__name__)
