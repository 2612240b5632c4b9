"""Paths, headers and the bytes that are signed: the parts of the wire that both ends must spell alike.

Every request but enrolment is signed by the terminal's own Ed25519 key, because gateways end TLS and because a
signature proves the origin years later.
"""

from __future__ import annotations

from hashlib import sha256

ENROL = "/api/v1/enrolment"
CASES = "/api/v1/cases"
CASE_BATCH = "/api/v1/cases/batch"
ATTACHMENTS = "/api/v1/attachments"
QUERIES = "/api/v1/queries"
PROGRESS = "/api/v1/progress"
PROGRESS_OF_RECEIPT = PROGRESS + "/receipt"
CASE_FORM = PROGRESS + "/form"
CASE_WITHDRAWAL = PROGRESS + "/withdrawal"
CASE_PAPER = PROGRESS + "/paper"
RATINGS = "/api/v1/ratings"
CARD_REPORTS = "/api/v1/card-reports"
HELP = "/api/v1/help"
APPOINTMENTS = "/api/v1/appointments"
APPOINTMENT_TIMES = "/api/v1/appointments/times"
APPOINTMENTS_OWN = "/api/v1/appointments/own"
APPOINTMENT_CANCEL = "/api/v1/appointments/cancel"
APPOINTMENT_MOVE = "/api/v1/appointments/move"
APPOINTMENT_SHOW = "/api/v1/appointments/show"
HEARTBEAT = "/api/v1/heartbeat"
OUTLETS = "/api/v1/outlets"
ALIVE = "/api/v1/alive"
BOXES = "/api/v1/boxes"
BOX_REPORTS = "/api/v1/boxes/reports"
AUDIT_ANCHOR = "/api/v1/audit-anchor"
PAPERS = "/api/v1/papers"

TERMINAL_HEADER = "X-Terminal"
TIME_HEADER = "X-Signed-At"
SIGNATURE_HEADER = "X-Signature"


def signed_bytes(method: str, target: str, body: bytes, terminal_id: str, signed_at: str) -> bytes:
    """The canonical bytes under a request's signature; `target` is path and query as sent."""
    digest = sha256(body).hexdigest()
    return f"bangban-1\n{method.upper()}\n{target}\n{digest}\n{terminal_id}\n{signed_at}".encode()
