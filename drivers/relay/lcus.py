"""LCUS relay boards; the wire is in `lcus_board.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from drivers.driver_spec import Baud, DriverSpec, Seconds, Where
from drivers.relay import lcus_board
from drivers.serial_line import SerialLine
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.bell import HasFileno


@dataclass(frozen=True, kw_only=True)
class LcusOptions:
    """Options of `driver = "lcus"`."""

    port: Where
    baud: Baud = 9600
    channels: Annotated[int, Field(ge=1, le=8)] = 4
    tells_states: bool = True
    """False for a board that does not answer when asked; then only the line itself is watched."""
    answer_timeout_s: Seconds = 0.5
    simulated: bool = False


class Lcus:
    """`Relay`."""

    def __init__(self, options: LcusOptions) -> None:
        self._options = options
        self._line = SerialLine(options.port, options.baud)

    @property
    def capabilities(self) -> Capabilities:
        options = self._options
        facts = {"port": options.port, "channels": str(options.channels)}
        return Capabilities(DeviceClass.RELAY, "lcus", options.simulated, facts)

    def open(self) -> Outcome[None]:
        """`no_device`, `port_denied`, `no_answer`. Switches nothing: a fan goes on over a restart."""
        opened = self._line.open()
        return opened if isinstance(opened, Failure) else self._alive()

    def close(self) -> None:
        self._line.close()

    def claim(self) -> Outcome[None]:
        return Ok(None)

    def release(self) -> None:
        """What is switched is no matter of a visit."""

    def reset(self) -> Outcome[None]:
        """All off."""
        for channel in range(1, self._options.channels + 1):
            done = self.set_relay(channel, on=False)
            if isinstance(done, Failure):
                return done
        return Ok(None)

    def poll(self) -> DeviceStatus:
        alive = self._alive()
        if isinstance(alive, Failure):
            return DeviceStatus(
                DeviceState.OFFLINE, action=alive.action, code=alive.code, detail=alive.detail
            )
        return DeviceStatus(DeviceState.ONLINE)

    def line(self) -> HasFileno | None:
        return self._line.line()

    def set_relay(self, channel: int, *, on: bool) -> Outcome[None]:
        if not 1 <= channel <= self._options.channels:
            detail = f"channel {channel} of {self._options.channels}"
            return Failure("no_such_channel", Action.ENGINEER, detail)
        sent = self._line.send(lcus_board.switch(channel, on=on), f"switch {channel}")
        if isinstance(sent, Failure) or not self._options.tells_states:
            return sent
        states = self.relay_states()
        if isinstance(states, Failure):
            return states
        if states.value[channel - 1] is not on:
            seen = f"{self._options.port}: channel {channel} is not {'on' if on else 'off'}"
            return Failure("relay_stuck", Action.ENGINEER, seen)
        return Ok(None)

    def relay_states(self) -> Outcome[tuple[bool, ...]]:
        options = self._options
        if not options.tells_states:
            return Failure("not_supported", Action.NOBODY, "this board does not tell its states")
        return self._line.ask(
            lcus_board.ASK,
            lambda heard: lcus_board.states(heard, options.channels),
            options.answer_timeout_s,
            "states",
        )

    def _alive(self) -> Outcome[None]:
        if not self._options.tells_states:
            return self._line.drop_input()
        states = self.relay_states()
        return states if isinstance(states, Failure) else Ok(None)


DRIVER = DriverSpec(
    LcusOptions,
    Lcus,
    'driver = "lcus", port = "/dev/ttyUSB3", channels = 4',
    wire={"port": "/dev/ttyUSB3"},
)
