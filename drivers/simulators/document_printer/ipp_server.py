"""The simulated printer's ear: HTTP requests with IPP in them, answered or disturbed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from drivers.document_printer.ipp_message import Attributes, Message, Tag, Typed, build, parse
from drivers.document_printer.ipp_words import A4, PDF, JobState, Operation, Status, number
from drivers.simulators.document_printer.http_requests import BadRequestError, Request, Requests, answer
from drivers.simulators.faults import GARBAGE

if TYPE_CHECKING:
    from drivers.simulators.document_printer.printer import DocumentPrinter, Job
    from drivers.simulators.wires import Reply

DAMAGES = ("half", "http_500", "not_ipp", "empty", "endless")
"""For the next answer: half of the body, a server error, a web page, nothing, more than anybody reads."""
PATH = "/ipp/print"
_IPP = "application/ipp"
_LONGEST_NAME = 255
"""Of a job; it is told again to whoever asks for jobs."""
Groups = list[tuple[Tag, Mapping[str, Typed]]]

_ALWAYS: dict[str, Typed] = {
    "printer-name": (Tag.NAME, ["simulated A4"]),
    "ipp-versions-supported": (Tag.KEYWORD, ["1.1"]),
    "charset-configured": (Tag.CHARSET, ["utf-8"]),
    "charset-supported": (Tag.CHARSET, ["utf-8"]),
    "natural-language-configured": (Tag.LANGUAGE, ["en"]),
    "generated-natural-language-supported": (Tag.LANGUAGE, ["en"]),
    "compression-supported": (Tag.KEYWORD, ["none"]),
    "uri-security-supported": (Tag.KEYWORD, ["none"]),
    "uri-authentication-supported": (Tag.KEYWORD, ["none"]),
    "pdl-override-supported": (Tag.KEYWORD, ["attempted"]),
    "document-format-default": (Tag.MIME_TYPE, [PDF]),
    "document-format-supported": (Tag.MIME_TYPE, [PDF]),
    "media-default": (Tag.KEYWORD, [A4]),
    "media-supported": (Tag.KEYWORD, [A4]),
    "sides-default": (Tag.KEYWORD, ["one-sided"]),
    "sides-supported": (Tag.KEYWORD, ["one-sided", "two-sided-long-edge"]),
}
"""What every printer of IPP/1.1 has to say of itself, and never changes."""


class IppServer:
    """Bytes in, bytes out; a connection is known by its way to answer."""

    def __init__(self, printer: DocumentPrinter) -> None:
        self._printer = printer
        self._guest: Reply | None = None
        self._requests = Requests()
        self._since = time.monotonic()
        self.asked: list[str] = []
        """Operations in order, since the start."""

    def receive(self, data: bytes, reply: Reply) -> None:
        """Bytes from the wire."""
        if reply is not self._guest:
            self._guest, self._requests = reply, Requests()
        try:
            requests, waits = self._requests.feed(data)
        except BadRequestError:
            reply(answer("400 Bad Request", "text/plain", b""))
            self._printer.hang_up()
            return
        if waits:
            reply(b"HTTP/1.1 100 Continue\r\n\r\n")
        for request in requests:
            self._serve(request, reply)

    def _serve(self, request: Request, reply: Reply) -> None:
        if request.method != "POST" or request.path != PATH:
            reply(answer("404 Not Found", "text/plain", b""))
            return
        message = parse(request.body)
        if message is None:
            reply(answer("400 Bad Request", "text/plain", b""))
            return
        # The job is taken before the answer is disturbed: that is what leaves a client in doubt.
        data, lost = self._carry_out(message)
        disturbance = self._printer.faults.take()
        if disturbance.delay_s:
            self._printer.faults.cleared.wait(disturbance.delay_s)
        if disturbance.drop or lost:
            self._printer.hang_up()
        elif disturbance.garbage:
            reply(GARBAGE)
            self._printer.hang_up()  # noise has no length: the client would wait for its end
        elif not disturbance.silent:
            self._say(data, reply)

    def _say(self, data: bytes, reply: Reply) -> None:
        damage, self._printer.next_answer = self._printer.next_answer, ""
        match damage:
            case "half":
                reply(answer("200 OK", _IPP, data[: len(data) // 2], promised=len(data)))
                self._printer.hang_up()
            case "http_500":
                reply(answer("500 Internal Server Error", "text/html", b"<html>500</html>"))
            case "not_ipp":
                reply(answer("200 OK", "text/html", b"<html>Printer</html>"))
            case "empty":
                reply(answer("200 OK", _IPP, b""))
            case "endless":
                reply(answer("200 OK", _IPP, data + bytes(1 << 20)))
            case _:
                reply(answer("200 OK", _IPP, data))

    def _carry_out(self, message: Message) -> tuple[bytes, bool]:
        """The answer, and whether it gets lost."""
        try:
            operation = Operation(message.code)
        except ValueError:
            return _reply(message, Status.OPERATION_NOT_SUPPORTED), False
        self.asked.append(operation.name)
        given = message.first(Tag.OPERATION)
        match operation:
            case Operation.GET_PRINTER_ATTRIBUTES:
                return _reply(message, Status.OK, [(Tag.PRINTER, self._printer_attributes())]), False
            case Operation.VALIDATE_JOB:
                return _reply(message, _check(message)), False
            case Operation.PRINT_JOB:
                return self._print(message)
            case Operation.GET_JOBS:
                with self._printer.changed:
                    jobs = [job for job in self._printer.jobs.values() if not job.ended]
                return _reply(message, Status.OK, [(Tag.JOB, _job(one)) for one in jobs]), False
            case Operation.GET_JOB_ATTRIBUTES:
                job = self._printer.jobs.get(number(given, "job-id") or 0)
                if job is None or (job.fault == "forget" and job.ended):
                    return _reply(message, Status.NOT_FOUND), False
                return _reply(message, Status.OK, [(Tag.JOB, _job(job))]), False
            case Operation.CANCEL_JOB:
                done = self._printer.cancel(number(given, "job-id") or 0)
                return _reply(message, Status.OK if done else Status.NOT_POSSIBLE), False

    def _print(self, message: Message) -> tuple[bytes, bool]:
        wrong = _check(message)
        if wrong is not Status.OK:
            return _reply(message, wrong), False
        wanted = message.first(Tag.JOB)
        name = message.first(Tag.OPERATION).get("job-name", ("",))[0]
        job = self._printer.take(
            str(name),
            message.document,
            number(wanted, "copies") or 1,
            str(wanted.get("sides", ("one-sided",))[0]).startswith("two-sided"),
        )
        if job is None:
            return _reply(message, Status.DOCUMENT_FORMAT), False
        return _reply(message, Status.OK, [(Tag.JOB, _job(job))]), job.fault == "lose_answer"

    def _printer_attributes(self) -> dict[str, Typed]:
        printer = self._printer
        return {
            **_ALWAYS,
            "printer-uri-supported": (Tag.URI, [f"ipp://127.0.0.1{PATH}"]),
            "printer-state": (Tag.ENUM, [printer.state]),
            "printer-state-reasons": (Tag.KEYWORD, printer.reasons),
            "printer-is-accepting-jobs": (Tag.BOOLEAN, [True]),
            "operations-supported": (Tag.ENUM, list(Operation)),
            "queued-job-count": (Tag.INTEGER, [sum(not job.ended for job in printer.jobs.values())]),
            "printer-up-time": (Tag.INTEGER, [max(1, int(time.monotonic() - self._since))]),
        }


def _reply(message: Message, status: Status, groups: Groups | None = None) -> bytes:
    head: dict[str, Typed] = {
        "attributes-charset": (Tag.CHARSET, ["utf-8"]),
        "attributes-natural-language": (Tag.LANGUAGE, ["en"]),
    }
    return build(status, message.request_id, [(Tag.OPERATION, head), *(groups or [])])


def _check(message: Message) -> Status:
    """Refuse what this printer cannot do, as one must that is asked for fidelity."""
    given: Attributes = message.first(Tag.OPERATION)
    wanted: Attributes = message.first(Tag.JOB)
    if len(str(given.get("job-name", ("",))[0])) > _LONGEST_NAME:
        return Status.ATTRIBUTES_OR_VALUES
    if given.get("document-format", (PDF,))[0] not in {PDF, "application/octet-stream"}:
        return Status.DOCUMENT_FORMAT
    if wanted.get("media", (A4,)) != (A4,) or not 1 <= (number(wanted, "copies") or 1) <= 99:
        return Status.ATTRIBUTES_OR_VALUES
    return Status.OK


def _job(job: Job) -> dict[str, Typed]:
    reason = {JobState.CANCELED: "job-canceled-by-user", JobState.ABORTED: "aborted-by-system"}.get(job.state)
    told: dict[str, Typed] = {
        "job-id": (Tag.INTEGER, [job.number]),
        "job-uri": (Tag.URI, [f"ipp://127.0.0.1{PATH}/{job.number}"]),
        "job-name": (Tag.NAME, [job.name]),
        "job-state": (Tag.ENUM, [job.state]),
        "job-state-reasons": (Tag.KEYWORD, [reason or "none"]),
    }
    if job.fault == "no_count":
        return told
    return told | {
        "job-impressions-completed": (Tag.INTEGER, [job.impressions]),
        "job-media-sheets-completed": (Tag.INTEGER, [job.sheets]),
    }
