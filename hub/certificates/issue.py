"""Issuing a certificate: a code to verify, a signed proof and a token that only the QR carries, and the sealed PDF.

Code and token are made with the hub's key of the case and of every word on the paper. So the same case always gets the
same paper, byte for byte, and no other words have the same token: with it the hub tells whether a code is of this very
paper, and shows the PDF. What anybody can check without the hub is the proof (`contract/paper_proof.py`).
"""

from __future__ import annotations

import base64
import hmac
import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import insert

from contract import paper_proof
from contract.case import Document
from contract.paper_proof import PaperStatement
from hub.certificates.certificate import Issue
from hub.certificates.codes import code_of
from hub.certificates.keys import paper_keys, private_half
from hub.certificates.typeset import typeset
from hub.departments.papers.statement import NOT_PUBLIC, Statement
from hub.tables import document

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from contract.case import CaseSubmission
    from hub.wiring import Hub

TOKEN_BYTES = 12
"""96 bits, and not a letter more: the finer a code, the harder it is to read off paper."""


@dataclass(frozen=True)
class Draft:
    """A certificate that is typeset but not yet filed."""

    statement: Statement
    issue: Issue
    token: str
    document: Document


def draft(hub: Hub, statement: Statement, submission: CaseSubmission, now: datetime, number: int) -> Draft:
    """Typeset the case's statement of this number, from 1."""
    code = _code(hub, submission.key, number)
    words = [code, now.isoformat(), submission.terminal_id, submission.case_number, asdict(statement)]
    signed = json.dumps(words, ensure_ascii=False, sort_keys=True, default=str)
    token = base64.urlsafe_b64encode(_mac(hub, "certificate token", signed)[:TOKEN_BYTES]).decode()
    issue = Issue(
        code=code,
        issued_at=now,
        terminal_id=submission.terminal_id,
        case_number=submission.case_number,
        verify_url=_proven(hub, statement, code, now, f"{hub.settings.public_url}/verify/{code}?t={token}"),
    )
    paper = Document(
        document_id=code,
        title_zh=statement.title_zh,
        title_en=statement.title_en,
        pdf=typeset(statement, issue),
        verify_url=issue.verify_url,
        valid_until=statement.valid_until,
    )
    return Draft(statement, issue, token, paper)


def file_document(hub: Hub, connection: Connection, each: Draft, case_key: UUID) -> None:
    """Store it with what the public page may show; the full data only inside the sealed PDF."""
    summary = {
        "title_zh": each.statement.title_zh,
        "title_en": each.statement.title_en,
        "issuer_zh": each.statement.issuer_zh,
        "issuer_en": each.statement.issuer_en,
        "facts": [[line.label_zh, line.label_en, line.masked] for line in each.statement.lines],
    }
    code = each.issue.code
    connection.execute(
        insert(document).values(
            code=code,
            case_key=case_key,
            token=hub.vault.fingerprint(each.token.encode()),
            issued_at=each.issue.issued_at,
            valid_until=each.statement.valid_until,
            sealed_summary=hub.vault.seal(json.dumps(summary).encode(), f"document/{code}/summary"),
            sealed_pdf=hub.vault.seal(each.document.pdf, f"document/{code}/pdf"),
        )
    )


def _proven(hub: Hub, statement: Statement, code: str, now: datetime, address: str) -> str:
    """The address with what the paper says, masked, under the key for papers that is in use."""
    keys = paper_keys(hub)
    key = keys.at(now)
    said = PaperStatement(
        code=code,
        issued_at=now,
        valid_until=statement.valid_until,
        specimen=True,  # `frame.typ` prints it on every paper
        title=statement.title_zh,
        issuer=statement.issuer_zh,
        lines=tuple((one.label_zh, one.masked) for one in statement.lines if one.masked != NOT_PUBLIC),
    )
    proof = paper_proof.prove(paper_proof.fitted(said), key, private_half(hub, keys, key).sign)
    return proof.text(address)


def _code(hub: Hub, key: UUID, number: int) -> str:
    """79 bits that nobody guesses who has not the hub's key."""
    return code_of(int.from_bytes(_mac(hub, "certificate code", f"{key}/{number}"), "big"))


def _mac(hub: Hub, purpose: str, text: str) -> bytes:
    return hmac.new(hub.vault.derive(purpose), text.encode(), sha256).digest()
