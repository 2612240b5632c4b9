"""Code scanner on a serial line, a USB serial adapter (CDC) or a serial server (`socket://host:port`).

To check on hardware: the answer of a GM65 to a second trigger while its light is still on; whether its firmware holds
the answer back until a code that is being sent is out; the read time of a SYN T scanner in serial trigger mode.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.barcode_reader import Barcode
from drivers.barcode_reader.families import COMMANDS, Family
from drivers.barcode_reader.framing import Framing, Terminator
from drivers.bell import heard
from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from drivers.driver_spec import Baud, DriverSpec, Seconds, Where
from drivers.serial_line import SLICE_S, SerialLine
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading

    import serial

    from drivers.bell import HasFileno


@dataclass(frozen=True, kw_only=True)
class SerialOptions:
    """Options of `driver = "serial"`."""

    port: Where
    """Device file or pyserial address, e.g. `/dev/ttyACM0`."""
    family: Family = "gm65"
    baud: Baud = 9600
    """Of no account on a CDC port."""
    terminator: Terminator = "auto"
    idle_s: Seconds = 0.1
    """Silence that ends a code: 100 characters' time at 9600 baud, and more than a USB adapter holds bytes back."""
    answer_timeout_s: Seconds = 0.5
    trigger_again_s: Seconds = 4.0
    """Scanners end their light by themselves (a GM65 after 5 s): while a code is awaited it is lit again."""
    simulated: bool = False


class SerialScanner:
    """`BarcodeReader` on a line. Keeps nothing of a code after handing it over."""

    def __init__(self, options: SerialOptions) -> None:
        self._options = options
        self._commands = COMMANDS[options.family]
        self._framing = Framing(options.terminator, options.idle_s)
        self._line = SerialLine(options.port, options.baud)

    @property
    def capabilities(self) -> Capabilities:
        options = self._options
        facts = {"port": options.port, "family": options.family}
        return Capabilities(DeviceClass.BARCODE_READER, "serial", options.simulated, facts)

    def open(self) -> Outcome[None]:
        """`no_device` or `port_denied`; `no_answer` when a family that can be asked stays silent."""
        opened = self._line.open()
        return opened if isinstance(opened, Failure) else self._ask("open")

    def close(self) -> None:
        self._line.close()
        self._framing.clear()

    def claim(self) -> Outcome[None]:
        return self._line.use("claim", self._drop_waiting)

    def release(self) -> None:
        self._line.use("release", self._darken)

    def reset(self) -> Outcome[None]:
        darkened = self._line.use("reset", self._darken)
        return darkened if isinstance(darkened, Failure) else self._ask("reset")

    def poll(self) -> DeviceStatus:
        asked = self._ask("poll")
        if isinstance(asked, Failure):
            return DeviceStatus(
                DeviceState.OFFLINE, action=asked.action, code=asked.code, detail=asked.detail
            )
        return DeviceStatus(DeviceState.ONLINE)

    def line(self) -> HasFileno | None:
        return self._line.line()

    def read(self, cancel: threading.Event, deadline_s: float = 120.0) -> Outcome[Barcode]:
        """Also `no_answer` from a scanner that does not take the trigger, and `line_noise`."""
        until = time.monotonic() + deadline_s
        outcome = self._line.use("read", lambda port: self._await_code(port, cancel, until))
        self._line.use("read", self._darken)
        return outcome if isinstance(outcome, Failure) else outcome.value

    def _await_code(self, port: serial.Serial, cancel: threading.Event, until: float) -> Outcome[Barcode]:
        if not self._fell_silent(port, cancel, until) and not cancel.is_set():
            return Failure("line_noise", Action.ENGINEER, f"{self._options.port}: never silent")
        light_at = 0.0
        while not cancel.is_set():
            now = time.monotonic()
            if now >= until:
                return Failure("timeout", Action.RESIDENT, "no code was shown")
            if now >= light_at and not self._framing.pending:
                lit = self._light_up(port)
                if isinstance(lit, Failure):
                    return lit
                code = lit.value
                light_at = time.monotonic() + self._options.trigger_again_s
            else:
                # In the middle of a code its silence is counted; before one nothing is to be done until something comes.
                wait_s = SLICE_S if self._framing.pending else min(until, light_at) - now
                data = heard(port, cancel, wait_s)
                code = self._framing.feed(data) if data else self._framing.silence(SLICE_S)
            if code := self._without_answers(code):
                return Ok(Barcode("", code))
        return Failure("cancelled", Action.NOBODY)

    def _fell_silent(self, port: serial.Serial, cancel: threading.Event, until: float) -> bool:
        """Waits for it: of a code that is still coming in, the second half would be taken for a whole one."""
        self._drop_waiting(port)
        silent_at = time.monotonic() + self._options.idle_s
        while (now := time.monotonic()) < silent_at:
            if cancel.is_set() or now >= until:
                return False
            if heard(port, cancel, silent_at - now):
                silent_at = time.monotonic() + self._options.idle_s
        return True

    def _light_up(self, port: serial.Serial) -> Outcome[bytes | None]:
        """The code, when it came with the answer: behind it, or before when it was on its way already."""
        commands = self._commands
        port.write(commands.start)
        answer, until = b"", time.monotonic() + self._options.answer_timeout_s
        while commands.taken not in answer:
            left_s = until - time.monotonic()
            if left_s <= 0:
                said = "something else" if answer else "nothing"
                detail = f"{self._options.port}: {said} after the trigger"
                return Failure("no_answer", Action.SITE_KEEPER, detail)
            answer += heard(port, None, left_s)
        more = answer.replace(commands.taken, b"", 1)
        return Ok(self._framing.feed(more) if more else None)

    def _without_answers(self, code: bytes | None) -> bytes | None:
        """An answer that came late stands before or behind the code, and never in it, as codes hold text."""
        if code is None or code == self._commands.nothing_read:
            return None
        return code.removeprefix(self._commands.taken).removesuffix(self._commands.taken)

    def _darken(self, port: serial.Serial) -> None:
        if self._commands.stop:
            port.write(self._commands.stop)
        self._drop_waiting(port)

    def _drop_waiting(self, port: serial.Serial) -> None:
        """What came while nobody asked belongs to nobody."""
        self._framing.clear()
        port.reset_input_buffer()

    def _ask(self, doing: str) -> Outcome[None]:
        """Is it there? Families without a question are believed as long as the port is."""
        commands = self._commands
        if not commands.question:
            outcome = self._line.use(doing, lambda port: port.in_waiting)
            return outcome if isinstance(outcome, Failure) else Ok(None)
        self._framing.clear()

        def found(heard: bytes) -> bool | None:
            _, head, rest = heard.partition(commands.answer_head)
            return True if head and len(head + rest) >= commands.answer_size else None

        answer = self._line.ask(commands.question, found, self._options.answer_timeout_s, doing)
        return answer if isinstance(answer, Failure) else Ok(None)


DRIVER = DriverSpec(
    SerialOptions,
    SerialScanner,
    'driver = "serial", port = "/dev/ttyACM0"',
    wire={"port": "/dev/ttyACM0"},
)
