"""The receipt printer on the bench: a network socket, a serial line and a USB device, and the hand that feeds it paper.

The USB device is a raw terminal: read and written like the character device of usblp, without its oddities.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast, get_args

from drivers.simulators.receipt_printer.printer import CONDITIONS, ReceiptPrinter, Reports
from drivers.simulators.simulator import Verb, number, one_of
from drivers.simulators.wires import PtyWire, TcpWire, Wire

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from drivers.simulators.faults import Faults


class ReceiptPrinterStand:
    """Implements `Simulator`."""

    name = "receipt_printer"

    def __init__(self, folder: Path, port: int = 0, dots: int = 576) -> None:
        """`port` 0: any free one; `dots`: 384 or 576, for 58 or 80 mm paper."""
        self.printer = ReceiptPrinter(folder / "receipts", dots)
        self._network = TcpWire(port, self.printer.receive)
        self._serial = PtyWire(folder / "receipt-printer", self.printer.receive)
        self._usb = PtyWire(folder / "receipt-printer-usb", self.printer.receive)
        self.wires: tuple[Wire, ...] = (self._network, self._serial, self._usb)
        self.printer.hang_up = self._hang_up

    def _hang_up(self) -> None:
        for wire in self.wires:
            wire.hang_up()

    @property
    def faults(self) -> Faults:
        return self.printer.faults

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        host, _, port = self._network.address.rpartition(":")
        return {
            "escpos_network": {"host": host, "port": int(port)},
            "escpos_serial": {"port": self._serial.address},
            "escpos_usb": {"port": self._usb.address},
        }

    def failure(self, word: str) -> str:
        return one_of(word, CONDITIONS)

    def verbs(self) -> dict[str, Verb]:
        printer = self.printer

        def paper_out(after_lines: str = "") -> None:
            if after_lines:
                printer.run_out_after(int(number(after_lines)))
            else:
                printer.set(paper_out=True)

        def slow(seconds_per_line: str) -> None:
            printer.seconds_per_line = number(seconds_per_line)

        def reports(when: str) -> None:
            printer.reports = cast("Reports", one_of(when, get_args(Reports)))

        return {
            "paper-low": Verb("", "纸将尽", "paper is nearly out", partial(printer.set, paper_low=True)),
            "paper-out": Verb(
                "[LINES]", "缺纸（或再打几行后）", "paper is out, now or after so many lines", paper_out
            ),
            "refill": Verb("", "装上新纸卷", "put in a new roll", printer.refill),
            "open-cover": Verb("", "打开纸仓盖", "open the cover", partial(printer.set, cover_open=True)),
            "close-cover": Verb("", "合上纸仓盖", "close the cover", partial(printer.set, cover_open=False)),
            "jam": Verb("", "卡纸", "jam the paper", partial(printer.set, paper_jam=True)),
            "clear-jam": Verb("", "清除卡纸", "clear the jam", partial(printer.set, paper_jam=False)),
            "cutter-error": Verb(
                "", "切刀故障", "the cutter sticks", partial(printer.set, cutter_error=True)
            ),
            "clear-cutter": Verb("", "切刀恢复", "free the cutter", partial(printer.set, cutter_error=False)),
            "printer-reports": Verb(
                "off|on|always",
                "打印机状态变化时是否自动上报",
                "tell each change unasked: no, until the program forbids it, or always",
                reports,
            ),
            "slow": Verb("SECONDS", "每行打印耗时（0 为不限速）", "seconds for each printed line", slow),
        }

    def state(self) -> dict[str, object]:
        sensors = self.printer.sensors
        return {
            "paper": "out" if sensors.paper_out else "low" if sensors.paper_low else "full",
            "cover": "open" if sensors.cover_open else "closed",
            "jam": sensors.paper_jam,
            "cutter_error": sensors.cutter_error,
            "seconds_per_line": self.printer.seconds_per_line,
            "reports": self.printer.reports,
            "receipts": [str(path) for path in self.printer.receipts],
        }

    def close(self) -> None:
        """Nothing but wires."""
