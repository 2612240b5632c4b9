"""Every fault at every moment: one answer, told in time, and a device that works again afterwards.

`--fault-table FILE` writes what was told and how soon the device was back (`-` prints it).
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from drivers_benches import BOUND_S, Heard, PrinterBench, ReaderBench
from drivers_faults import EVERY_DEVICE, QUICK, Cell, moments, strike_at
from drivers_rows import COMMANDS, ROWS

from drivers.device import DeviceState, DeviceStatus
from drivers.receipt_printer.job import Cut, PrintJob, Text
from drivers.supervisor import Supervisor
from outcome import Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.mark.parametrize("name", [name for name in ROWS if name.partition(".")[0] in COMMANDS])
def test_every_fault_at_every_answer(name: str, record_property: Callable[[str, object], None]) -> None:
    faults = (*EVERY_DEVICE, *ROWS[name].faults)
    every = [(fault, moment) for fault in faults for moment in moments(name)]
    # Side by side: a cell consists of waiting.
    with ThreadPoolExecutor(ROWS[name].side_by_side) as side_by_side:
        struck = {one: side_by_side.submit(strike_at, name, *one) for one in every}
    wrong = {one: error for one, cell in struck.items() if (error := cell.exception())}
    assert not wrong, "\n".join(f"{fault}, {moment}: {error}" for (fault, moment), error in wrong.items())
    lines = {fault: [cell.result() for one, cell in struck.items() if one[0] == fault] for fault in faults}
    for fault, cells in lines.items():
        record_property("fault", [name, fault, [cell.record() for cell in cells]])
    unproved = {fault for fault, cells in lines.items() if not _met_in_a_command(cells)}
    assert not unproved, "no answer of a command met these"
    unfelt = {fault for fault, cells in lines.items() if not any(cell.felt for cell in cells)}
    assert unfelt <= ROWS[name].bears, "nothing came of these"


def _met_in_a_command(cells: list[Cell]) -> bool:
    """A command that the device does not answer has but one moment: the one before it."""
    own = [cell for cell in cells if cell.moment.call == "command"]
    return any(cell.reached for cell in own if cell.moment.answer or len(own) == 1)


JOB = PrintJob("job", (*(Text(f"第{number}行") for number in range(6)), Cut()))

READER_FAULTS: dict[str, Callable[[ReaderBench], None]] = {
    "silent": lambda bench: bench.simulator.faults.go_awol(),
    "dropped": lambda bench: bench.simulator.faults.drop_connection(),
    "garbage": lambda bench: bench.simulator.faults.garbage_reply(),
    "late": lambda bench: bench.simulator.faults.delay_next(0.8),
    "garbled": lambda bench: bench.simulator.faults.fail_repeatedly("checksum"),
    "out of order": lambda bench: bench.simulator.faults.fail_repeatedly("66"),
    "unplugged": lambda bench: bench.wire.unplug(),
}
PRINTER_FAULTS: dict[str, Callable[[PrinterBench], None]] = {
    "silent": lambda bench: bench.simulator.faults.go_awol(),
    "dropped": lambda bench: bench.simulator.faults.drop_connection(),
    "garbage": lambda bench: bench.simulator.faults.garbage_reply(),
    "late": lambda bench: bench.simulator.faults.delay_next(0.3),
    "paper out": lambda bench: bench.simulator.set(paper_out=True),
    "cover open": lambda bench: bench.simulator.set(cover_open=True),
    "jam": lambda bench: bench.simulator.set(paper_jam=True),
    "cutter": lambda bench: bench.simulator.set(cutter_error=True),
    "unplugged": lambda bench: bench.wire.unplug(),
}
MENDED = {"paper_out": False, "cover_open": False, "paper_jam": False, "cutter_error": False}


@pytest.fixture
def supervise(heard: Heard) -> Iterator[Callable[..., Supervisor[Any]]]:
    running: list[Supervisor[Any]] = []

    def start(make: Callable[..., Any], **options: Any) -> Supervisor[Any]:
        supervisor: Supervisor[Any] = Supervisor(
            lambda: make(**options), make().capabilities.device_class, heard.publish, QUICK
        )
        running.append(supervisor)
        supervisor.start()
        return supervisor

    yield start
    for supervisor in running:
        assert supervisor.stop(BOUND_S)


def online(told: Any) -> bool:
    return isinstance(told, DeviceStatus) and told.state is DeviceState.ONLINE


class Answers:
    """Counts what a command's callback is told."""

    def __init__(self) -> None:
        self.all: list[Any] = []
        self._came = threading.Event()

    def __call__(self, outcome: Any) -> None:
        self.all.append(outcome)
        self._came.set()

    def only(self) -> Any:
        assert self._came.wait(BOUND_S)
        return self.all[0]


