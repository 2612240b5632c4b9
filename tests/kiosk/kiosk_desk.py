"""Terminals whose simulated devices run in the test's own process, so that a fault can strike at an exact step of their
work, and what really came out of the printers can be read.
"""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from kiosk_bench import DELAYS, Rig, config_for_tests
from kiosk_faults import A4, HELP_KEY, LIGHTS, LINE, READER, RECEIPTS
from kiosk_proxy import Proxy
from kiosk_ui_watch import UiWatch
from sqlalchemy import create_engine, select

from drivers.device import DeviceClass
from drivers.id_card_reader import frame
from drivers.simulators.bench import Bench
from drivers.simulators.document_printer.stand import DocumentPrinterStand
from drivers.simulators.help_key.stand import HelpKeyStand
from drivers.simulators.id_card_reader.stand import IdCardReaderStand
from drivers.simulators.lights.stand import LightsStand
from drivers.simulators.receipt_printer.escpos_tokens import Char
from drivers.simulators.receipt_printer.stand import ReceiptPrinterStand
from drivers.simulators.site import Running
from hub.settings import sqlite_url
from hub.tables import case as case_table
from kiosk.children import EmbeddedHub
from kiosk.surroundings import DEMO_RESIDENTS, Surroundings
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.device import DeviceStatus
    from drivers.id_card_reader.frame import Frame
    from drivers.simulators.document_printer.printer import DocumentPrinter, Job
    from drivers.simulators.faults import Disturbance, Faults
    from drivers.simulators.id_card_reader.sam_reader import SamReader
    from drivers.simulators.receipt_printer.escpos_tokens import Token
    from drivers.simulators.receipt_printer.printer import ReceiptPrinter
    from drivers.simulators.wires import Reply
    from kiosk.config import Config
    from visit.views import View

DEMO = "演示样张 · 无效"
"""First and last on every receipt."""
LINE_OF_A_JOB = 4
ANSWERS_A_LOOK = {READER: 2, RECEIPTS: 4, A4: 1, HELP_KEY: 1, LIGHTS: 1, LINE: 1}
QUICK = {
    DeviceClass.RECEIPT_PRINTER: {"mode": "text", "silence_s": 1.5},
    DeviceClass.DOCUMENT_PRINTER: {"answer_timeout_s": 0.6, "poll_interval_s": 0.05, "silence_s": 1.5},
}
"""Letters as letters, so that receipts can be read; shorter patience, so that a test need not wait it out."""


class Trap:
    """Does something once, when its moment comes."""

    def __init__(self) -> None:
        self._do: Callable[[], None] | None = None

    def set(self, do: Callable[[], None] | None) -> None:
        self._do = do

    def spring(self) -> None:
        do, self._do = self._do, None
        if do is not None:
            do()


class ReceiptTray:
    """What came out of the receipt printer, read as it is printed."""

    def __init__(self, printer: ReceiptPrinter) -> None:
        self.papers: list[str] = []
        """The text of each paper that was cut off, oldest first."""
        self.during, self.after = Trap(), Trap()
        self._printer = printer
        self._text = ""
        self._carry_out = printer._carry_out
        printer._carry_out = self._watched  # type: ignore[method-assign]

    def whole(self, number: str) -> int:
        """Complete receipts of this case."""
        return sum(one.count(DEMO) == 2 and number in one for one in self.papers)

    def _watched(self, token: Token, reply: Reply, epoch: int) -> None:
        if self._text.count("\n") == LINE_OF_A_JOB:
            self.during.spring()
        blank = self._printer._page.is_blank
        self._carry_out(token, reply, epoch)
        if isinstance(token, Char):
            self._text += token.text
        elif token.name == "LF":
            self._text += "\n"
        elif token.name == "GS V" and not blank:
            self.papers.append(self._text)
            self._text = ""
            self.after.spring()


class A4Tray:
    """The same of the A4 printer, which knows by itself what it put out."""

    def __init__(self, printer: DocumentPrinter) -> None:
        self.during, self.after = Trap(), Trap()
        self._printer = printer
        self._put_out = printer._put_out
        printer._put_out = self._watched  # type: ignore[method-assign]

    def whole(self, key: str) -> int:
        """Complete documents of this case."""
        jobs = tuple(self._printer.jobs.values())
        return sum(job.name.startswith(key) and job.impressions >= job.pages for job in jobs)

    def _watched(self, job: Job, numbers: range) -> None:
        self.during.spring()
        if self._printer._feed(job):  # whatever struck may have stopped the sheet
            self._put_out(job, numbers)
            self.after.spring()


class CardStep:
    """Springs when a card is being selected: found already, not read yet."""

    def __init__(self, reader: SamReader) -> None:
        self.select = Trap()
        self._disturbed = reader._disturbed
        reader._disturbed = self._watched  # type: ignore[method-assign]

    def _watched(self, request: Frame) -> Any:
        if tuple(request.body[:2]) == frame.SELECT:
            self.select.spring()
        return self._disturbed(request)


