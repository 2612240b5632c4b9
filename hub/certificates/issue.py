"""Issuing a certificate: a code to verify, a token that only the QR carries, and the sealed PDF.

Code and token are made with the hub's key of the case and of every word on the paper. So the same case always gets the
same paper, byte for byte, and the token in its QR is the hub's signature under it: no other words have the same.
"""

from __future__ import annotations

import base64
import hmac
import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import insert

from contract.case import Document
from hub.certificates.certificate import Issue, Statement
from hub.certificates.typeset import typeset
from hub.tables import document

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from contract.case import CaseSubmission
    from hub.wiring import Hub

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0/O, 1/I/L: the code is read off paper and typed."""
GROUPS, GROUP_LENGTH = 4, 4
TOKEN_BYTES = 18


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
        verify_url=f"{hub.settings.public_url}/verify/{code}?t={token}",
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


def _code(hub: Hub, key: UUID, number: int) -> str:
    """79 bits that nobody guesses who has not the hub's key."""
    value = int.from_bytes(_mac(hub, "certificate code", f"{key}/{number}"), "big")
    letters = ""
    for _ in range(GROUPS * GROUP_LENGTH):
        value, place = divmod(value, len(ALPHABET))
        letters += ALPHABET[place]
    return "-".join(letters[at : at + GROUP_LENGTH] for at in range(0, len(letters), GROUP_LENGTH))


def _mac(hub: Hub, purpose: str, text: str) -> bytes:
    return hmac.new(hub.vault.derive(purpose), text.encode(), sha256).digest()
