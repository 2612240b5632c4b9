"""Issuing a certificate: a code to verify, a token that only the QR carries, and the sealed PDF."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert

from contract.case import Document
from contract.civil_time import CIVIL
from hub.certificates.certificate import Issue, Statement
from hub.certificates.typeset import typeset
from hub.tables import document

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from contract.case import CaseSubmission
    from hub.settings import Settings
    from hub.wiring import Hub

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0/O, 1/I/L: the code is read off paper and typed."""
GROUPS, GROUP_LENGTH = 4, 4


@dataclass(frozen=True)
class Draft:
    """A certificate that is typeset but not yet filed."""

    statement: Statement
    issue: Issue
    token: str
    document: Document


def draft(settings: Settings, statement: Statement, submission: CaseSubmission, now: datetime) -> Draft:
    """Typeset a statement under a new code."""
    code = "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    token = secrets.token_urlsafe(18)
    issue = Issue(
        code=code,
        issued_at=now,
        valid_until=now.astimezone(CIVIL).date() + timedelta(days=statement.valid_days),
        terminal_id=submission.terminal_id,
        case_number=submission.case_number,
        verify_url=f"{settings.public_url}/verify/{code}?t={token}",
    )
    paper = Document(
        document_id=code,
        title_zh=statement.title_zh,
        title_en=statement.title_en,
        pdf=typeset(statement, issue),
        verify_url=issue.verify_url,
        valid_until=issue.valid_until,
    )
    return Draft(statement, issue, token, paper)


def file_document(hub: Hub, connection: Connection, each: Draft, case_key: UUID) -> None:
    """Store it with what the public page may show; the full data only inside the sealed PDF."""
    summary = {
        "title_zh": each.statement.title_zh,
        "title_en": each.statement.title_en,
        "issuer_zh": each.statement.issuer_zh,
        "issuer_en": each.statement.issuer_en,
        "facts": [[fact.label_zh, fact.label_en, fact.masked] for fact in each.statement.facts],
    }
    code = each.issue.code
    connection.execute(
        insert(document).values(
            code=code,
            case_key=case_key,
            token=hub.vault.fingerprint(each.token.encode()),
            issued_at=each.issue.issued_at,
            valid_until=each.issue.valid_until,
            sealed_summary=hub.vault.seal(json.dumps(summary).encode(), f"document/{code}/summary"),
            sealed_pdf=hub.vault.seal(each.document.pdf, f"document/{code}/pdf"),
        )
    )
