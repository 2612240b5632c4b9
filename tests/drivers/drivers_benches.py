"""What the tests of the drivers share: benches with a simulator on a real wire, and ears for a supervisor."""

from __future__ import annotations

import queue
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drivers_papers import STAMP_POINTS, pdf

from drivers.document_printer import Document
from drivers.id_card_reader.sam_network import SamNetwork, SamNetworkOptions
from drivers.id_card_reader.sam_serial import SamSerial, SamSerialOptions
from drivers.receipt_printer.escpos import (
    Escpos,
    EscposNetworkOptions,
    EscposSerialOptions,
    escpos_network,
    escpos_serial,
)
from drivers.receipt_printer.job import Cut, PrintJob, Text
from drivers.simulators.card_faces import load_residents
from drivers.simulators.id_card_reader.sam_reader import SamReader
from drivers.simulators.receipt_printer.printer import ReceiptPrinter
from drivers.simulators.wires import PtyWire, Receive, TcpWire, Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from drivers.device import DeviceClass, DeviceStatus
    from drivers.id_card_reader.sam import Sam

BOUND_S = 30.0
"""No wait of a test lasts longer; none of them lasts nearly as long when all is well."""

RESIDENTS = Path(__file__).parents[2] / "demo" / "residents.yaml"

CERTIFICATE = Document("QH0001-1", pdf(2, STAMP_POINTS))

RECEIPT = PrintJob("job", (*(Text(f"第{number}行") for number in range(6)), Cut()))


@dataclass
class ReaderBench:
    simulator: SamReader
    wire: Wire
    make: Callable[..., Sam]


@dataclass
class PrinterBench:
    simulator: ReceiptPrinter
    wire: Wire
    make: Callable[..., Escpos]


class Heard:
    """Statuses and outcomes as they were told, in order."""

    def __init__(self) -> None:
        self._told: queue.Queue[Any] = queue.Queue()

    def publish(self, _: DeviceClass, status: DeviceStatus) -> None:
        self._told.put(status)

    def done(self, outcome: Any) -> None:
        self._told.put(outcome)

    def next(self, within_s: float = BOUND_S) -> Any:
        return self._told.get(timeout=max(0.0, within_s))

    def until(self, wanted: Callable[[Any], bool], within_s: float = BOUND_S) -> Any:
        """The first that fits; what came before is dropped. Raises queue.Empty."""
        until = time.monotonic() + within_s
        while not wanted(one := self.next(until - time.monotonic())):
            pass
        return one

    @property
    def silent(self) -> bool:
        return self._told.empty()


@contextmanager
def reader_on(kind: str, folder: Path) -> Iterator[ReaderBench]:
    """A simulated reader on a `pty` or on `tcp`; what `make` made is closed at the end."""
    simulator = SamReader(load_residents(RESIDENTS))
    wire = _wire(kind, folder / "id-card", simulator.receive)
    simulator.hang_up = wire.hang_up
    made: list[Sam] = []

    def make(**options: Any) -> Sam:
        quick = {"find_interval_s": 0.01, "answer_timeout_s": 0.4} | options
        if kind == "pty":
            made.append(SamSerial(SamSerialOptions(port=wire.address, **quick)))
        else:
            host, _, port = wire.address.partition(":")
            made.append(SamNetwork(SamNetworkOptions(host=host, port=int(port), **quick)))
        return made[-1]

    yield ReaderBench(simulator, wire, make)
    for device in made:
        device.close()
    wire.unplug()


@contextmanager
def printer_on(kind: str, folder: Path) -> Iterator[PrinterBench]:
    """A simulated printer on a `pty` or on `tcp`."""
    simulator = ReceiptPrinter(folder / "receipts")
    wire = _wire(kind, folder / "receipt-printer", simulator.receive)
    simulator.hang_up = wire.hang_up
    made: list[Escpos] = []

    def make(**options: Any) -> Escpos:
        quick = {"answer_timeout_s": 0.5, "silence_s": 1.0} | options
        if kind == "pty":
            made.append(escpos_serial(EscposSerialOptions(port=wire.address, **quick)))
        else:
            host, _, port = wire.address.partition(":")
            made.append(escpos_network(EscposNetworkOptions(host=host, port=int(port), **quick)))
        return made[-1]

    yield PrinterBench(simulator, wire, make)
    for device in made:
        device.close()
    wire.unplug()


def _wire(kind: str, link: Path, receive: Receive) -> Wire:
    wire: Wire = PtyWire(link, receive) if kind == "pty" else TcpWire(0, receive)
    wire.plug()
    return wire
