"""A locker on a serial line, for every family of lock boards: what differs between them is a `Dialect`."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal, Protocol

from pydantic import Field

from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from drivers.driver_spec import Baud, Seconds, Where  # noqa: TC001  pydantic reads them at run time
from drivers.locker import BoxState
from drivers.serial_line import SerialLine
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading

    from drivers.bell import HasFileno

TRIES = 3
"""An answer now and then loses its first byte when an RS-485 line turns around."""


@dataclass(frozen=True, kw_only=True)
class LockBoardOptions:
    """What all families have in common; a family's module gives the address range and the defaults."""

    port: Where
    """Device file or pyserial address, e.g. `/dev/ttyUSB0` or `socket://192.0.2.7:8000`."""
    baud: Baud = 9600
    address: Annotated[int, Field(ge=0, le=255)] = 1
    """Of the board, as set by its switches."""
    boxes: Annotated[int, Field(ge=1, le=48)] = 12
    """Doors that are wired, from lock 1 on."""
    closed_bit: Literal[0, 1] = 1
    """The board's bit for a closed door. It depends on how the lock's micro switch is wired: look at the doors
    and at the maintenance page before you trust it."""
    pulse_s: Seconds = 1.0
    """Rest between two drives of a lock: the coils are made for short pulses, one at a time."""
    answer_timeout_s: Seconds = 0.5
    simulated: bool = False


class Dialect(Protocol):
    """The frames of one family."""

    name: str
    most_boxes: int

    def unlock(self, address: int, box: int) -> bytes: ...

    def ask_states(self, address: int) -> bytes: ...

    def states(self, heard: bytes, address: int) -> tuple[int, ...] | None:
        """The bits of all locks out of what was heard, noise included; None while there is no whole answer."""


class LockBoard:
    """`Locker`. It never believes an unlock's own answer (boards give it late, or not at all): it looks."""

    def __init__(self, options: LockBoardOptions, dialect: Dialect) -> None:
        self._options = options
        self._dialect = dialect
        self._line = SerialLine(options.port, options.baud)
        self._driven_at = float("-inf")

    @property
    def capabilities(self) -> Capabilities:
        options = self._options
        facts = {"port": options.port, "boxes": str(options.boxes), "address": str(options.address)}
        return Capabilities(DeviceClass.LOCKER, self._dialect.name, options.simulated, facts)

    def open(self) -> Outcome[None]:
        """`no_device`, `port_denied`, `no_answer`; `config` when the board cannot have so many boxes."""
        if self._options.boxes > self._dialect.most_boxes:
            detail = f"{self._dialect.name} has {self._dialect.most_boxes} locks, not {self._options.boxes}"
            return Failure("config", Action.ENGINEER, detail)
        opened = self._line.open()
        if isinstance(opened, Failure):
            return opened
        states = self.box_states()
        return states if isinstance(states, Failure) else Ok(None)

    def close(self) -> None:
        self._line.close()

    def claim(self) -> Outcome[None]:
        return self._line.drop_input()

    def release(self) -> None:
        self._line.drop_input()

    def reset(self) -> Outcome[None]:
        """Asks for an answer only: a reset must never open a door."""
        states = self.box_states()
        return states if isinstance(states, Failure) else Ok(None)

    def poll(self) -> DeviceStatus:
        """An open door is no trouble: somebody may stand before it."""
        states = self.box_states()
        if isinstance(states, Failure):
            return DeviceStatus(
                DeviceState.OFFLINE, action=states.action, code=states.code, detail=states.detail
            )
        return DeviceStatus(DeviceState.ONLINE)

    def line(self) -> HasFileno | None:
        return self._line.line()

    def box_states(self) -> Outcome[tuple[BoxState, ...]]:
        options, dialect = self._options, self._dialect
        failure = Failure("no_answer", Action.SITE_KEEPER)
        for _ in range(TRIES):
            answer = self._line.ask(
                dialect.ask_states(options.address),
                lambda heard: dialect.states(heard, options.address),
                options.answer_timeout_s,
                "states",
            )
            if isinstance(answer, Ok):
                bits = answer.value[: options.boxes]
                if len(bits) < options.boxes:
                    detail = f"{options.port}: the board tells of {len(bits)} locks"
                    return Failure("config", Action.ENGINEER, detail)
                return Ok(
                    tuple(BoxState.CLOSED if bit == options.closed_bit else BoxState.OPEN for bit in bits)
                )
            failure = answer
            if answer.code != "no_answer":
                break
        return failure

    def open_box(self, box: int, cancel: threading.Event, deadline_s: float = 10.0) -> Outcome[None]:
        if not 1 <= box <= self._options.boxes:
            return Failure("no_such_box", Action.ENGINEER, f"box {box} of {self._options.boxes}")
        until, drives = time.monotonic() + deadline_s, 0
        while True:
            states = self.box_states()
            if isinstance(states, Failure):
                return states
            if states.value[box - 1] is BoxState.OPEN:
                return Ok(None)
            if cancel.is_set():
                return Failure("cancelled", Action.NOBODY)
            rested = time.monotonic() - self._driven_at >= self._options.pulse_s
            if time.monotonic() >= until or (rested and drives >= TRIES):
                detail = f"{self._options.port}: box {box} shut after {drives} tries"
                return Failure("box_not_opened", Action.SITE_KEEPER, detail)
            if rested:
                driven = self._line.send(self._dialect.unlock(self._options.address, box), f"unlock {box}")
                if isinstance(driven, Failure):
                    return driven
                self._driven_at, drives = time.monotonic(), drives + 1
            cancel.wait(0.05)
