"""Simulated devices at the far end of real wires."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from drivers_benches import RESIDENTS, Heard, PrinterBench, ReaderBench

from drivers.id_card_reader.sam_serial import SamSerial, SamSerialOptions
from drivers.receipt_printer.escpos import (
    Escpos,
    EscposNetworkOptions,
    EscposSerialOptions,
    escpos_network,
    escpos_serial,
)
from drivers.simulators.card_faces import load_residents
from drivers.simulators.receipt_printer import ReceiptPrinter
from drivers.simulators.sam_reader import SamReader
from drivers.simulators.wires import PtyWire, TcpWire, Wire

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def short_dir() -> Iterator[Path]:
    """A unix socket's path must be short, and pytest's own folders are not."""
    folder = Path(tempfile.mkdtemp(prefix="bb"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["pty", "tcp"])
def reader_bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReaderBench]:
    simulator = SamReader(load_residents(RESIDENTS))
    wire: Wire
    if request.param == "pty":
        wire = PtyWire(tmp_path / "id-card", simulator.receive)
    else:
        wire = TcpWire(0, simulator.receive)
    simulator.hang_up = wire.hang_up
    wire.plug()
    port = wire.address if request.param == "pty" else f"socket://{wire.address}"

    made: list[SamSerial] = []

    def make(**options: Any) -> SamSerial:
        quick = {"find_interval_s": 0.01, "answer_timeout_s": 0.4} | options
        made.append(SamSerial(SamSerialOptions(port=port, **quick)))
        return made[-1]

    yield ReaderBench(simulator, wire, make)
    for device in made:
        device.close()
    wire.unplug()


@pytest.fixture(params=["tcp", "pty"])
def printer_bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PrinterBench]:
    simulator = ReceiptPrinter(tmp_path / "receipts")
    wire: Wire
    if request.param == "pty":
        wire = PtyWire(tmp_path / "receipt-printer", simulator.receive)
    else:
        wire = TcpWire(0, simulator.receive)
    simulator.hang_up = wire.hang_up
    wire.plug()

    made: list[Escpos] = []

    def make(**options: Any) -> Escpos:
        quick = {"answer_timeout_s": 0.2, "silence_s": 0.5} | options
        if request.param == "pty":
            made.append(escpos_serial(EscposSerialOptions(port=wire.address, **quick)))
        else:
            host, _, port = wire.address.partition(":")
            made.append(escpos_network(EscposNetworkOptions(host=host, port=int(port), **quick)))
        return made[-1]

    yield PrinterBench(simulator, wire, make)
    for device in made:
        device.close()
    wire.unplug()
