"""A UPS behind the server of the Network UPS Tools (`upsd`), which speaks with the UPS itself.

The shutdown at the end of the battery is upsmon's business, with rights that this program has not.
"""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from drivers.driver_spec import DriverSpec, Seconds, TcpPort, Where
from drivers.keepalive import keep_alive
from drivers.ups import Power, nut_words
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.bell import HasFileno


@dataclass(frozen=True, kw_only=True)
class NutOptions:
    """Options of `driver = "nut"`."""

    host: Where = "127.0.0.1"
    port: TcpPort = 3493
    ups: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+$")] = "ups"
    """Its name in the server's `ups.conf`."""
    answer_timeout_s: Seconds = 2.0
    simulated: bool = False


class Nut:
    """`Ups`."""

    def __init__(self, options: NutOptions) -> None:
        self._options = options
        self._socket: socket.socket | None = None
        self._heard = b""
        self._where = f"{options.ups}@{options.host}:{options.port}"

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(DeviceClass.UPS, "nut", self._options.simulated, {"ups": self._where})

    def open(self) -> Outcome[None]:
        """`no_device` when no server is there, else as `power`."""
        self.close()
        options = self._options
        try:
            self._socket = socket.create_connection((options.host, options.port), options.answer_timeout_s)
            keep_alive(self._socket)
        except OSError as error:
            return Failure("no_device", Action.ENGINEER, f"{self._where}: {type(error).__name__}")
        return self.reset()

    def close(self) -> None:
        connection, self._socket = self._socket, None
        self._heard = b""
        if connection is not None:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)  # wakes a thread that waits for an answer
            connection.close()

    def claim(self) -> Outcome[None]:
        return Ok(None)

    def release(self) -> None:
        """A battery knows nothing of a visit."""

    def reset(self) -> Outcome[None]:
        """There is nothing to set back but a look at it."""
        seen = self.power()
        return seen if isinstance(seen, Failure) else Ok(None)

    def poll(self) -> DeviceStatus:
        """Charge and minutes are left out: a status is told whenever it changes."""
        power = self.power()
        if isinstance(power, Failure):
            return DeviceStatus(
                DeviceState.OFFLINE, action=power.action, code=power.code, detail=power.detail
            )
        now = power.value
        if now.on_battery and now.battery_low:
            return DeviceStatus(
                DeviceState.ONLINE, action=Action.SITE_KEEPER, code="battery_low", detail=self._where
            )
        if now.on_battery:
            return DeviceStatus(
                DeviceState.ONLINE, action=Action.SITE_KEEPER, code="on_battery", detail=self._where
            )
        if now.replace_battery:
            return DeviceStatus(
                DeviceState.ONLINE, action=Action.ENGINEER, code="replace_battery", detail=self._where
            )
        return DeviceStatus(DeviceState.ONLINE)

    def line(self) -> HasFileno | None:
        return self._socket

    def power(self) -> Outcome[Power]:
        try:
            variables = self._list()
        except TimeoutError:
            self.close()  # nothing would tell the late answer from the one to the next question
            return Failure("no_answer", Action.ENGINEER, f"{self._where}: silent")
        except (OSError, AttributeError) as error:
            if self._socket is None:
                return Failure("not_open", Action.NOBODY, f"{self._where}: at states")
            return Failure("disconnected", Action.ENGINEER, f"{self._where}: {type(error).__name__}")
        if isinstance(variables, Failure):
            return variables
        return nut_words.power(variables.value, self._where)

    def _list(self) -> Outcome[dict[str, str]]:
        ups = self._options.ups
        connection = self._connected()
        until = time.monotonic() + self._options.answer_timeout_s
        connection.sendall(f"LIST VAR {ups}\n".encode())
        line = self._line(connection, until)
        if line != f"BEGIN LIST VAR {ups}":
            return nut_words.refusal(line, self._where)
        found: dict[str, str] = {}
        for _ in range(nut_words.LONGEST_LIST):
            line = self._line(connection, until)
            if line == f"END LIST VAR {ups}":
                return Ok(found)
            told = nut_words.variable(line, ups)
            if told is None:
                return nut_words.refusal(line, self._where)
            found[told[0]] = told[1]
        return nut_words.refusal("", self._where)

    def _connected(self) -> socket.socket:
        if self._socket is None:
            raise ConnectionError
        return self._socket

    def _line(self, connection: socket.socket, until: float) -> str:
        while b"\n" not in self._heard:
            if len(self._heard) > nut_words.LONGEST_LINE:
                raise ConnectionError
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            connection.settimeout(left)
            some = connection.recv(4096)
            if not some:
                raise ConnectionResetError
            self._heard += some
        line, _, self._heard = self._heard.partition(b"\n")
        return line.decode("ascii", "replace").rstrip("\r")


DRIVER = DriverSpec(
    NutOptions,
    Nut,
    'driver = "nut", host = "127.0.0.1", ups = "ups"',
    wire={"host": "127.0.0.1", "port": 3493, "ups": "ups"},
)
