"""The bytes of a case but for its number, made before it has one.

Only sequence and case number are allotted inside the transaction. All the rest, checked against the contract
and written as JSON, is made in the caller's thread while the writer waits for the disk with the case before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import ValidationError

from contract.case import CaseSubmission
from contract.clock import PATTERN
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from offline_cache.records import CaseDraft

_FORM = b',"sequence":%d,"case_number":"%s",'
_CLOCK = b'"clock":"%s",'
_MOMENT = re.compile(_CLOCK % PATTERN.encode())
_GAP = _FORM % (1, b"") + _CLOCK % b""


@dataclass(frozen=True)
class Prepared:
    """A draft that fits the contract, and its JSON on both sides of the two numbers."""

    draft: CaseDraft
    before: bytes = field(repr=False)
    after: bytes = field(repr=False)

    def body(self, sequence: int, case_number: str, clock: str) -> bytes:
        """What `CaseSubmission.model_dump_json` gives with these. Neither number nor token needs an escape."""
        form = _FORM % (sequence, case_number.encode())
        return b"".join((self.before, form, _CLOCK % clock.encode(), self.after))

    def is_of(self, body: bytes, sequence: int, case_number: str) -> bool:
        """Whether `body` was made of this draft, whenever that was; one of an older program tells no moment."""
        start = self.before + _FORM % (sequence, case_number.encode())
        if not (body.startswith(start) and body.endswith(self.after)):
            return False
        between = body[len(start) : len(body) - len(self.after)]
        return not between or _MOMENT.fullmatch(between) is not None


def prepare(terminal_id: str, draft: CaseDraft) -> Outcome[Prepared]:
    """Any thread. Failure: `draft_invalid`, with the names of the fields that do not fit."""
    try:
        case = CaseSubmission(
            key=draft.key,
            terminal_id=terminal_id,
            sequence=1,
            case_number="",
            clock="",
            item_id=draft.item_id,
            item_version=draft.item_version,
            accepted_at=draft.accepted_at,
            clock_trusted=draft.clock_trusted,
            accepted_offline=draft.accepted_offline,
            promised_date=draft.promised_date,
            applicant=draft.applicant,
            answers=dict(draft.answers),
            materials=draft.materials,
            consent=draft.consent,
            signature_png=draft.signature_png,
            confirmed_by_key=draft.confirmed_by_key,
            attachments=draft.attachments,
            card=draft.card,
            mends=draft.mends,
        )
    except ValidationError as error:
        # The error's own text would quote what the resident typed.
        places = sorted({str(one["loc"][0]) for one in error.errors(include_input=False) if one["loc"]})
        return Failure("draft_invalid", Action.ENGINEER, "does not fit the contract: " + ", ".join(places))
    # Inside a JSON string the gap's quotes would be escaped, so nothing a resident typed can look like it.
    before, gap, after = case.model_dump_json().encode().partition(_GAP)
    if not gap:
        raise AssertionError("sequence, case number and clock stand side by side in the contract")
    return Ok(Prepared(draft, before, after))
