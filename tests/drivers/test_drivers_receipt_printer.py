"""The receipt printer driver against the printer simulator, over TCP and over a pseudo terminal."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from drivers_benches import BOUND_S, PrinterBench
from PIL import Image, ImageChops

from drivers.device import DeviceState, Paper
from drivers.receipt_printer import raster
from drivers.receipt_printer.job import Cut, Feed, Pair, PrintJob, Qr, Rule, Text
from drivers.receipt_printer.printer import SURELY_NOT_PRINTED, Printed
from drivers.simulators.receipt_printer.escpos_page import Page
from drivers.simulators.receipt_printer.escpos_tokens import Tokenizer
from outcome import Failure, Ok

if TYPE_CHECKING:
    from drivers.receipt_printer.escpos import Escpos

MARGIN = 32
PAYLOAD = "https://example.org/c/99-0001"
JOB = PrintJob(
    "job-1",
    (
        Text("清河县政务服务", 2, "center", bold=True),
        Pair("申请人 Applicant", "刘䶮𠮷"),
        Rule(),
        *(Text(f"第{number}行 line {number}") for number in range(12)),
        Qr(PAYLOAD, 5),
        Feed(1),
        Cut(),
    ),
)


def opened(bench: PrinterBench, **options: object) -> Escpos:
    device = bench.make(**options)
    assert isinstance(device.open(), Ok)
    return device


def failed(outcome: object) -> str:
    assert isinstance(outcome, Failure)
    return outcome.code


@pytest.mark.parametrize("printer_bench", ["pty", "tcp"], indirect=True)
@pytest.mark.parametrize("mode", ["raster", "text"])
def test_prints_and_is_confirmed(printer_bench: PrinterBench, mode: str) -> None:
    assert opened(printer_bench, mode=mode).print_raw(JOB) == Ok(Printed("job-1"))
    assert [path.name for path in printer_bench.simulator.receipts] == ["001.png"]


@pytest.mark.parametrize("mode", ["raster", "text"])
def test_the_code_on_the_paper_says_its_payload_in_modules_of_that_size(
    printer_bench: PrinterBench, mode: str
) -> None:
    opened(printer_bench, mode=mode).print_raw(PrintJob("id", (Qr(PAYLOAD, 5), Cut())))
    [path] = printer_bench.simulator.receipts
    picture = Image.open(path).convert("L")
    [code] = zxingcpp.read_barcodes(picture)
    assert code.text == PAYLOAD
    modules = len(raster.qr_matrix(PAYLOAD)) - 8
    at = code.position
    assert abs(at.top_right.x - at.top_left.x - 5 * modules) <= 5
    assert abs((at.top_left.x + at.top_right.x) / 2 - MARGIN - 576 / 2) <= 5, "centred"


def test_dots_arrive_as_they_were_sent(printer_bench: PrinterBench) -> None:
    opened(printer_bench).print_raw(PrintJob("id", (Text("刘䶮𠮷"), Cut())))
    [path] = printer_bench.simulator.receipts
    line = raster.line("刘䶮𠮷", 1, "left", 576).point(lambda grey: 0 if grey < raster._INK else 255)
    seen = Image.open(path).crop((MARGIN, MARGIN, MARGIN + 576, MARGIN + line.height)).convert("L")
    assert ImageChops.difference(seen, line).getbbox() is None
    assert line.getextrema() == (0, 255)


def test_in_text_mode_only_what_the_font_lacks_goes_as_dots(printer_bench: PrinterBench) -> None:
    device = opened(printer_bench, mode="text")
    device.print_raw(PrintJob("id", (Text("刘䶮。"), Text("：￥"), Cut())))
    assert b"\x1dv0" not in printer_bench.simulator.received
    assert "刘䶮。".encode("gb18030") in printer_bench.simulator.received
    device.print_raw(PrintJob("id", (Text("刘𠮷。"), Cut())))
    assert printer_bench.simulator.received.count(b"\x1dv0") == 1


def test_a_line_in_text_mode_shows_the_right_characters(printer_bench: PrinterBench) -> None:
    opened(printer_bench, mode="text").print_raw(PrintJob("id", (Pair("编号", "99-1"), Cut())))
    [path] = printer_bench.simulator.receipts
    ink = ImageChops.invert(Image.open(path).convert("L")).getbbox()
    assert ink is not None
    assert ink[0] < MARGIN + 6
    assert ink[2] > MARGIN + 576 - 8


@pytest.mark.parametrize("paper_mm", [58, 80])
def test_nothing_is_wider_than_the_paper(printer_bench: PrinterBench, paper_mm: int) -> None:
    device = opened(printer_bench, paper_mm=paper_mm)
    device.print_raw(
        PrintJob("id", (Text("宽" * 40), Pair("左" * 20, "右" * 20), Qr("x" * 400, 16), Rule(), Cut()))
    )
    page, dots = Page(576), {58: 384, 80: 576}[paper_mm]
    for token in Tokenizer().feed(bytes(printer_bench.simulator.received).replace(b"\x10\x04", b"")):
        page.apply(token)
    ink = ImageChops.invert(page.cut()).getbbox()
    assert ink is not None
    assert MARGIN + dots - 40 < ink[2] <= MARGIN + dots


@pytest.mark.parametrize(
    ("sensors", "code"),
    [
        ({"paper_out": True}, "paper_out"),
        ({"cover_open": True}, "cover_open"),
        ({"paper_jam": True}, "paper_jam"),
        ({"cutter_error": True}, "cutter_error"),
        ({"hardware_error": True}, "hardware_error"),
    ],
)
def test_looks_before_it_prints(printer_bench: PrinterBench, sensors: dict[str, bool], code: str) -> None:
    device = opened(printer_bench)
    printer_bench.simulator.set(**sensors)
    assert failed(device.print_raw(JOB)) == code
    assert b"\x1b@" not in printer_bench.simulator.received
    assert device.poll().code == code


@pytest.mark.parametrize("condition", ["paper_out", "cover_open", "paper_jam", "hardware_error"])
def test_what_stops_the_job_halfway_is_told(printer_bench: PrinterBench, condition: str) -> None:
    device = opened(printer_bench)
    printer_bench.simulator.faults.fail_next(condition)
    code = failed(device.print_raw(JOB))
    assert code == condition
    assert code in SURELY_NOT_PRINTED
    assert not printer_bench.simulator.receipts


@pytest.mark.parametrize("printer_bench", ["pty", "tcp"], indirect=True)
def test_paper_out_in_mid_job_leaves_no_receipt_for_a_stranger(printer_bench: PrinterBench) -> None:
    simulator = printer_bench.simulator
    device = opened(printer_bench)
    simulator.run_out_after(8)
    assert failed(device.print_raw(JOB)) == "paper_out"
    assert device.poll().paper is Paper.OUT
    simulator.refill()
    other = PrintJob("job-2", (Text("别人的回执"), Cut()))
    assert device.print_raw(other) == Ok(Printed("job-2"))
    # First the scrap of the failed one, cut off; then the whole next one, alone on its paper.
    assert len(simulator.receipts) == 2
    scrap, receipt = (Image.open(path) for path in simulator.receipts)
    assert scrap.height < 8 * 24 + 200
    assert receipt.height == MARGIN + raster.height(1) + 60


def test_a_near_end_does_not_stop_a_job(printer_bench: PrinterBench) -> None:
    printer_bench.simulator.set(paper_low=True)
    device = opened(printer_bench)
    assert isinstance(device.print_raw(JOB), Ok)
    assert (device.poll().paper, device.poll().code) == (Paper.LOW, "paper_low")


def test_a_slow_printer_is_waited_for(printer_bench: PrinterBench) -> None:
    printer_bench.simulator.seconds_per_line = 0.03
    assert isinstance(opened(printer_bench).print_raw(JOB), Ok)


def test_a_printer_slower_than_the_deadline_is_not_confirmed(printer_bench: PrinterBench) -> None:
    printer_bench.simulator.seconds_per_line = 5
    assert failed(opened(printer_bench, job_timeout_s=0.4).print_raw(JOB)) == "not_confirmed"


@pytest.mark.parametrize("printer_bench", ["pty", "tcp"], indirect=True)
def test_a_silent_printer_gets_nothing_to_print(printer_bench: PrinterBench) -> None:
    device = opened(printer_bench)
    printer_bench.simulator.faults.go_awol()
    assert failed(device.print_raw(JOB)) == "no_answer"
    assert b"\x1b@" not in printer_bench.simulator.received
    status = device.poll()
    assert (status.state, status.paper) == (DeviceState.OFFLINE, Paper.UNKNOWN)


@pytest.mark.parametrize("printer_bench", ["pty", "tcp"], indirect=True)
def test_a_printer_that_falls_silent_in_mid_job_is_not_confirmed(printer_bench: PrinterBench) -> None:
    device = opened(printer_bench)
    simulator = printer_bench.simulator
    receive = simulator.receive

    def silent_after_the_first_byte(data: bytes, reply: object) -> None:
        if b"\x1b@" in data:
            simulator.faults.go_awol()
        receive(data, reply)  # type: ignore[arg-type]

    printer_bench.wire._receive = silent_after_the_first_byte  # type: ignore[attr-defined]
    code = failed(device.print_raw(JOB))
    assert code == "not_confirmed"
    assert code not in SURELY_NOT_PRINTED


def test_one_noisy_answer_spoils_nothing(printer_bench: PrinterBench) -> None:
    device = opened(printer_bench)
    printer_bench.simulator.faults.garbage_reply()
    # Only the first of four questions met the noise; the others were answered and say what they know.
    assert device.poll().state is DeviceState.ONLINE


@pytest.mark.parametrize("printer_bench", ["pty", "tcp"], indirect=True)
def test_noise_in_place_of_the_last_word_is_asked_about_once_more(printer_bench: PrinterBench) -> None:
    device, printer = opened(printer_bench), printer_bench.simulator
    cut = printer._cut

    def cut_and_disturb() -> None:
        cut()
        printer.faults.garbage_reply()

    printer._cut = cut_and_disturb  # type: ignore[method-assign]
    assert isinstance(device.print_raw(JOB), Ok), "not given up at the end of the job's time"
    printer._cut = cut  # type: ignore[method-assign]
    assert isinstance(device.print_raw(JOB), Ok)
    assert len(printer.receipts) == 2


@pytest.mark.parametrize("printer_bench", ["pty", "tcp"], indirect=True)
def test_a_dropped_connection_is_disconnected_and_can_be_opened_again(printer_bench: PrinterBench) -> None:
    device = opened(printer_bench)
    printer_bench.simulator.faults.drop_connection()
    assert device.poll().code in {"disconnected", "no_answer"}
    device.close()
    until = time.monotonic() + BOUND_S
    while isinstance(device.open(), Failure) or device.poll().state is not DeviceState.ONLINE:
        device.close()
        assert time.monotonic() < until
    assert isinstance(device.print_raw(JOB), Ok)


@pytest.mark.parametrize("printer_bench", ["pty", "tcp"], indirect=True)
def test_a_closed_device_does_not_open_itself_again(printer_bench: PrinterBench) -> None:
    device = opened(printer_bench)
    device.close()
    assert failed(device.print_raw(JOB)) == "not_open"


@pytest.mark.parametrize("printer_bench", ["pty", "tcp"], indirect=True)
def test_a_missing_printer_is_no_device(printer_bench: PrinterBench) -> None:
    printer_bench.wire.unplug()
    assert failed(printer_bench.make().open()) == "no_device"


def test_reset_frees_a_cutter(printer_bench: PrinterBench) -> None:
    device = opened(printer_bench)
    assert isinstance(device.reset(), Ok)
    assert device.poll().state is DeviceState.ONLINE


def test_no_words_of_a_receipt_in_a_repr() -> None:
    assert "刘" not in repr(JOB)
    assert PAYLOAD not in repr(JOB)


@pytest.mark.parametrize("printer_bench", ["pty", "tcp"], indirect=True)
def test_reports_that_nobody_asked_for_are_no_answers(printer_bench: PrinterBench) -> None:
    simulator = printer_bench.simulator
    simulator.reports = "always"
    device = opened(printer_bench)
    assert device.poll().code == ""
    for sensors, code in (
        ({"cover_open": True}, "cover_open"),
        ({"cover_open": False, "paper_low": True}, "paper_low"),
        ({"paper_low": False, "cutter_error": True}, "cutter_error"),
        ({"cutter_error": False}, ""),
    ):
        simulator.set(**sensors)
        assert device.poll().code == code


@pytest.mark.parametrize("printer_bench", ["pty", "tcp"], indirect=True)
@pytest.mark.parametrize("at_once", [True, False])
def test_a_report_in_the_middle_of_a_job_does_not_confirm_it(
    printer_bench: PrinterBench, at_once: bool
) -> None:
    device, simulator = opened(printer_bench, mode="text"), printer_bench.simulator
    simulator.reports, simulator.seconds_per_line = "always", 0.02
    printed_when_told: list[int] = []

    def report() -> None:
        for low in (True, False) * 6:
            if at_once:
                simulator.set(paper_low=low)
            else:
                simulator.sensors.paper_low = low
                for byte in simulator.sensors.report():
                    simulator._last_reply(bytes([byte]))
        printed_when_told.append(len(simulator.receipts))

    threading.Timer(0.15, report).start()
    assert isinstance(device.print_raw(JOB), Ok)
    assert printed_when_told == [0], "the reports came while it printed"
    assert len(simulator.receipts) == 1


def test_a_job_switches_reports_off(printer_bench: PrinterBench) -> None:
    device = opened(printer_bench)
    printer_bench.simulator.reports = "on"
    assert isinstance(device.print_raw(JOB), Ok)
    assert printer_bench.simulator.reports == "off"
