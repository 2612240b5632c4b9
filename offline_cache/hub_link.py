"""The terminal's end of the wire to the hub: signed requests, finite waits, bounded answers.

A wait that ran out means *unknown*, not failed: the hub may have taken the request in. The caller sends the
same bytes under the same key again.
"""

from __future__ import annotations

import base64
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.parse import quote

from pydantic import ValidationError

from contract import wire
from contract.appointment import (
    Appointment,
    Booking,
    Cancelling,
    Moving,
    OwnAsked,
    OwnTold,
    Showing,
    ShownTold,
    SlotsAsked,
    SlotsTold,
)
from contract.attachment import AttachmentStatus
from contract.batch import BatchAnswer, joined
from contract.case import CaseAnswer, CaseSubmission, Rating
from contract.delivery import BoxDuties, BoxReport
from contract.fleet import AuditAnchor, Enrolled, Enrolment, Heartbeat, HeartbeatAnswer
from contract.help import HelpCall, HelpSay, HelpStatus
from contract.message import Message
from contract.outlets import OutletsNow
from contract.paper_status import PaperStatus
from contract.progress import (
    CaseForm,
    CaseProgress,
    OwnCase,
    OwnDocument,
    OwnPaper,
    ProgressAnswer,
    ProgressQuery,
    ReceiptQuery,
)
from contract.query import Query, QueryAnswer
from offline_cache.hub_trouble import failure_of_status, garbage, line_down, unknown
from outcome import Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    import requests

    from contract.card_pin import CardReport
    from contract.codes import HelpState

M = TypeVar("M", bound=Message)
_CHUNK_BYTES = 64 * 1024


class Signer(Protocol):
    """The part of a key home that a link needs."""

    def sign(self, data: bytes) -> bytes: ...

    def sign_offered(self, data: bytes) -> bytes | None: ...

    def public_key(self) -> bytes: ...


@dataclass(frozen=True)
class Timeouts:
    """Seconds. All are finite: a link that waits for ever would hold up every case behind it."""

    connect: float = 5.0
    """Until the hub (or a gateway) takes the connection."""
    read: float = 20.0
    """Until the next bytes of an answer."""
    whole_answer: float = 60.0
    """Until the last byte: documents come over village lines."""
    alive: float = 3.0
    """For the question whether the hub is there at all."""


@dataclass(frozen=True)
class AnswerLimits:
    """Bytes of the largest answer that is read; a longer one is garbage."""

    case: int = 32 * 1024 * 1024
    """With the PDF documents of a case decided at once."""
    other: int = 1024 * 1024


