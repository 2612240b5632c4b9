"""Every driver that has a simulator: how it is made, what its command is, and what only this device can suffer."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from drivers_benches import CERTIFICATE, RECEIPT, RESIDENTS
from drivers_row import Entry, Row
from small_rows import CODE, SMALL_COMMANDS, SMALL_ROWS

from drivers.device import DeviceClass
from drivers.presence import Proximity
from drivers.simulators.barcode_reader.stand import BarcodeReaderStand
from drivers.simulators.camera.stand import CameraStand
from drivers.simulators.document_printer.stand import DocumentPrinterStand
from drivers.simulators.id_card_reader.stand import IdCardReaderStand
from drivers.simulators.receipt_printer.stand import ReceiptPrinterStand
from drivers.simulators.smart_card_reader.stand import SmartCardReaderStand

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from drivers.simulators.simulator import Simulator
    from outcome import Outcome


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
    # A late answer (0.25 s) must be felt; twenty stands beside each other answered each other's threads too late.
    quick={"find_interval_s": 0.01, "answer_timeout_s": 0.2, "look_timeout_s": 0.2},
    side_by_side=10,
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
SERVICES = 5
"""A PC/SC service for each cell: more of them at once come back later than anybody waits."""
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
    bears=frozenset({"noise", "late", "cut short", "read failed (6F41)"}),
    side_by_side=SERVICES,
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
    bears=frozenset({"noise"}),
)
CAMERA = Entry(
    lambda _: CameraStand(),
    quick={"first_frame_s": 1.0, "stall_s": 0.3},
    faults={
        "broken pictures": lambda stand: stand.faults.fail_repeatedly("broken_jpeg"),
        "refused": lambda stand: stand.faults.fail_repeatedly("503"),
        "no stream": lambda stand: stand.faults.fail_repeatedly("not_a_stream"),
    },
    most_answers=2,
    streams=True,
    bears=frozenset({"noise", "late"}),
)


def _a4_well_again(stand: DocumentPrinterStand) -> None:
    stand.printer.next_answer = ""
    stand.printer.set(paper_out=False, paper_jam=False, cover_open=False, toner_out=False)


A4_PRINTER = Entry(
    DocumentPrinterStand,
    quick={
        "answer_timeout_s": 0.3, "silence_s": 0.4, "poll_interval_s": 0.02, "cancel_timeout_s": 0.5,
        "job_timeout_s": 3.0,
    },
    faults={
        "paper out": lambda stand: stand.printer.set(paper_out=True),
        "jam": lambda stand: stand.printer.set(paper_jam=True),
        "cover open": lambda stand: stand.printer.set(cover_open=True),
        "toner out": lambda stand: stand.printer.set(toner_out=True),
        "job aborted": lambda stand: stand.faults.fail_next("abort"),
        "job hangs": lambda stand: stand.faults.fail_next("hang"),
        "wrong count": lambda stand: stand.faults.fail_next("wrong_count"),
        "answer lost": lambda stand: stand.faults.fail_next("lose_answer"),
        "half an answer": lambda stand: setattr(stand.printer, "next_answer", "half"),
        "a web page": lambda stand: setattr(stand.printer, "next_answer", "not_ipp"),
        "server error": lambda stand: setattr(stand.printer, "next_answer", "http_500"),
    },
    mend=_a4_well_again,
    bears=frozenset({"late", "answer lost"}),
)  # fmt: skip

SCANNER = Entry(
    BarcodeReaderStand,
    ready=lambda stand: stand.hold(CODE),
    quick={"idle_s": 0.05, "terminator": "cr", "answer_timeout_s": 0.35},
    faults={"cut off": lambda stand: stand.faults.fail_next("cut_off")},
    most_answers=4,
    bears=frozenset({"late"}),
)

KEYBOARD = replace(
    SCANNER,
    quick={"idle_s": 0.05, "terminator": "cr"},
    bears=frozenset({"late", "noise", "cut off"}),
)

CHIP_CARDS = Entry(
    lambda folder: SmartCardReaderStand(folder, RESIDENTS),
    ready=lambda stand: stand.insert_bank("wang"),
    quick={"answer_timeout_s": 0.4},
    faults={
        "not allowed (6982)": lambda stand: stand.faults.fail_repeatedly("6982"),
        "card pulled": lambda stand: stand.slot.remove(),
    },
    bears=frozenset({"noise", "late"}),
    side_by_side=SERVICES,
)

ROWS: dict[str, Entry] = {
    "barcode_reader.hid": KEYBOARD,
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
    **SMALL_ROWS,
}
"""Every driver that has a simulator: one line, and it stands in the contract suite and in the fault matrix."""

COMMANDS: dict[DeviceClass, Callable[[Any, threading.Event], Outcome[Any]]] = {
    DeviceClass.BARCODE_READER: lambda device, cancel: device.read(cancel, 1.5),
    DeviceClass.CAMERA: lambda device, cancel: device.take_picture("document"),
    DeviceClass.DOCUMENT_PRINTER: lambda device, cancel: device.print_document(CERTIFICATE),
    DeviceClass.ID_CARD_READER: lambda device, cancel: device.read_raw_data(cancel, 1.2),
    DeviceClass.RECEIPT_PRINTER: lambda device, cancel: device.print_raw(RECEIPT),
    DeviceClass.SMART_CARD_READER: lambda device, cancel: device.read_bank_card(cancel, 2.0),
    **SMALL_COMMANDS,
}
"""By class: the command that the shared proofs use. It ends by itself within a second or two."""

TRUE: dict[DeviceClass, Callable[[Any], bool]] = {
    DeviceClass.BARCODE_READER: lambda code: code.data == CODE.encode(),
    DeviceClass.CAMERA: lambda picture: picture.width > 0,
    DeviceClass.DOCUMENT_PRINTER: lambda printed: printed.sheets == 2,
    DeviceClass.ID_CARD_READER: lambda card: card.name == "王秀英",
    DeviceClass.PRESENCE: lambda seen: seen is Proximity.PRESENT,
    DeviceClass.SMART_CARD_READER: lambda card: "*" in card.masked_number,
}
"""By class: whether what the command brought is what lies before the simulator."""
