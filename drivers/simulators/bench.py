"""Sets the simulated devices up in a folder, wires and dock included."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.simulators.card_faces import load_residents
from drivers.simulators.dock import Dock
from drivers.simulators.receipt_printer import ReceiptPrinter
from drivers.simulators.sam_reader import SamReader
from drivers.simulators.verbs import PRINTER, READER, Bench
from drivers.simulators.wires import PtyWire, TcpWire, Wire

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Running:
    bench: Bench
    dock: Dock
    endpoints: dict[str, str]
    """Where drivers and the dock's users connect, as in `endpoints.json`."""

    def close(self) -> None:
        self.dock.close()
        for wires in self.bench.wires.values():
            for wire in wires:
                wire.unplug()


def set_up(folder: Path, residents: Path, printer_port: int = 0, dots: int = 576) -> Running:
    """Devices plugged in and dock listening. `printer_port` 0: any free one."""
    folder.mkdir(parents=True, exist_ok=True)
    reader = SamReader(load_residents(residents))
    printer = ReceiptPrinter(folder / "receipts", dots)
    reader_wire = PtyWire(folder / "id-card", reader.receive)
    network = TcpWire(printer_port, printer.receive)
    serial = PtyWire(folder / "receipt-printer", printer.receive)
    wires: dict[str, list[Wire]] = {READER: [reader_wire], PRINTER: [network, serial]}
    reader.hang_up = reader_wire.hang_up

    def hang_up_printer() -> None:
        network.hang_up()
        serial.hang_up()

    printer.hang_up = hang_up_printer
    for plugged in wires.values():
        for wire in plugged:
            wire.plug()
    dock = Dock(folder / "dock", Bench(reader, printer, wires))
    dock.start()
    endpoints = {
        "id_card_reader": reader_wire.address,
        "receipt_printer": network.address,
        "receipt_printer_serial": serial.address,
        "dock": str(dock.path),
    }
    written = folder / "endpoints.new"
    written.write_text(json.dumps(endpoints), encoding="utf-8")
    written.replace(folder / "endpoints.json")  # a reader sees the whole file or none
    return Running(Bench(reader, printer, wires), dock, endpoints)
