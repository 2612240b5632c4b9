"""What the tests of the drivers share: benches with a simulator on a real wire, and ears for a supervisor."""

from __future__ import annotations

import queue
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from drivers_papers import pdf

from drivers.device import DeviceClass
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
from drivers.registry import factory
from drivers.simulators.barcode_reader.stand import BarcodeReaderStand
from drivers.simulators.camera.stand import CameraStand
from drivers.simulators.document_printer.stand import DocumentPrinterStand
from drivers.simulators.id_card_reader.card_faces import load_residents
from drivers.simulators.id_card_reader.sam_reader import SamReader
from drivers.simulators.id_card_reader.stand import IdCardReaderStand
from drivers.simulators.receipt_printer.printer import ReceiptPrinter
from drivers.simulators.receipt_printer.stand import ReceiptPrinterStand
from drivers.simulators.smart_card_reader.stand import SmartCardReaderStand
from drivers.simulators.wires import PtyWire, Receive, TcpWire, Wire
from outcome import Ok, Outcome

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator, Mapping

    from drivers.device import DeviceStatus
    from drivers.id_card_reader.sam import Sam
    from drivers.simulators.simulator import Simulator

BOUND_S = 10.0
"""No wait of a test lasts longer; none of them lasts nearly as long when all is well."""

RESIDENTS = Path(__file__).parents[2] / "demo" / "residents.yaml"

CERTIFICATE = Document("QH0001-1", pdf(2))

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
        quick = {"answer_timeout_s": 0.2, "silence_s": 0.5} | options
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


class Row:
    """One driver with what stands at the far end of its wire, as the shared proofs need it."""

    def __init__(self, name: str, options: Mapping[str, Any], stand: Simulator | None = None) -> None:
        self.name = name
        self.stand = stand
        self.device_class = DeviceClass(name.partition(".")[0])
        table = {"driver": name.partition(".")[2], **options}
        made = factory(self.device_class, table)
        assert isinstance(made, Ok), made
        self.make: Callable[[], Any] = made.value
        self.ready: Callable[[], None] = lambda: None
        """A person lays down the card, shows the code, puts in paper: the class's command can now succeed."""

    def unplug(self) -> None:
        for wire in self.stand.wires if self.stand else ():
            wire.unplug()

    def plug(self) -> None:
        for wire in self.stand.wires if self.stand else ():
            wire.plug()


@dataclass(frozen=True)
class Entry:
    """A line of `ROWS`."""

    stand: Callable[[Path], Any]
    """Builds the device's stand in a folder with a short path."""
    ready: Callable[[Any], None] = lambda stand: None
    """With the stand: make the class's command succeed."""
    quick: Mapping[str, Any] = field(default_factory=dict)
    """Options that make waits short."""
    faults: Mapping[str, Callable[[Any], None]] = field(default_factory=dict)
    """With the stand: what only this device can suffer, for the fault matrix, by the name it has in the table."""
    mend: Callable[[Any], None] = lambda stand: None
    """With the stand: undo these, as far as `faults.clear` does not."""


@contextmanager
def row_on(name: str, folder: Path) -> Iterator[Row]:
    """The driver `<class>.<driver>` at its simulator, plugged in."""
    if name == "camera.not_supported":
        yield Row(name, {})
        return
    entry = ROWS[name]
    stand: Simulator = entry.stand(folder)
    for wire in stand.wires:
        wire.plug()
    if why_not := getattr(stand, "why_not", ""):
        pytest.skip(why_not)
    row = Row(name, {**stand.options()[name.partition(".")[2]], **entry.quick}, stand)
    row.ready = lambda: entry.ready(stand)
    try:
        yield row
    finally:
        row.unplug()
        stand.close()


