"""A4 printer over IPP: looks before it prints, follows the job, and believes only the printer's counters.

No client of the package index serves: pycups needs libcups to build and CUPS beside it, pyipp and aioipp are for an
event loop, the others have not been kept for years. What is needed is six operations of IPP/1.1 (RFC 8010, 8011; their
text was not read, see `ipp_message.py`) over HTTP.

To check on hardware:
* whether the model counts `job-impressions-completed` when the last sheet is out or when the data have been drawn, and
  whether `job-media-sheets-completed` halves with duplex; a model without counters needs `page_counters = false`, and then
  its "completed" is all there is.
* whether it takes `application/pdf` with `ipp-attribute-fidelity`, and A4 under the name of PWG 5101.1.
* which reasons it gives for one of two trays being empty or one colour being out: every reason without `-warning` or
  `-report` makes the printer unusable here.
* for how long it remembers an ended job: longer than `poll_interval_s` is needed.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from drivers.document_printer import ipp_status
from drivers.document_printer.ipp_job import Job, Paper, Patience, cancel, jobs_named, user
from drivers.document_printer.ipp_lost import Lost
from drivers.document_printer.ipp_message import Message, Tag, Typed
from drivers.document_printer.ipp_words import A4, PDF, Operation, Status, number, requested
from drivers.driver_spec import DriverSpec, Seconds, TcpPort, Where
from outcome import Action, Failure, Ok, Outcome
from pdfium import count_pages

if TYPE_CHECKING:
    from drivers.document_printer import Document, DocumentPrinted

SURELY_NOT_PRINTED = frozenset(
    {"no_device", "not_open", "not_trusted", "document_invalid", "job_refused", "no_pdf", "off_line"}
)
"""Codes after which no sheet came out. After `paper_out`, `paper_jam`, `cover_open`, `toner_out`, `tray_full`,
`job_aborted` and `job_canceled` the document is not complete, but single sheets may lie in the tray: the detail says how
many. After `wrong_page_count` and `not_confirmed` nobody knows: look, or ask, before printing it again."""

_MOST_COPIES = 99


@dataclass(frozen=True, kw_only=True)
class IppOptions:
    """Options of `driver = "ipp"`."""

    host: Where
    port: TcpPort = 631
    path: Annotated[str, Field(pattern="^/[!-~]*$")] = "/ipp/print"
    """`/ipp/print` on printers of today, `/printers/NAME` on a CUPS server."""
    tls: bool = False
    """`ipps`: the same over TLS."""
    ca_file: str = ""
    """Certificates to trust with `tls`; most printers have one of their own making. Empty: the system's."""
    page_counters: bool = True
    """False for a printer that does not count what it puts out: its "completed" is then believed."""
    answer_timeout_s: Seconds = 5.0
    """For connecting, and for each answer; a printer that wakes up takes a few seconds."""
    send_timeout_s: Seconds = 30.0
    """For handing over the whole document."""
    job_timeout_s: Seconds = 120.0
    """From the printer's taking the job to its last sheet; then it is cancelled. A cold fuser takes half a minute."""
    silence_s: Seconds = 15.0
    """A printer that answers nothing for so long in mid-job is not waited for any longer."""
    cancel_timeout_s: Seconds = 10.0
    """Until a cancelled job must have ended; the sheet under way still comes out."""
    poll_interval_s: Seconds = 0.5
    """Between two looks at a job."""
    simulated: bool = False


