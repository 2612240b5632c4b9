"""Certificates on A4: printed is what the printer counted; failed and unknown are told apart."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from drivers_benches import BOUND_S
from drivers_papers import pdf
from PIL import Image

from drivers.device import DeviceState, Paper
from drivers.document_printer import Document, DocumentPrinted
from drivers.document_printer.ipp import SURELY_NOT_PRINTED, Ipp, IppOptions
from drivers.simulators.document_printer.stand import DocumentPrinterStand
from outcome import Action, Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from outcome import Outcome

QUICK: dict[str, Any] = {
    "answer_timeout_s": 0.3,
    "poll_interval_s": 0.01,
    "silence_s": 0.5,
    "cancel_timeout_s": 0.5,
    "job_timeout_s": 5.0,
}


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[DocumentPrinterStand]:
    one = DocumentPrinterStand(tmp_path)
    one.wires[0].plug()
    yield one
    one.wires[0].unplug()
    one.close()


def opened(stand: DocumentPrinterStand, **options: Any) -> Ipp:
    device = Ipp(IppOptions(**{**stand.options()["ipp"], **QUICK, **options}))
    assert device.open() == Ok(None)
    return device


def certificate(pages: int = 2, copies: int = 1, duplex: bool = False, job_id: str = "QH0001-7") -> Document:
    return Document(job_id, pdf(pages), copies, duplex)


def failed(outcome: Outcome[DocumentPrinted], code: str) -> Failure:
    assert isinstance(outcome, Failure)
    assert outcome.code == code
    return outcome


# --- all is well --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pages", "copies", "duplex", "sheets"),
    [(1, 1, False, 1), (2, 1, False, 2), (2, 1, True, 1), (3, 2, True, 4), (2, 3, False, 6)],
)
def test_it_is_printed_when_every_page_was_counted(
    stand: DocumentPrinterStand, pages: int, copies: int, duplex: bool, sheets: int
) -> None:
    device = opened(stand)
    assert device.print_document(certificate(pages, copies, duplex)) == Ok(
        DocumentPrinted("QH0001-7", sheets)
    )
    assert len(stand.printer.pages) == pages * copies
    assert stand.printer.jobs[1].sheets == sheets
    with Image.open(stand.printer.pages[0]) as page:
        assert page.width < page.height


def test_it_is_asked_before_anything_is_sent(stand: DocumentPrinterStand) -> None:
    opened(stand).print_document(certificate(1))
    asked = stand.server.asked
    assert asked[:4] == ["GET_PRINTER_ATTRIBUTES", "GET_PRINTER_ATTRIBUTES", "VALIDATE_JOB", "PRINT_JOB"]


def test_the_printer_is_told_no_more_than_the_job_s_id(stand: DocumentPrinterStand) -> None:
    opened(stand).print_document(certificate(1))
    assert stand.printer.jobs[1].name == "QH0001-7"


# --- surely not printed -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sensor", "code"),
    [
        ("paper_out", "paper_out"), ("paper_jam", "paper_jam"), ("cover_open", "cover_open"),
        ("toner_out", "toner_out"), ("paused", "off_line"),
    ],
)  # fmt: skip
def test_a_printer_that_stands_still_is_given_nothing(
    stand: DocumentPrinterStand, sensor: str, code: str
) -> None:
    device = opened(stand)
    stand.printer.set(**{sensor: True})
    assert device.poll().code == code
    assert failed(device.print_document(certificate()), code).action is Action.SITE_KEEPER
    assert stand.printer.jobs == {}
    stand.printer.set(**{sensor: False})
    assert isinstance(device.print_document(certificate()), Ok)


@pytest.mark.parametrize(
    "document",
    [Document("j", b""), Document("j", b"%PDF-1.7 half"), Document("j", pdf(), copies=0), Document("j", pdf(), copies=100)],
)  # fmt: skip
def test_what_cannot_be_printed_never_leaves_the_terminal(
    stand: DocumentPrinterStand, document: Document
) -> None:
    device = opened(stand)
    assert failed(device.print_document(document), "document_invalid").action is Action.ENGINEER
    assert "PRINT_JOB" not in stand.server.asked


def test_a_refusal_is_surely_none_printed(stand: DocumentPrinterStand) -> None:
    device = opened(stand)
    stand.printer.next_job = "refuse"
    assert failed(device.print_document(certificate()), "job_refused").code in SURELY_NOT_PRINTED
    assert stand.printer.pages == []


def test_without_a_printer_nothing_was_sent(stand: DocumentPrinterStand) -> None:
    device = opened(stand)
    stand.wires[0].unplug()
    failed(device.print_document(certificate()), "no_device")
    device.close()
    failed(device.print_document(certificate()), "not_open")


# --- broken off ---------------------------------------------------------------------------------


def test_when_paper_ends_in_mid_job_the_rest_is_cancelled_and_counted(stand: DocumentPrinterStand) -> None:
    device = opened(stand)
    stand.printer.run_out_after(1)
    failure = failed(device.print_document(certificate(3)), "paper_out")
    assert "1 of 3 pages out" in failure.detail
    assert device.poll().paper is Paper.OUT
    stand.printer.refill()
    assert isinstance(device.print_document(certificate(1, job_id="QH0001-8")), Ok)
    # The other two pages of the first one stay inside for good.
    assert [path.name for path in stand.printer.pages] == ["001-01.png", "002-01.png"]


def test_an_aborted_job_is_a_failure(stand: DocumentPrinterStand) -> None:
    device = opened(stand)
    stand.printer.next_job = "abort"
    assert "aborted-by-system" in failed(device.print_document(certificate()), "job_aborted").detail


def test_a_job_that_hangs_is_cancelled_at_its_deadline(stand: DocumentPrinterStand) -> None:
    device = opened(stand, job_timeout_s=0.2)
    stand.printer.next_job = "hang"
    failed(device.print_document(certificate()), "job_canceled")
    assert stand.server.asked.count("CANCEL_JOB") == 1
    assert isinstance(device.print_document(certificate()), Ok)


# --- nobody knows -------------------------------------------------------------------------------


def test_a_wrong_count_is_never_printed(stand: DocumentPrinterStand) -> None:
    device = opened(stand)
    stand.printer.next_job = "wrong_count"
    assert "42 pages" in failed(device.print_document(certificate()), "wrong_page_count").detail


def test_completed_without_a_count_is_believed_only_when_told_so(stand: DocumentPrinterStand) -> None:
    stand.printer.next_job = "no_count"
    failed(opened(stand).print_document(certificate()), "not_confirmed")
    stand.printer.next_job = "no_count"
    assert opened(stand, page_counters=False).print_document(certificate()) == Ok(
        DocumentPrinted("QH0001-7", 2)
    )


def test_a_job_the_printer_has_forgotten_is_not_confirmed(stand: DocumentPrinterStand) -> None:
    device = opened(stand)
    stand.printer.next_job = "forget"
    failed(device.print_document(certificate()), "not_confirmed")


def test_a_lost_answer_is_made_good_by_the_printer_s_list(stand: DocumentPrinterStand) -> None:
    device = opened(stand)
    stand.printer.seconds_per_sheet = 0.2
    stand.printer.next_job = "lose_answer"
    assert isinstance(device.print_document(certificate()), Ok)
    assert "GET_JOBS" in stand.server.asked


def test_a_lost_answer_to_a_job_that_is_over_is_not_confirmed(stand: DocumentPrinterStand) -> None:
    device = opened(stand, answer_timeout_s=BOUND_S)  # it asks for the list once all is out, not before
    hang_up = stand.printer.hang_up

    def hang_up_when_all_is_out() -> None:
        stand.printer.wait_until(lambda: stand.printer.jobs[1].ended, BOUND_S)
        hang_up()

    stand.printer.hang_up = hang_up_when_all_is_out
    with after(stand, "VALIDATE_JOB", stand.faults.drop_connection):
        failure = failed(device.print_document(certificate(1)), "not_confirmed")
    assert failure.code not in SURELY_NOT_PRINTED


def test_a_printer_that_falls_silent_prints_nothing_later(stand: DocumentPrinterStand) -> None:
    device = opened(stand)
    stand.printer.next_job = "hang"
    with after(stand, "PRINT_JOB", stand.faults.go_awol):
        failed(device.print_document(certificate()), "not_confirmed")
    assert not stand.printer.jobs[1].ended
    stand.faults.clear()
    assert device.poll().state is DeviceState.ONLINE
    assert stand.printer.jobs[1].state.name == "CANCELED"  # it came back: what it still held is gone
    assert isinstance(device.print_document(certificate()), Ok)


def test_a_close_from_outside_ends_the_waiting(stand: DocumentPrinterStand) -> None:
    device = opened(stand, poll_interval_s=60.0, job_timeout_s=60.0)
    stand.printer.next_job = "hang"
    told: list[Outcome[DocumentPrinted]] = []
    thread = threading.Thread(target=lambda: told.append(device.print_document(certificate())))
    thread.start()
    assert stand.printer.wait_until(lambda: bool(stand.printer.jobs), BOUND_S)
    device.close()
    thread.join(BOUND_S)
    failed(told[0], "not_confirmed")


@contextmanager
def after(stand: DocumentPrinterStand, operation: str, do: Callable[[], None]) -> Iterator[None]:
    """Do something as soon as the printer has answered its first question of this kind."""
    usual = stand.server._say

    def say(data: bytes, reply: Any) -> None:
        usual(data, reply)
        if stand.server.asked[-1] == operation:
            do()

    stand.server._say = say  # type: ignore[method-assign]
    yield
    stand.server._say = usual  # type: ignore[method-assign]


# --- damaged answers ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("half", "disconnected"), ("http_500", "bad_answer"), ("not_ipp", "bad_answer"),
        ("empty", "bad_answer"), ("endless", "disconnected"),
    ],
)  # fmt: skip
def test_a_damaged_answer_is_told_and_forgotten(stand: DocumentPrinterStand, damage: str, code: str) -> None:
    device = opened(stand)
    stand.printer.next_answer = damage
    seen = device.poll()
    assert (seen.state, seen.code) == (DeviceState.OFFLINE, code)
    assert device.poll().state is DeviceState.ONLINE


@pytest.mark.parametrize("damage", ["half", "http_500", "not_ipp", "empty", "endless"])
def test_a_damaged_answer_to_the_job_leaves_no_doubt_unsaid(stand: DocumentPrinterStand, damage: str) -> None:
    device = opened(stand)
    stand.printer.seconds_per_sheet = 0.1

    def break_next() -> None:
        stand.printer.next_answer = damage

    with after(stand, "VALIDATE_JOB", break_next):
        assert isinstance(device.print_document(certificate()), Ok)  # found again in the printer's list
    assert len(stand.printer.jobs) == 1


def test_silence_and_noise_are_offline(stand: DocumentPrinterStand) -> None:
    device = opened(stand)
    stand.faults.go_awol()
    assert device.poll().code == "no_answer"
    stand.faults.clear()
    stand.faults.garbage_reply()
    assert device.poll().code == "disconnected"
    assert device.poll().state is DeviceState.ONLINE


def test_a_web_server_is_no_printer(stand: DocumentPrinterStand) -> None:
    device = Ipp(IppOptions(**stand.options()["ipp"], path="/printers/other", **QUICK))
    outcome = device.open()
    assert isinstance(outcome, Failure)
    assert (outcome.code, outcome.action) == ("bad_answer", Action.ENGINEER)


def test_plain_ipp_does_not_answer_tls(stand: DocumentPrinterStand) -> None:
    outcome = Ipp(IppOptions(**stand.options()["ipp"], tls=True, **QUICK)).open()
    assert isinstance(outcome, Failure)