SAM = Entry(
    lambda folder: IdCardReaderStand(folder, RESIDENTS),
    ready=lambda stand: stand.reader.insert_card("wang"),
    quick={"find_interval_s": 0.01, "answer_timeout_s": 0.1, "look_timeout_s": 0.1},
    faults={
        "bad checksum": lambda stand: stand.faults.fail_next("checksum"),
        "garbled line": lambda stand: stand.faults.fail_repeatedly("checksum"),
        "cut short": lambda stand: stand.faults.fail_next("short"),
        "confused (24)": lambda stand: stand.faults.fail_next("24"),
        "card pulled (41)": lambda stand: stand.faults.fail_next("41"),
        "out of order (66)": lambda stand: stand.faults.fail_repeatedly("66"),
        "card taken": lambda stand: stand.reader.remove_card(),
    },
)
ESCPOS = Entry(
    ReceiptPrinterStand,
    quick={"answer_timeout_s": 0.1, "silence_s": 0.4, "job_timeout_s": 3.0},
    faults={
        "paper out": lambda stand: stand.printer.set(paper_out=True),
        "cover open": lambda stand: stand.printer.set(cover_open=True),
        "jam": lambda stand: stand.printer.set(paper_jam=True),
        "cutter": lambda stand: stand.printer.set(cutter_error=True),
        "out of order": lambda stand: stand.printer.set(hardware_error=True),
    },
    mend=lambda stand: stand.printer.set(
        paper_out=False, cover_open=False, paper_jam=False, cutter_error=False, hardware_error=False
    ),
)
CAMERA = Entry(
    lambda _: CameraStand(),
    quick={"first_frame_s": 1.0, "stall_s": 0.3},
    faults={
        "broken pictures": lambda stand: stand.faults.fail_repeatedly("broken_jpeg"),
        "refused": lambda stand: stand.faults.fail_repeatedly("503"),
        "no stream": lambda stand: stand.faults.fail_repeatedly("not_a_stream"),
    },
)

A4_PRINTER = Entry(
    DocumentPrinterStand,
    quick={
        "answer_timeout_s": 0.3, "silence_s": 0.4, "poll_interval_s": 0.02, "cancel_timeout_s": 0.5,
        "job_timeout_s": 3.0,
    },
    faults={
        "paper out": lambda stand: stand.faults.fail_next("paper_out"),
        "jam": lambda stand: stand.faults.fail_next("paper_jam"),
        "cover open": lambda stand: stand.faults.fail_next("cover_open"),
        "toner out": lambda stand: stand.faults.fail_next("toner_out"),
        "job aborted": lambda stand: stand.faults.fail_next("abort"),
        "job hangs": lambda stand: stand.faults.fail_next("hang"),
        "wrong count": lambda stand: stand.faults.fail_next("wrong_count"),
        "answer lost": lambda stand: stand.faults.fail_next("lose_answer"),
    },
)  # fmt: skip

SCANNER = Entry(
    BarcodeReaderStand,
    ready=lambda stand: stand.hold("990001"),
    quick={"idle_s": 0.05},
)

CHIP_CARDS = Entry(
    lambda folder: SmartCardReaderStand(folder, RESIDENTS),
    ready=lambda stand: stand.insert_bank("wang"),
    quick={"answer_timeout_s": 0.4},
    faults={
        "not allowed (6982)": lambda stand: stand.faults.fail_next("6982"),
        "card pulled": lambda stand: stand.slot.remove(),
    },
)

ROWS: dict[str, Entry] = {
    "barcode_reader.hid": SCANNER,
    "barcode_reader.serial": SCANNER,
    "camera.mjpeg": CAMERA,
    "document_printer.ipp": A4_PRINTER,
    "id_card_reader.sam_network": SAM,
    "id_card_reader.sam_serial": SAM,
    "receipt_printer.escpos_network": ESCPOS,
    "receipt_printer.escpos_serial": ESCPOS,
    "smart_card_reader.pcsc": CHIP_CARDS,
}
"""Every driver that has a simulator: one line, and it stands in the contract suite and in the fault matrix."""

COMMANDS: dict[DeviceClass, Callable[[Any, threading.Event], Outcome[Any]]] = {
    DeviceClass.BARCODE_READER: lambda device, cancel: device.read(cancel, 1.5),
    DeviceClass.CAMERA: lambda device, cancel: device.take_picture("document"),
    DeviceClass.DOCUMENT_PRINTER: lambda device, cancel: device.print_document(CERTIFICATE),
    DeviceClass.ID_CARD_READER: lambda device, cancel: device.read_raw_data(cancel, 0.5),
    DeviceClass.RECEIPT_PRINTER: lambda device, cancel: device.print_raw(RECEIPT),
    DeviceClass.SMART_CARD_READER: lambda device, cancel: device.read_bank_card(cancel, 2.0),
}
"""By class: the command that the shared proofs use. It ends by itself within a second or two."""
