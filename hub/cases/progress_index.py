"""Finding a person's cases without their name in any column: a keyed hash of who they are.

Name, kind of document and number go into it together, so a number alone (read over a shoulder) finds nothing. Whoever
copies the database without the hub's key can neither read a person out of it nor try persons against it.
"""

from __future__ import annotations

import hmac
import unicodedata
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from contract.case import CaseSubmission
from hub.tables import case

if TYPE_CHECKING:
    from contract.case import Applicant
    from hub.vault import Vault
    from hub.wiring import Hub

NOBODY = b""
AT_ONCE = 200
"""Cases in one transaction of the one-time filling."""


def whose(vault: Vault, applicant: Applicant | None) -> bytes:
    """32 bytes for one person, always the same; `NOBODY` where nobody was asked who they are."""
    if applicant is None:
        return NOBODY
    told = "\n".join(identity(applicant))
    return hmac.new(vault.derive("whose case"), told.encode(), sha256).digest()


def identity(applicant: Applicant) -> tuple[str, str, str]:
    """What tells a person from every other, in one spelling."""
    name = unicodedata.normalize("NFKC", applicant.name).strip()
    return (str(applicant.id_document), applicant.id_number.strip().upper(), name)


def index_cases(hub: Hub) -> int:
    """Reckon it for cases that were taken in by an older program; how many there were. Two hubs may do it together."""
    done = 0
    while True:
        with hub.database.read() as connection:
            rows = connection.execute(
                select(case.c.key, case.c.sealed_payload).where(case.c.whose.is_(None)).limit(AT_ONCE)
            ).all()
        if not rows:
            return done
        found = {row.key: whose(hub.vault, _applicant(hub, row.key, row.sealed_payload)) for row in rows}
        with hub.database.write() as connection:
            for key, value in found.items():
                connection.execute(update(case).where(case.c.key == key).values(whose=value))
        done += len(rows)


def _applicant(hub: Hub, key: object, sealed: bytes) -> Applicant | None:
    plain = hub.vault.open(sealed, f"case_file/{key}/payload")
    return CaseSubmission.model_validate_json(plain).applicant
