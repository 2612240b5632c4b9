"""What the tests of the drivers share: benches with a simulator on a real wire, and ears for a supervisor."""

from __future__ import annotations

import queue
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.device import DeviceClass, DeviceStatus
    from drivers.id_card_reader.sam_serial import SamSerial
    from drivers.receipt_printer.escpos import Escpos
    from drivers.simulators.receipt_printer import ReceiptPrinter
    from drivers.simulators.sam_reader import SamReader
    from drivers.simulators.wires import Wire

BOUND_S = 10.0
"""No wait of a test lasts longer; none of them lasts nearly as long when all is well."""

RESIDENTS = Path(__file__).parents[2] / "demo" / "residents.yaml"


@dataclass
class ReaderBench:
    simulator: SamReader
    wire: Wire
    make: Callable[..., SamSerial]


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

    def next(self) -> Any:
        return self._told.get(timeout=BOUND_S)

    def until(self, wanted: Callable[[Any], bool]) -> Any:
        """The first that fits; what came before is dropped."""
        while not wanted(one := self.next()):
            pass
        return one

    @property
    def silent(self) -> bool:
        return self._told.empty()