class Answers:
    """Counts them."""

    def __init__(self, faults: Faults) -> None:
        self.count = 0
        self._take = faults.take
        faults.take = self._counted  # type: ignore[method-assign]

    def _counted(self) -> Disturbance:
        self.count += 1
        return self._take()


class Desk(Rig):
    """A terminal with devices of its own. Everything that it shows is kept, and its UI thread is watched."""

    def __init__(self, config: Config, town: Path, hub: EmbeddedHub) -> None:
        self.shown: list[View] = []
        runtime = Path(tempfile.mkdtemp(prefix="desk-"))
        folder = runtime / "wire"
        folder.mkdir()
        reader, receipts = IdCardReaderStand(folder, DEMO_RESIDENTS), ReceiptPrinterStand(folder)
        a4 = DocumentPrinterStand(folder)
        self.stands: dict[str, Any] = {
            READER: reader,
            RECEIPTS: receipts,
            A4: a4,
            HELP_KEY: HelpKeyStand(),
            LIGHTS: LightsStand(folder),
        }
        bench = Bench(tuple(self.stands.values()))
        bench.plug()
        self._running = Running(bench, folder)
        self.card, self.receipt_tray, self.a4_tray = (
            CardStep(reader.reader),
            ReceiptTray(receipts.printer),
            A4Tray(a4.printer),
        )
        self._answers = {name: Answers(stand.faults) for name, stand in self.stands.items()}
        proxy = Proxy()
        proxy.target = hub.url
        own = town / config.terminal.id
        own.mkdir()
        super().__init__(
            config, town, Surroundings(own, runtime, hub, None, self._running.endpoints), proxy, own
        )
        self.watch = UiWatch(self.loop)
        self.watch.begin()

    def stop(self) -> None:
        self.watch.end()
        self.around.hub = None  # the town's, not the desk's
        super().stop()
        self._running.close()
        self.proxy.close()

    def _show(self, view: View) -> None:
        self.shown.append(view)
        super()._show(view)

    def hand(self, device: str) -> Any:
        """What a fault is done to."""
        return self.proxy if device == LINE else self.stands[device]

    def status(self, device: str) -> DeviceStatus:
        return self.terminal.devices._one(DeviceClass(device)).status

    def well(self, device: str) -> bool:
        machine = self.terminal.mailbox.state.machine
        if device == LINE:
            return machine.line_up
        return device in machine.devices and machine.devices[device].usable and self.status(device).usable

    def all_well(self) -> bool:
        return all(self.well(one) for one in (*self.stands, LINE))

    def disarm(self) -> None:
        for tray in (self.receipt_tray, self.a4_tray):
            tray.during.set(None)
            tray.after.set(None)
        self.card.select.set(None)

    def cases(self) -> list[str]:
        """Numbers of this terminal's cases that stand in the hub's own book."""
        engine = create_engine(sqlite_url(self.data / "hub"))
        with engine.connect() as connection:
            numbers = connection.execute(select(case_table.c.case_number)).scalars().all()
        engine.dispose()
        return [one for one in numbers if one.startswith(f"{self.config.terminal.id}-")]

    def answers(self, device: str) -> int:
        """How often it was asked so far."""
        return len(self.proxy.seen) if device == LINE else self._answers[device].count


class Town:
    """One hub, and terminals that share nothing else."""

    def __init__(self, desks: int) -> None:
        self._data = Path(tempfile.mkdtemp(prefix="town-"))
        config = config_for_tests()
        self.hub = EmbeddedHub(self._data / "hub", DEMO_RESIDENTS, self._data / "hub.log", 60.0)
        started = self.hub.start()
        assert isinstance(started, Ok), started
        numbers = range(1, desks + 1)
        with ThreadPoolExecutor(desks) as side_by_side:
            self.desks = list(side_by_side.map(lambda number: self._desk(config, f"QH{number:04}"), numbers))

    def _desk(self, config: Config, terminal_id: str) -> Desk:
        return Desk(_config(config, terminal_id), self._data, self.hub)

    def close(self) -> None:
        for desk in self.desks:
            desk.stop()
        self.hub.stop()
        rmtree(self._data)


def _config(loaded: Config, terminal_id: str) -> Config:
    used = (READER, RECEIPTS, A4, HELP_KEY, LIGHTS)
    devices = {
        name: {**table, **QUICK.get(name, {})} for name, table in loaded.devices.items() if name in used
    }
    return loaded.model_copy(
        update={
            "terminal": loaded.terminal.model_copy(update={"id": terminal_id}),
            "devices": devices,
            "delays": DELAYS | {"answer_s": 40.0, "rating_s": 60.0, "farewell_s": 1.5},
        }
    )
