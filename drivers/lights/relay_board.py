"""Lights on an LCUS relay board, a channel a light (or a channel a colour of a light).

A mechanical relay lasts some 100,000 switchings: flashing twice a second wears it out in a day. So a flash is shown as
steady light unless the board is said to have solid-state relays.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from drivers.driver_spec import Baud, DriverSpec, Seconds, Where
from drivers.lights import Colour, FlashRate, Light
from drivers.lights.flasher import Flasher
from drivers.relay import lcus_board
from drivers.serial_line import SerialLine
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.bell import HasFileno

Channel = Annotated[int, Field(ge=1, le=8)]


@dataclass(frozen=True, kw_only=True)
class RelayLightsOptions:
    """Options of `driver = "relay_board"` of lights."""

    port: Where
    """Of a board that does nothing else; fans and heaters have their own."""
    lights: Annotated[dict[str, Channel], Field(min_length=1)]
    """Which channel lights what: `card_reader = 1`, or by colour `"card_reader.green" = 1`."""
    solid_state: bool = False
    tells_states: bool = True
    """False for a board that does not answer when asked; then only the line itself is watched."""
    baud: Baud = 9600
    answer_timeout_s: Seconds = 0.5
    simulated: bool = False


class RelayLights:
    """`Lights`."""

    def __init__(self, options: RelayLightsOptions) -> None:
        self._options = options
        self._line = SerialLine(options.port, options.baud)
        self._one_at_a_time = threading.RLock()
        """The flasher writes on the same line, and must not do so between a question and its answer."""
        self._flasher = Flasher(self._flash)

    @property
    def capabilities(self) -> Capabilities:
        options = self._options
        facts = {"port": options.port, "lights": ", ".join(sorted(options.lights))}
        return Capabilities(DeviceClass.LIGHTS, "relay_board", options.simulated, facts)

    def open(self) -> Outcome[None]:
        """`no_device`, `port_denied`, `no_answer`; `config` for a light or colour that there is not."""
        for name in self._options.lights:
            light, _, colour = name.partition(".")
            if light not in {*Light} or (colour or Colour.DEFAULT) not in {*Colour}:
                return Failure("config", Action.ENGINEER, f"lights: {name!r} names no light")
        opened = self._line.open()
        return opened if isinstance(opened, Failure) else self.reset()

    def close(self) -> None:
        self._flasher.stop()
        self._line.close()

    def claim(self) -> Outcome[None]:
        return Ok(None)

    def release(self) -> None:
        """A lit slot would send the next resident to the wrong place."""
        self._all_off()

    def reset(self) -> Outcome[None]:
        done = self._all_off()
        return done if isinstance(done, Failure) else self._alive()

    def poll(self) -> DeviceStatus:
        alive = self._alive()
        if isinstance(alive, Failure):
            return DeviceStatus(
                DeviceState.OFFLINE, action=alive.action, code=alive.code, detail=alive.detail
            )
        return DeviceStatus(DeviceState.ONLINE)

    def line(self) -> HasFileno | None:
        return self._line.line()

    def set_light(
        self, light: Light, flash_rate: FlashRate, colour: Colour = Colour.DEFAULT
    ) -> Outcome[None]:
        lights = self._options.lights
        mine = {name: channel for name, channel in lights.items() if name.partition(".")[0] == light}
        wanted = light.value if colour is Colour.DEFAULT else f"{light}.{colour}"
        # A light with colours lights up in its first one when none is asked for.
        lit = mine.get(wanted) or (next(iter(mine.values()), None) if colour is Colour.DEFAULT else None)
        if lit is None:
            return Failure("no_such_light", Action.ENGINEER, f"{wanted} is none of: {', '.join(lights)}")
        for channel in mine.values():
            self._flasher.still(channel)
            on = channel == lit and flash_rate is not FlashRate.OFF
            done = self._switch(channel, on=on)
            if isinstance(done, Failure):
                return done
        if self._options.solid_state and flash_rate not in {FlashRate.OFF, FlashRate.CONTINUOUS}:
            self._flasher.flash(lit, flash_rate)
        return Ok(None)

    def _all_off(self) -> Outcome[None]:
        self._flasher.stop()
        for channel in sorted(set(self._options.lights.values())):
            done = self._switch(channel, on=False)
            if isinstance(done, Failure):
                return done
        return Ok(None)

    def _switch(self, channel: int, *, on: bool) -> Outcome[None]:
        with self._one_at_a_time:
            return self._line.send(lcus_board.switch(channel, on=on), f"light {channel}")

    def _flash(self, channel: int, lit: bool) -> bool:
        return isinstance(self._switch(channel, on=lit), Ok)

    def _alive(self) -> Outcome[None]:
        options = self._options
        if not options.tells_states:
            return self._line.drop_input()
        channels = max(options.lights.values())
        with self._one_at_a_time:
            told = self._line.ask(
                lcus_board.ASK,
                lambda heard: lcus_board.states(heard, channels),
                options.answer_timeout_s,
                "states",
            )
        return told if isinstance(told, Failure) else Ok(None)


DRIVER = DriverSpec(
    RelayLightsOptions,
    RelayLights,
    'driver = "relay_board", port = "/dev/ttyUSB3", lights = { card_reader = 1, receipt_printer = 2 }',
    wire={"port": "/dev/ttyUSB3"},
)
