"""A terminal with a store of its own, whose board may burn: what it accepted, and what an operator gets out of its disk."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from hub_terminal import LI, NOON

from contract.case import CaseAnswer, CaseSubmission, Consent, Rating
from contract.codes import Grade
from contract.help import HelpCall
from hub.intake.rescued import rescue_key
from offline_cache import CaseDraft, FileKeyHome, Kind, OfflineCache
from offline_cache.key_secrets import Secrets
from offline_cache.operator_rescue import BUNDLE, rescue
from offline_cache.recovery import RecoveryKey
from outcome import Ok

if TYPE_CHECKING:
    from pathlib import Path

    from hub.wiring import Hub

SCAN = b"\xff\xd8 a scan of a lease " * 30_000  # three pieces


def value(outcome):
    assert isinstance(outcome, Ok), outcome
    return outcome.value


@dataclass
class Lost:
    """Its store is in `folder`/store, the operator's private key in `folder`/safe."""

    folder: Path
    terminal_id: str = "QH0001"
    operator: RecoveryKey = field(init=False)
    cache: OfflineCache = field(init=False)
    accepted: list[str] = field(default_factory=list)
    """Case numbers."""

    def __post_init__(self) -> None:
        self.operator = value(RecoveryKey.make(self.folder / "safe"))
        keys = FileKeyHome(Secrets.fresh(), self.folder / FileKeyHome.FILE_NAME)
        opened = OfflineCache.open(
            self.folder / "store",
            self.terminal_id,
            keys,
            now=lambda: NOON,
            recovery=self.operator.lock,
            low_water=1 << 20,
            ballast=1 << 20,
        )
        self.cache = value(opened)

    def accept(self, **changes) -> None:
        facts = {
            "key": uuid4(),
            "item_id": "no-such-item",
            "item_version": "1",
            "accepted_at": NOON,
            "clock_trusted": True,
            "accepted_offline": True,
            "promised_date": None,
            "applicant": LI,
            "answers": {"place_detail": "青石街88号"},
            "materials": (),
            "consent": Consent(text_version="1", agreed_at=NOON),
            "signature_png": b"\x89PNG fake",
        }
        done = value(self.cache.accept(CaseDraft(**{**facts, **changes})).result(10))
        self.accepted.append(done.case_number)

    def accept_with_scan(self, content: bytes = SCAN) -> UUID:
        note = value(self.cache.attach(content).result(10))
        self.accept(attachments=(note,))
        return note.id

    def rate(self) -> UUID:
        rating = Rating(
            key=uuid4(),
            terminal_id=self.terminal_id,
            case_number=None,
            grade=Grade.VERY_SATISFIED,
            rated_at=NOON,
        )
        return self._note(Kind.RATING, rating.key, rating.model_dump_json())

    def call(self) -> UUID:
        call = HelpCall(
            key=uuid4(),
            terminal_id=self.terminal_id,
            opened_at=NOON,
            page="form",
            slip_number="A1",
            called_offline=True,
        )
        return self._note(Kind.HELP, call.key, call.model_dump_json())

    def _note(self, kind: Kind, key: UUID, body: str) -> UUID:
        value(self.cache.put_note(kind, key, body.encode()).result(10))
        return key

    def next_body(self) -> bytes:
        """Of the oldest case that waits."""
        record = value(self.cache.for_sync.next_to_send().result(10)).record
        assert record is not None
        return record.body

    def heard(self, answer: bytes) -> None:
        """The hub's answer to a case came."""
        message = CaseAnswer.model_validate_json(answer)
        value(self.cache.for_sync.mark_answered(message.key, message).result(10))

    def bodies(self) -> dict[str, bytes]:
        """Of every case on the disk, as it stands now, by number: read by the operator in the clear."""
        shutil.copytree(self.folder / "store", self.folder / "copy")
        value(rescue(self.folder / "copy", self.operator, self.folder / "clear", NOON))
        found = {
            path.stem: path.read_bytes()
            for path in (self.folder / "clear").glob("*.json")
            if path.stem in self.accepted
        }
        shutil.rmtree(self.folder / "copy")
        shutil.rmtree(self.folder / "clear")
        return found

    def dies(self) -> None:
        """Its disk is cut off in the middle of everything; its own keys are gone with the board."""
        shutil.copytree(self.folder / "store", self.folder / "disk")
        self.cache.close()
        (self.folder / FileKeyHome.FILE_NAME).unlink(missing_ok=True)
        shutil.rmtree(self.folder / "store")

    def rescued_for(self, hub: Hub, name: str = "out") -> Path:
        """The bundle that the operator makes of the disk."""
        value(rescue(self.folder / "disk", self.operator, self.folder / name, NOON, hub_key=rescue_key(hub)))
        return self.folder / name / BUNDLE


def changed(body: bytes, **facts) -> bytes:
    """A submission with other content."""
    told = json.loads(body) | facts
    CaseSubmission.model_validate(told, strict=False)
    return json.dumps(told).encode()