class HubLink:
    """May be used from several threads: each has its own session and so its own connections.

    Failures of every method: `line_down` (not reached), `timeout_unknown` (sent, no answer), `hub_error`
    (5xx, or busy), `garbage` (not an answer of this contract), `refused` (4xx), `not_enrolled` (401).
    """

    def __init__(
        self,
        base_url: str,
        terminal_id: str,
        signer: Signer,
        timeouts: Timeouts = Timeouts(),
        session: Callable[[], requests.Session] | None = None,
        *,
        limits: AnswerLimits = AnswerLimits(),
    ) -> None:
        """`session` makes a session with the certificates of this outlet (client certificate, pinned CA); None: a plain
        one. The HTTP library is loaded by the first request, so that no start waits for it.
        """
        self._base_url = base_url.rstrip("/")
        self._terminal_id = terminal_id
        self._signer = signer
        self._timeouts = timeouts
        self._make_session = session
        self._limits = limits
        self._own = threading.local()
        self._sign_offered = False
        """The hub knows this terminal by the key that it was offered, and the answer to that was lost."""

    def enrol(self, code: str, key: bytes | None = None) -> Outcome[Enrolled]:
        """Introduce this terminal with the one-time code; not signed: the hub has no key yet. `key`: another public key
        than the one that signs now.
        """
        body = Enrolment(
            terminal_id=self._terminal_id, code=code, public_key=key or self._signer.public_key()
        )
        return self._ask("POST", wire.ENROL, body, Enrolled, signed=False)

    def send_case(self, case: CaseSubmission | bytes) -> Outcome[CaseAnswer]:
        """One case; bytes are sent as they are."""
        return self._ask("POST", wire.CASES, case, CaseAnswer, limit=self._limits.case)

    def send_cases(self, cases: tuple[bytes, ...]) -> Outcome[BatchAnswer]:
        """Many cases at once, their bytes as they are; as many entries come back, in the same order."""
        answered = self._ask("POST", wire.CASE_BATCH, joined(cases), BatchAnswer, limit=self._limits.case)
        if isinstance(answered, Ok) and len(answered.value.cases) != len(cases):
            return garbage(_place("POST", wire.CASE_BATCH), "not as many answers as cases")
        return answered

    def attachment_status(self, identity: UUID) -> Outcome[AttachmentStatus]:
        """How much of an attachment the hub has; `refused` when it does not know its case."""
        return self._ask("GET", f"{wire.ATTACHMENTS}/{identity}", b"", AttachmentStatus)

    def send_piece(self, identity: UUID, offset: int, piece: bytes) -> Outcome[AttachmentStatus]:
        """The bytes of an attachment from `offset`, at most `PIECE_BYTES` of them."""
        return self._ask("PUT", f"{wire.ATTACHMENTS}/{identity}?offset={offset}", piece, AttachmentStatus)

    def send_rating(self, rating: Rating | bytes) -> Outcome[None]:
        """One rating."""
        answered = self._exchange("POST", wire.RATINGS, _bytes(rating))
        return answered if isinstance(answered, Failure) else Ok(None)

    def box_duties(self) -> Outcome[BoxDuties]:
        """What goes into this terminal's boxes, and what lies in them."""
        return self._ask("GET", wire.BOXES, b"", BoxDuties)

    def report_box(self, report: BoxReport) -> Outcome[None]:
        """What happened at a box; the same key again changes nothing."""
        answered = self._exchange("POST", wire.BOX_REPORTS, _bytes(report))
        return answered if isinstance(answered, Failure) else Ok(None)

    def query(self, query: Query) -> Outcome[QueryAnswer]:
        """What the department has on record for the applicant."""
        return self._ask("POST", wire.QUERIES, query, QueryAnswer)

    def report_card(self, report: CardReport) -> Outcome[None]:
        """What became of the card of an approved case."""
        answered = self._exchange("POST", wire.CARD_REPORTS, _bytes(report))
        return answered if isinstance(answered, Failure) else Ok(None)

    def paper_status(self, code: str) -> Outcome[PaperStatus]:
        """Whether a paper with this code still holds: letters, digits and dashes."""
        return self._ask("GET", f"{wire.PAPERS}/{code}", b"", PaperStatus)

    def appointment_times(self, asked: SlotsAsked) -> Outcome[SlotsTold]:
        """Every time of an item that can be booked now."""
        return self._ask("POST", wire.APPOINTMENT_TIMES, asked, SlotsTold)

    def book_appointment(self, booking: Booking) -> Outcome[Appointment]:
        """One place; the same key again is the same ticket."""
        return self._ask("POST", wire.APPOINTMENTS, booking, Appointment)

    def own_appointments(self, asked: OwnAsked) -> Outcome[OwnTold]:
        """What the person has open."""
        return self._ask("POST", wire.APPOINTMENTS_OWN, asked, OwnTold)

    def cancel_appointment(self, asked: Cancelling) -> Outcome[Appointment]:
        """Again is fine."""
        return self._ask("POST", wire.APPOINTMENT_CANCEL, asked, Appointment)

    def move_appointment(self, asked: Moving) -> Outcome[Appointment]:
        """Another time under the same number; again is fine."""
        return self._ask("POST", wire.APPOINTMENT_MOVE, asked, Appointment)

    def show_ticket(self, shown: Showing) -> Outcome[ShownTold]:
        """What a ticket is worth here and now; the same key again is the same use."""
        return self._ask("POST", wire.APPOINTMENT_SHOW, shown, ShownTold)

    def progress(self, query: ProgressQuery | ReceiptQuery) -> Outcome[ProgressAnswer]:
        """The cases of an applicant, or the one of a receipt of which nobody was asked for a name."""
        of_one = isinstance(query, ReceiptQuery)
        return self._ask("POST", wire.PROGRESS_OF_RECEIPT if of_one else wire.PROGRESS, query, ProgressAnswer)

    def case_form(self, case: OwnCase) -> Outcome[CaseForm]:
        """What its applicant handed in."""
        return self._ask("POST", wire.CASE_FORM, case, CaseForm)

    def withdraw_case(self, case: OwnCase) -> Outcome[CaseProgress]:
        """Again it changes nothing."""
        return self._ask("POST", wire.CASE_WITHDRAWAL, case, CaseProgress)

    def case_paper(self, paper: OwnPaper) -> Outcome[OwnDocument]:
        """To be printed now."""
        return self._ask("POST", wire.CASE_PAPER, paper, OwnDocument, limit=self._limits.case)

    def open_help(self, call: HelpCall | bytes) -> Outcome[HelpStatus]:
        """Call for help; the same key again is the same call."""
        return self._ask("POST", wire.HELP, call, HelpStatus)

    def say_help(self, key: UUID, words: HelpSay) -> Outcome[HelpStatus]:
        """The resident's words in an open call."""
        return self._ask("POST", f"{wire.HELP}/{key}/words", words, HelpStatus)

    def help_status(
        self, key: UUID, after: int, wait_s: int, state: HelpState | None = None
    ) -> Outcome[HelpStatus]:
        """Words after number `after`; the hub waits up to `wait_s` seconds for some or another `state`."""
        known = f"?after={after}&wait={wait_s}" + ("" if state is None else f"&state={state}")
        return self._ask("GET", f"{wire.HELP}/{key}{known}", b"", HelpStatus, patience=wait_s)

    def close_help(self, key: UUID) -> Outcome[HelpStatus]:
        """The resident ends the call."""
        return self._ask("POST", f"{wire.HELP}/{key}/close", b"", HelpStatus)

    def heartbeat(self, beat: Heartbeat) -> Outcome[HeartbeatAnswer]:
        """How this terminal is."""
        return self._ask("POST", wire.HEARTBEAT, beat, HeartbeatAnswer)

    def outlets(self, mark: str) -> Outcome[OutletsNow]:
        """How all terminals of the place are, or which changed since the answer with this mark."""
        return self._ask("GET", f"{wire.OUTLETS}?after={quote(mark)}", b"", OutletsNow)

    def audit_anchor(self) -> Outcome[AuditAnchor]:
        """The end of this terminal's audit trail that the hub keeps; `refused` when it keeps none yet."""
        return self._ask("GET", wire.AUDIT_ANCHOR, b"", AuditAnchor)

    def alive(self) -> Outcome[None]:
        """Whether a hub answers at all; not signed, short wait."""
        answered = self._exchange("GET", wire.ALIVE, b"", signed=False, read=self._timeouts.alive)
        return answered if isinstance(answered, Failure) else Ok(None)

    def _ask(
        self,
        method: str,
        target: str,
        body: Message | bytes,
        model: type[M],
        *,
        signed: bool = True,
        limit: int | None = None,
        patience: float = 0.0,
    ) -> Outcome[M]:
        read = self._timeouts.read + patience
        answered = self._exchange(method, target, _bytes(body), signed=signed, limit=limit, read=read)
        if isinstance(answered, Failure):
            return answered
        try:
            return Ok(model.model_validate_json(answered.value))
        except ValidationError:  # its text would quote the answer
            return garbage(_place(method, target), f"not a {model.__name__}")

    def _exchange(
        self,
        method: str,
        target: str,
        body: bytes,
        *,
        signed: bool = True,
        limit: int | None = None,
        read: float | None = None,
    ) -> Outcome[bytes]:
        offered = self._sign_offered  # asked once: other threads find out meanwhile
        answered = self._attempt(method, target, body, signed=signed, offered=offered, limit=limit, read=read)
        refused = signed and isinstance(answered, Failure) and answered.code == "not_enrolled"
        if not refused or self._signer.sign_offered(b"") is None:
            return answered
        again = self._attempt(method, target, body, signed=True, offered=not offered, limit=limit, read=read)
        if isinstance(again, Ok):
            self._sign_offered = not offered
        return again

    def _attempt(
        self,
        method: str,
        target: str,
        body: bytes,
        *,
        signed: bool,
        offered: bool,
        limit: int | None,
        read: float | None,
    ) -> Outcome[bytes]:
        import requests  # noqa: PLC0415

        place = _place(method, target)
        session = self._session()
        request = session.prepare_request(requests.Request(method, self._base_url + target, data=body))
        if body:
            request.headers["Content-Type"] = "application/json"
        if signed:
            self._sign(request, body, offered=offered)
        wait = self._timeouts.read if read is None else read
        deadline = time.monotonic() + wait + self._timeouts.whole_answer
        try:
            with session.send(
                request, timeout=(self._timeouts.connect, wait), stream=True, allow_redirects=False
            ) as response:
                content = _read(response, limit or self._limits.other, deadline)
                if isinstance(content, str):
                    return garbage(place, content)
                if not 200 <= response.status_code < 300:
                    return failure_of_status(place, response.status_code, content)
                return Ok(content)
        except requests.exceptions.ConnectTimeout:
            return line_down(place, "no connection in time")
        except requests.exceptions.SSLError:
            return line_down(place, "the hub's certificate or the TLS handshake was refused")
        except requests.exceptions.ConnectionError as error:
            if _never_connected(error):
                return line_down(place, "no connection")
            return unknown(place, "the connection broke before the answer was whole")
        except (requests.exceptions.Timeout, TimeoutError):
            return unknown(place, "no answer in time")
        except requests.exceptions.RequestException as error:
            return unknown(place, f"the answer broke off ({type(error).__name__})")

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._own, "session", None)
        if session is None:
            session = self._own.session = (self._make_session or _plain_session)()
            session.trust_env = False  # no proxy and no password file of whoever started the program
        return session

    def _sign(self, request: requests.PreparedRequest, body: bytes, *, offered: bool) -> None:
        signed_at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        message = wire.signed_bytes(str(request.method), request.path_url, body, self._terminal_id, signed_at)
        request.headers[wire.TERMINAL_HEADER] = self._terminal_id
        request.headers[wire.TIME_HEADER] = signed_at
        signature = (self._signer.sign_offered(message) if offered else None) or self._signer.sign(message)
        request.headers[wire.SIGNATURE_HEADER] = base64.b64encode(signature).decode()


def _plain_session() -> requests.Session:
    import requests  # noqa: PLC0415

    return requests.Session()


def _bytes(body: Message | bytes) -> bytes:
    return body if isinstance(body, bytes) else body.model_dump_json().encode()


def _place(method: str, target: str) -> str:
    return f"{method} {target.partition('?')[0]}"


def _read(response: requests.Response, limit: int, deadline: float) -> bytes | str:
    """The body, or what is wrong with it."""
    content = bytearray()
    for chunk in response.iter_content(_CHUNK_BYTES):
        content += chunk
        if len(content) > limit:
            return f"longer than {limit} bytes"
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(content)


def _never_connected(error: requests.exceptions.ConnectionError) -> bool:
    """No connection was made, so nothing was sent: told apart from one that broke with the result unknown."""
    from urllib3.exceptions import NewConnectionError  # noqa: PLC0415

    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", cause), NewConnectionError)
