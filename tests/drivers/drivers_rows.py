"""Every driver that has a simulator: how it is made, what its command is, and what only this device can suffer."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from drivers_benches import CERTIFICATE, RECEIPT, RESIDENTS

from drivers.device import DeviceClass
from drivers.registry import factory
from drivers.simulators.barcode_reader.stand import BarcodeReaderStand
from drivers.simulators.camera.stand import CameraStand
from drivers.simulators.document_printer.stand import DocumentPrinterStand
from drivers.simulators.id_card_reader.stand import IdCardReaderStand
from drivers.simulators.receipt_printer.stand import ReceiptPrinterStand
from drivers.simulators.smart_card_reader.stand import SmartCardReaderStand
from outcome import Ok, Outcome

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from drivers.simulators.simulator import Simulator


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
COMBO = Entry(
    lambda folder: IdCardReaderStand(folder, RESIDENTS, combo=True),
    # A card that lies there stays: one that is laid down anew is seen half a second later.
    ready=lambda stand: stand.slot.card or stand.insert("wang"),
    quick={"answer_timeout_s": 0.4, "attempts": 2, "gone_s": 0.05},
    faults={
        "read failed (6F41)": lambda stand: stand.faults.fail_next("41"),
        "cut short": lambda stand: stand.faults.fail_next("short"),
        "card taken": lambda stand: stand.remove(),
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
    "id_card_reader.pcsc_combo": COMBO,
    "id_card_reader.sam_network": SAM,
    "id_card_reader.sam_serial": SAM,
    "receipt_printer.escpos_network": ESCPOS,
    "receipt_printer.escpos_serial": ESCPOS,
    "receipt_printer.escpos_usb": ESCPOS,
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
