"""Receipt printer by ESC/POS: looks before it prints, watches while it prints, and believes only the
printer."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from drivers.driver_spec import Baud, DriverSpec, Seconds, TcpPort, Where
from drivers.receipt_printer import status
from drivers.receipt_printer.answers import Answers, is_marker
from drivers.receipt_printer.encode import END_MARKER, FEED_AND_CUT, INIT, Encoder, Mode
from drivers.receipt_printer.printer import Printed
from drivers.receipt_printer.transport import GONE, NetworkTransport, SerialTransport, Transport
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.bell import HasFileno
    from drivers.receipt_printer.job import PrintJob

PAPER_DOTS = {58: 384, 80: 576}

STOPS_A_JOB = frozenset({"paper_out", "cover_open", "paper_jam", "cutter_error", "hardware_error"})

_PIECE = 512
"""Bytes a write: half a second at 9600 baud, less than a millimetre of paper."""

_NOISE_GAP_S = 0.05

_RECOVER = b"\x10\x05\x02"
"""DLE ENQ 2: go on after a cutter or mechanical error, with buffers cleared."""
_CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: throw away everything received. Known from Epson's command set, its reference was not read;
clones may ignore it. Without it the rest of a failed receipt comes out after the paper is refilled, into a
stranger's hand."""


@dataclass(frozen=True, kw_only=True)
class EscposOptions:
    """Options that both wires share."""

    paper_mm: Literal[58, 80] = 80
    mode: Mode = "raster"
    """`raster` looks the same on every printer; `text` is much faster on a slow serial line (350 bytes, not
    60,000)."""
    near_end_sensor: bool = True
    """False for a printer without one: its paper is then `unknown` instead of `full`."""
    answer_timeout_s: Seconds = 0.5
    """A status answer takes a few milliseconds; a network with bad cables some hundred."""
    write_timeout_s: Seconds = 3.0
    """For each piece of 512 bytes; a cut holds a printer up for a second or so."""
    job_timeout_s: Seconds = 45.0
    """From the first byte to the confirmation (`print_raw` is back ten seconds later at worst); 60 kB take
    5 s at 115200 baud and printing as long again."""
    silence_s: Seconds = 5.0
    """A printer that answers nothing for so long in mid-job is not waited for any longer."""
    simulated: bool = False


@dataclass(frozen=True, kw_only=True)
class EscposNetworkOptions(EscposOptions):
    """Options of `driver = "escpos_network"`."""

    host: Where
    port: TcpPort = 9100


@dataclass(frozen=True, kw_only=True)
class EscposSerialOptions(EscposOptions):
    """Options of `driver = "escpos_serial"`."""

    port: Where
    baud: Baud = 115200


