"""Drafts of fictional residents, and a store that can be closed and opened again."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta, timezone

from contract.case import Applicant, CaseAnswer, CaseSubmission, Consent
from contract.codes import CaseState, IdDocument, IdentityMethod
from offline_cache import CaseDraft, OfflineCache
from outcome import Action, Ok

TERMINAL = "YX99A001"
NAME = "云小清"
ID_NUMBER = "990101199001011239"
PHONE = "10000012345"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=timezone(timedelta(hours=8)))


class Clock:
    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


class Shelf:
    """One folder; `cache` opens it when it is not open."""

    def __init__(self, folder, keys, clock, **options) -> None:
        self.folder = folder
        self.keys = keys
        self.clock = clock
        self.options = {"low_water": 1 << 20, "ballast": 1 << 20, **options}
        self._cache = None

    @property
    def cache(self) -> OfflineCache:
        if self._cache is None:
            self._cache = value(self.open())
        return self._cache

    def open(self, **other):
        arguments = {"terminal_id": TERMINAL, "keys": self.keys, **self.options, **other}
        return OfflineCache.open(self.folder, now=self.clock, **arguments)

    def close(self) -> None:
        if self._cache is not None:
            self._cache.close()
            self._cache = None

    def accept(self, **changes):
        return value(self.cache.accept(draft(self.clock(), **changes)).result(10))

    def next(self, **how):
        return value(self.cache.for_sync.next_to_send(**how).result(10)).record

    def bodies(self):
        """Of all that waits, by key, as it would be sent."""
        found = {}
        while (one := self.next()) is not None:
            found[one.key] = one.body
            value(self.cache.for_sync.mark_refused(one.key, "seen", Action.ENGINEER).result(10))
        for key in found:
            value(self.cache.for_staff.put_back(key).result(10))
        return found

    def bytes_on_disk(self) -> bytes:
        return b"".join(path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file())


def value(outcome):
    assert isinstance(outcome, Ok), outcome
    return outcome.value


def draft(at: datetime = NOON, **changes) -> CaseDraft:
    facts = {
        "key": uuid.uuid4(),
        "item_id": "pension.certify",
        "item_version": "1",
        "accepted_at": at,
        "clock_trusted": True,
        "accepted_offline": True,
        "promised_date": None,
        "applicant": Applicant(
            name=NAME,
            id_document=IdDocument.RESIDENT_ID,
            id_number=ID_NUMBER,
            identified_by=IdentityMethod.ID_CARD,
        ),
        "answers": {"phone": PHONE, "months": 12, "agree": True},
        "materials": (),
        "consent": Consent(text_version="2026-1", agreed_at=at),
        "signature_png": b"\x89PNG" + bytes(400),
    }
    return CaseDraft(**{**facts, **changes})


def answer_to(body: bytes, durable: int = 0, state: CaseState = CaseState.APPROVED) -> CaseAnswer:
    case = CaseSubmission.model_validate_json(body)
    return CaseAnswer(
        key=case.key,
        case_number=case.case_number,
        state=state,
        office_number=f"OFFICE{case.sequence}",
        durable_sequence=durable,
    )


def utc_now() -> datetime:
    return datetime.now(UTC)