class Ipp:
    """`DocumentPrinter` over IPP."""

    def __init__(self, options: IppOptions) -> None:
        self._options = options
        from drivers.document_printer.ipp_link import Link  # noqa: PLC0415 -- on its own worker, not at the start

        self._link = Link(
            options.host,
            options.port,
            options.path,
            verify=(options.ca_file or True) if options.tls else None,
            answer_s=options.answer_timeout_s,
            send_s=options.send_timeout_s,
        )
        self._closed = threading.Event()
        self._closed.set()
        self._left: set[str] = set()
        """Names of jobs that may still be in the printer: they are cancelled before anything else is printed."""

    @property
    def capabilities(self) -> Capabilities:
        facts = {"where": self._link.where, "media": A4}
        return Capabilities(DeviceClass.DOCUMENT_PRINTER, "ipp", self._options.simulated, facts)

    def open(self) -> Outcome[None]:
        answer = self._link.ask(
            Operation.GET_PRINTER_ATTRIBUTES, requested((*ipp_status.ASKED, "document-format-supported"))
        )
        if isinstance(answer, Lost):
            return answer.failure
        if answer.code >= 0x100:
            return self._bad(answer)
        if PDF not in answer.first(Tag.PRINTER).get("document-format-supported", ()):
            return Failure("no_pdf", Action.ENGINEER, f"{self._link.where} does not list {PDF}")
        self._closed.clear()
        return Ok(None)

    def close(self) -> None:
        self._closed.set()

    def claim(self) -> Outcome[None]:
        return Ok(None)

    def release(self) -> None:
        """Nothing of a document is kept after `print_document`."""

    def reset(self) -> Outcome[None]:
        seen = self._status()
        if seen.state is DeviceState.OFFLINE:
            return Failure(seen.code, seen.action, seen.detail)
        return self._clear_away() or Ok(None)

    def poll(self) -> DeviceStatus:
        seen = self._status()
        if seen.state is not DeviceState.OFFLINE and self._left:
            # It was silent and is back: what it still holds must not come out now.
            self._clear_away()
        return seen

    def print_document(self, document: Document) -> Outcome[DocumentPrinted]:
        """Failures: see `SURELY_NOT_PRINTED`. Back after `send_timeout_s`, `job_timeout_s` and `cancel_timeout_s` plus
        a few answers at worst."""
        pages = count_pages(document.pdf)
        if not pages or not 1 <= document.copies <= _MOST_COPIES:
            seen = f"{len(document.pdf)} bytes with {pages} pages, {document.copies} copies"
            return Failure("document_invalid", Action.ENGINEER, seen)
        before = self._status()
        if not before.usable:
            return _surely_not(Failure(before.code, before.action, before.detail))
        trouble = self._clear_away() or self._submit(Operation.VALIDATE_JOB, document)
        if isinstance(trouble, Failure):
            return _surely_not(trouble)
        return self._print(document, Paper(pages, document.copies, document.duplex))

    def _print(self, document: Document, paper: Paper) -> Outcome[DocumentPrinted]:
        self._left.add(document.job_id)
        answer = self._submit(Operation.PRINT_JOB, document)
        if isinstance(answer, Failure):
            self._left.discard(document.job_id)
            return answer
        job_number = self._number_of(document, answer)
        if job_number is None:
            self._clear_away()
            seen = answer.failure.detail if isinstance(answer, Lost) else "no job-id"
            return Failure("not_confirmed", Action.SITE_KEEPER, f"{self._link.where}: sent, then {seen}")
        options = self._options
        job = Job(self._link, document.job_id, job_number, paper, counters=options.page_counters)
        patience = Patience(
            options.job_timeout_s, options.silence_s, options.poll_interval_s, options.cancel_timeout_s
        )
        outcome = job.follow(patience, self._closed.wait)
        if job.ended:
            self._left.discard(document.job_id)
        return outcome

    def _submit(self, operation: Operation, document: Document) -> Message | Lost | Failure:
        """Validate-Job or Print-Job. A Failure: the printer did not take it, surely. Lost: nobody knows."""
        answer = self._link.ask(
            operation,
            {
                **user(),
                "job-name": (Tag.NAME, [document.job_id]),
                "ipp-attribute-fidelity": (Tag.BOOLEAN, [True]),  # rather none than one on wrong paper
                "document-format": (Tag.MIME_TYPE, [PDF]),
            },
            self._template(document),
            document.pdf if operation is Operation.PRINT_JOB else None,
        )
        if isinstance(answer, Lost):
            asked_only = operation is Operation.VALIDATE_JOB
            return answer.failure if answer.unheard or asked_only else answer
        return answer if answer.code < 0x100 else self._refused(answer.code)

    def _template(self, document: Document) -> dict[str, Typed]:
        return {
            "copies": (Tag.INTEGER, [document.copies]),
            "sides": (Tag.KEYWORD, ["two-sided-long-edge" if document.duplex else "one-sided"]),
            "media": (Tag.KEYWORD, [A4]),
        }

    def _number_of(self, document: Document, answer: Message | Lost) -> int | None:
        """From the answer, or, when that was lost, from the printer's list: the job may well be there."""
        if isinstance(answer, Message):
            return number(answer.first(Tag.JOB), "job-id")
        found = jobs_named(self._link, document.job_id)
        return found[0] if isinstance(found, list) and len(found) == 1 else None

    def _clear_away(self) -> Failure | None:
        """Cancel what was left behind; a job that was never found is over."""
        for name in sorted(self._left):
            found = jobs_named(self._link, name)
            if isinstance(found, Lost):
                return found.failure
            if not all(cancel(self._link, one) for one in found):
                return Failure("no_answer", Action.SITE_KEEPER, f"{self._link.where}: an old job is stuck")
            self._left.discard(name)
        return None

    def _status(self) -> DeviceStatus:
        if self._closed.is_set():
            return _off(Failure("not_open", Action.NOBODY, self._link.where))
        answer = self._link.ask(Operation.GET_PRINTER_ATTRIBUTES, requested(ipp_status.ASKED))
        if isinstance(answer, Lost):
            return _off(answer.failure)
        if answer.code >= 0x100:
            return _off(self._bad(answer))
        return ipp_status.decode(answer.first(Tag.PRINTER), self._link.where)

    def _bad(self, answer: Message) -> Failure:
        return Failure("bad_answer", Action.ENGINEER, f"{self._link.where}: IPP status {answer.code:04x}")

    def _refused(self, status: int) -> Failure:
        seen = f"{self._link.where}: IPP status {status:04x}"
        if status in {Status.NOT_ACCEPTING, Status.BUSY}:
            return Failure("off_line", Action.SITE_KEEPER, seen)
        return Failure("job_refused", Action.ENGINEER, seen)


def _surely_not(failure: Failure) -> Failure:
    """The line was lost before the document was handed over: `disconnected` would leave in doubt whether it came out."""
    lost = failure.code == "disconnected"
    return Failure("not_open", failure.action, failure.detail) if lost else failure


def _off(failure: Failure) -> DeviceStatus:
    return DeviceStatus(DeviceState.OFFLINE, action=failure.action, code=failure.code, detail=failure.detail)


DRIVER = DriverSpec(
    IppOptions, Ipp, 'driver = "ipp", host = "192.0.2.10"', wire={"host": "192.0.2.10", "port": 631}
)