class Escpos:
    """`ReceiptPrinter` over a transport."""

    def __init__(self, driver: str, options: EscposOptions, transport: Transport) -> None:
        self._driver = driver
        self._options = options
        self._wire = transport
        self._encoder = Encoder(PAPER_DOTS[options.paper_mm], options.mode)
        self._answers = Answers()
        self._scrap = False
        """A piece of a failed receipt hangs in the printer."""
        self._noise = False
        """Something was heard that is no answer."""

    @property
    def capabilities(self) -> Capabilities:
        facts = {
            "where": self._wire.where,
            "paper_mm": str(self._options.paper_mm),
            "mode": self._options.mode,
        }
        return Capabilities(DeviceClass.RECEIPT_PRINTER, self._driver, self._options.simulated, facts)

    def open(self) -> Outcome[None]:
        self._answers = Answers()
        return self._wire.open()

    def close(self) -> None:
        self._wire.close()

    def claim(self) -> Outcome[None]:
        return Ok(None)

    def release(self) -> None:
        """Nothing of a job is kept after `print_raw`."""

    def reset(self) -> Outcome[None]:
        try:
            self._wire.write(_RECOVER + INIT)
            # Writing to a dead connection succeeds once: only an answer shows that somebody heard it.
            seen = self._status()
        except GONE as error:
            return self._disconnected(error)
        if seen.state is DeviceState.OFFLINE:
            return Failure(seen.code, seen.action, seen.detail)
        return Ok(None)

    def poll(self) -> DeviceStatus:
        try:
            return self._status()
        except GONE as error:
            lost = self._disconnected(error)
            return DeviceStatus(DeviceState.OFFLINE, action=lost.action, code=lost.code, detail=lost.detail)

    def line(self) -> HasFileno | None:
        return self._wire.line()

    def print_raw(self, job: PrintJob) -> Outcome[Printed]:
        data = self._encoder.job(job)
        try:
            before = self._status()
        except GONE as error:
            # Nothing was handed over, so nothing can come out: `disconnected` would leave that in doubt.
            return Failure("not_open", Action.SITE_KEEPER, f"{self._wire.where}: {type(error).__name__}")
        if before.state not in {DeviceState.ONLINE, DeviceState.DEVICE_BUSY}:
            return Failure(before.code, before.action, before.detail)
        try:
            return self._print(job, data)
        except GONE as error:
            self._scrap = True
            return self._disconnected(error)

    def _print(self, job: PrintJob, data: bytes) -> Outcome[Printed]:
        # What hangs out of the printer belongs to somebody else: cut it off before this receipt begins.
        start = INIT + FEED_AND_CUT if self._scrap else b""
        self._scrap, self._noise = True, False
        until = time.monotonic() + self._options.job_timeout_s
        outcome = self._send(start + data + END_MARKER, until) or self._wait_for_end(job, until)
        if isinstance(outcome, Ok):
            self._scrap = False
        else:
            with suppress(*GONE):  # the failure that led here is the one to tell
                self._wire.write(_CLEAR + _RECOVER)
        return outcome

    def _send(self, data: bytes, until: float) -> Failure | None:
        """In pieces, because the write timeout shall catch a printer that takes nothing, not a slow line."""
        try:
            for at in range(0, len(data), _PIECE):
                if time.monotonic() > until:
                    return self._stuck()
                self._wire.write(data[at : at + _PIECE])
        except TimeoutError:
            return self._stuck()
        return None

    def _wait_for_end(self, job: PrintJob, until: float) -> Outcome[Printed]:
        """Until the end marker is answered; looks in between for what stops the job."""
        heard = time.monotonic()
        while (now := time.monotonic()) < until and now - heard < self._options.silence_s:
            if self._heard(self._options.answer_timeout_s)[1]:
                return Ok(Printed(job.job_id))
            seen, marked = self._look()
            if marked:
                return Ok(Printed(job.job_id))
            if seen.code in STOPS_A_JOB:
                return Failure(seen.code, seen.action, seen.detail)
            if seen.code != "no_answer":
                heard = time.monotonic()
            self._ask_once_more()
        return Failure(
            "not_confirmed", Action.SITE_KEEPER, f"{self._wire.where}: all was sent, no end was confirmed"
        )

    def _ask_once_more(self) -> None:
        """What was noise may have been the end marker's answer: nobody shall stand here until the job's time is over.
        A second answer that comes on the heels of the first is thrown away before the next question."""
        if self._noise:
            self._noise = False
            with suppress(TimeoutError):
                self._wire.write(END_MARKER)

    def _stuck(self) -> Failure:
        """The printer takes no more bytes: ask it why."""
        seen, _ = self._look()
        if seen.code in STOPS_A_JOB:
            return Failure(seen.code, seen.action, seen.detail)
        return Failure(
            "not_confirmed", Action.SITE_KEEPER, f"{self._wire.where}: takes no more data ({seen.code})"
        )

    def _status(self) -> DeviceStatus:
        while late := self._wire.read(0):
            self._answers.sort(late)  # must not be taken for an answer to what is asked now
        return self._look()[0]

    def _look(self) -> tuple[DeviceStatus, bool]:
        """DLE EOT 1 to 4, each answer awaited before the next; and whether the end marker's answer came
        along."""
        answers: dict[int, int | None] = {}
        marked = False
        for number in status.QUERIES:
            try:
                self._wire.write(status.query(number))
            except TimeoutError:
                break  # its buffer is full and stays so: over USB or TCP not even real-time requests get through
            byte, marker = self._one_answer()
            answers[number] = byte
            marked |= marker
            if byte is None and number >= status.OFFLINE_CAUSE and not any(answers.values()):
                break  # silent twice: the other two would only cost time
        where = self._wire.where
        return status.decode(answers, near_end_sensor=self._options.near_end_sensor, where=where), marked

    def _one_answer(self) -> tuple[int | None, bool]:
        until = time.monotonic() + self._options.answer_timeout_s
        marked = False
        while (left := until - time.monotonic()) > 0:
            statuses, marker = self._heard(left)
            marked |= marker
            if statuses:
                return statuses[-1], marked
        return None, marked

    def _heard(self, timeout_s: float) -> tuple[list[int], bool]:
        """Status bytes that have come, and whether an end marker did. With something like a marker in it also what
        follows at once is taken: noise comes in one go, and a zero at its head must not confirm a receipt."""
        answer = self._wire.read(timeout_s)
        if any(is_marker(byte) for byte in answer):
            while more := self._wire.read(_NOISE_GAP_S):
                answer += more
        statuses, marked = self._answers.sort(answer)
        self._noise |= bool(answer) and not statuses and not marked
        return statuses, marked

    def _disconnected(self, error: BaseException) -> Failure:
        return Failure("disconnected", Action.SITE_KEEPER, f"{self._wire.where}: {type(error).__name__}")


def escpos_network(options: EscposNetworkOptions) -> Escpos:
    wire = NetworkTransport(options.host, options.port, options.write_timeout_s)
    return Escpos("escpos_network", options, wire)


def escpos_serial(options: EscposSerialOptions) -> Escpos:
    return Escpos(
        "escpos_serial", options, SerialTransport(options.port, options.baud, options.write_timeout_s)
    )


NETWORK_DRIVER = DriverSpec(
    EscposNetworkOptions,
    escpos_network,
    'driver = "escpos_network", host = "192.0.2.9", paper_mm = 80',
    wire={"host": "192.0.2.9", "port": 9100},
)
SERIAL_DRIVER = DriverSpec(
    EscposSerialOptions,
    escpos_serial,
    'driver = "escpos_serial", port = "/dev/ttyS1", mode = "text"',
    wire={"port": "/dev/ttyS1"},
)
