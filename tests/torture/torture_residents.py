"""Drafts of one fictional resident whose every case carries a token of its own: the oracle counts tokens, not keys."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from contract.case import Applicant, Consent
from contract.codes import IdDocument, IdentityMethod
from offline_cache import CaseDraft

if TYPE_CHECKING:
    from datetime import datetime

TERMINAL = "QH0001"
NAME = "云小清"
ID_NUMBER = "990101199001011239"
PHONE = "10000012345"
SECRETS = (NAME, ID_NUMBER, PHONE)
"""What must stand in no file in the clear."""


def draft(at: datetime, token: str, key: uuid.UUID | None = None) -> CaseDraft:
    """The resident's one action `token`, under a new key unless one is given."""
    return CaseDraft(
        key=key or uuid.uuid4(),
        item_id="shebao-canbao-zhengming",
        item_version="1",
        accepted_at=at,
        clock_trusted=True,
        accepted_offline=True,
        promised_date=None,
        applicant=Applicant(
            name=NAME,
            id_document=IdDocument.RESIDENT_ID,
            id_number=ID_NUMBER,
            identified_by=IdentityMethod.ID_CARD,
        ),
        answers={"kind": "person", "insurances": ("pension",), "purpose": token, "phone": PHONE},
        materials=(),
        consent=Consent(text_version="1", agreed_at=at),
        signature_png=b"\x89PNG" + bytes(400),
    )
