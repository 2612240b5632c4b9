"""The A4 printer on the bench: a network socket, and the hand that feeds it paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from drivers.simulators.document_printer.ipp_server import DAMAGES, IppServer
from drivers.simulators.document_printer.printer import CONDITIONS, JOB_FAULTS, DocumentPrinter
from drivers.simulators.simulator import Verb, number, one_of
from drivers.simulators.wires import TcpWire, Wire

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from drivers.simulators.faults import Faults


class DocumentPrinterStand:
    """Implements `Simulator`."""

    name = "document_printer"

    def __init__(self, folder: Path, port: int = 0) -> None:
        """`port` 0: any free one."""
        self.printer = DocumentPrinter(folder / "documents")
        self.server = IppServer(self.printer)
        self._network = TcpWire(port, self.server.receive)
        self.wires: tuple[Wire, ...] = (self._network,)
        self.printer.hang_up = self._network.hang_up

    @property
    def faults(self) -> Faults:
        return self.printer.faults

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        host, _, port = self._network.address.rpartition(":")
        return {"ipp": {"host": host, "port": int(port)}}

    def failure(self, word: str) -> str:
        return one_of(word, (*CONDITIONS, *JOB_FAULTS))

    def verbs(self) -> dict[str, Verb]:
        printer = self.printer

        def paper_out(after_sheets: str = "") -> None:
            if after_sheets:
                printer.run_out_after(int(number(after_sheets)))
            else:
                printer.set(paper_out=True)

        def next_job(fault: str) -> None:
            printer.next_job = fault

        def next_answer(damage: str) -> None:
            printer.next_answer = one_of(damage, DAMAGES)

        def slow(seconds: str) -> None:
            printer.seconds_per_sheet = number(seconds)

        return {
            "a4-paper-low": Verb("", "A4 纸将尽", "A4 paper is nearly out", partial(printer.set, paper_low=True)),
            "a4-paper-out": Verb(
                "[SHEETS]", "A4 缺纸（或再出几张后）", "A4 paper is out, now or after so many sheets", paper_out
            ),
            "a4-refill": Verb("", "装入 A4 纸", "put in A4 paper", printer.refill),
            "a4-jam": Verb("", "A4 卡纸", "jam the A4 paper", partial(printer.set, paper_jam=True)),
            "a4-clear-jam": Verb("", "清除 A4 卡纸", "clear the A4 jam", partial(printer.set, paper_jam=False)),
            "a4-open-cover": Verb("", "打开 A4 打印机盖", "open the A4 printer", partial(printer.set, cover_open=True)),
            "a4-close-cover": Verb(
                "", "合上 A4 打印机盖", "close the A4 printer", partial(printer.set, cover_open=False)
            ),
            "a4-toner-out": Verb("", "墨粉用完", "toner is out", partial(printer.set, toner_out=True)),
            "a4-new-toner": Verb(
                "", "换上新墨粉", "put in new toner", partial(printer.set, toner_out=False, toner_low=False)
            ),
            "a4-abort-next": Verb("", "下一份文件中途中止", "the next document is aborted", partial(next_job, "abort")),
            "a4-hang-next": Verb("", "下一份文件卡住不动", "the next document hangs", partial(next_job, "hang")),
            "a4-miscount-next": Verb(
                "", "下一份文件页数不符", "the next document's pages are counted wrong", partial(next_job, "wrong_count")
            ),
            "a4-damage-answer": Verb("|".join(DAMAGES), "损坏下一个应答", "damage the next answer", next_answer),
            "a4-slow": Verb("SECONDS", "每张打印耗时（0 为不限速）", "seconds for each sheet", slow),
        }  # fmt: skip

    def state(self) -> dict[str, object]:
        printer = self.printer
        with printer.changed:
            return {
                "state": printer.state.name.lower(),
                "reasons": printer.reasons,
                "seconds_per_sheet": printer.seconds_per_sheet,
                "jobs": {str(job.number): job.state.name.lower() for job in printer.jobs.values()},
                "pages": [str(path) for path in printer.pages],
            }

    def close(self) -> None:
        self.printer.close()