def until_ok(heard: Heard, submit: Callable[[Callable[[Any], None]], Any]) -> None:
    """The device works again: not necessarily at the first try, but without anybody's help."""
    for _ in range(50):
        answers = Answers()
        submit(answers)
        if isinstance(answers.only(), Ok):
            return
        heard.until(lambda _: True)  # the next change of status is worth another try
    raise AssertionError(answers.only())


@pytest.mark.parametrize("moment", ["idle", "waiting", "card lies"])
@pytest.mark.parametrize("fault", READER_FAULTS)
def test_reader(heard: Heard, supervise: Any, reader_bench: ReaderBench, fault: str, moment: str) -> None:
    supervisor = supervise(reader_bench.make, answer_timeout_s=0.6)
    heard.until(online)
    if moment == "card lies":
        reader_bench.simulator.insert_card("li")
    answers, asked = Answers(), reader_bench.simulator.asked
    cancel = threading.Event()
    if moment == "waiting":
        before = len(asked)
        supervisor.submit("read", lambda device: device.read_raw_data(cancel), 2.0, answers, cancel)
        while len(asked) < before + 6:
            assert not answers.all
    READER_FAULTS[fault](reader_bench)
    if moment != "waiting":
        supervisor.submit("read", lambda device: device.read_raw_data(cancel), 0.5, answers, cancel)
    outcome = answers.only()
    assert isinstance(outcome, Failure) or moment == "card lies"
    reader_bench.simulator.faults.clear()
    reader_bench.wire.plug()
    reader_bench.simulator.insert_card("wang")

    def submit(done: Callable[[Any], None]) -> None:
        stop = threading.Event()
        supervisor.submit("read", lambda device: device.read_raw_data(stop), 2, done, stop)

    until_ok(heard, submit)
    assert len(answers.all) == 1
    assert supervisor._abandoned == []


@pytest.mark.parametrize("printer_bench", ["pty", "tcp"], indirect=True)
@pytest.mark.parametrize("moment", ["idle", "in mid-job"])
@pytest.mark.parametrize("fault", PRINTER_FAULTS)
def test_printer(heard: Heard, supervise: Any, printer_bench: PrinterBench, fault: str, moment: str) -> None:
    supervisor = supervise(printer_bench.make, answer_timeout_s=0.1, silence_s=0.4)
    heard.until(online)
    simulator = printer_bench.simulator
    answers = Answers()
    if moment == "in mid-job":
        simulator.seconds_per_line = 0.05
        supervisor.submit("print", lambda device: device.print_raw(JOB), 20, answers)
        with simulator._changed:
            assert simulator._changed.wait_for(lambda: not simulator._page.is_blank, BOUND_S)
    PRINTER_FAULTS[fault](printer_bench)
    if moment == "idle":
        supervisor.submit("print", lambda device: device.print_raw(JOB), 20, answers)
    outcome = answers.only()
    assert isinstance(outcome, Failure) or fault in {"late", "garbage", "dropped"}
    receipts = len(simulator.receipts)
    if isinstance(outcome, Ok):
        assert receipts == 1
    simulator.seconds_per_line = 0.0
    simulator.faults.clear()
    simulator.set(**MENDED)
    printer_bench.wire.plug()
    until_ok(heard, lambda done: supervisor.submit("print", lambda device: device.print_raw(JOB), 20, done))
    assert len(simulator.receipts) > receipts
    assert len(answers.all) == 1
    assert supervisor._abandoned == []
