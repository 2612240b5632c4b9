"""A hub in a folder of its own, a clock that tests hold, and a terminal that signs by itself."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from contract import wire
from contract.case import Applicant, CaseSubmission, Consent, Material
from contract.codes import IdDocument, IdentityMethod, MaterialTrust
from contract.fleet import DeviceReport, Enrolment, Heartbeat
from hub.fleet.enrolment import Outlet, make_code

if TYPE_CHECKING:
    import httpx

    from contract.message import Message
    from hub.wiring import Hub

RESIDENTS = Path(__file__).parents[2] / "demo" / "residents.yaml"
REGISTERS = RESIDENTS.with_name("registers.yaml")
NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)

LI = Applicant(
    name="李建国",
    id_document=IdDocument.RESIDENT_ID,
    id_number="99010119880712001X",
    identified_by=IdentityMethod.ID_CARD,
)


SHOP = "getihu-sheli"
AGREED = Consent(text_version="2026-11", agreed_at=NOON)
SHOP_PAPERS = (
    Material(material_id="identity", trust=MaterialTrust.A),
    Material(material_id="application", trust=MaterialTrust.D),
    Material(material_id="place_promise", trust=MaterialTrust.D, promise_version="2026-11"),
    Material(material_id="place_lease", trust=MaterialTrust.C, deferred_until=NOON.date()),
)


@dataclass
class HeldClock:
    """A clock that stands still until a test moves it."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Terminal:
    """The far end of the wire, written from contract/wire.py alone."""

    client: httpx.Client
    clock: HeldClock
    id: str = "QH0001"
    private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    def enrolment(self, code: str) -> Enrolment:
        return Enrolment(terminal_id=self.id, code=code, public_key=self.public)

    def send(
        self, method: str, target: str, body: bytes = b"", signed_at: str | None = None, **headers: str
    ) -> httpx.Response:
        moment = signed_at or self.clock().isoformat()
        signature = self.private.sign(wire.signed_bytes(method, target, body, self.id, moment))
        signed = {
            wire.TERMINAL_HEADER: self.id,
            wire.TIME_HEADER: moment,
            wire.SIGNATURE_HEADER: base64.b64encode(signature).decode(),
            "Content-Type": "application/json",
        }
        return self.client.request(method, target, content=body, headers={**signed, **headers})

    def post(self, target: str, message: Message, **kwargs: Any) -> httpx.Response:
        return self.send("POST", target, message.model_dump_json().encode(), **kwargs)

    def heartbeat(self, *devices: DeviceReport) -> Heartbeat:
        return Heartbeat(
            terminal_id=self.id,
            sent_at=self.clock(),
            version="0.1.0",
            page="home",
            waiting_cases=0,
            devices=devices,
        )


def submission(sequence: int = 1, **changes: Any) -> CaseSubmission:
    """A case of Li, who asks for a certificate."""
    facts: dict[str, Any] = {
        "key": uuid4(),
        "terminal_id": "QH0001",
        "sequence": sequence,
        "case_number": f"QH0001-20261122-{sequence:04d}",
        "item_id": "shebao-canbao-zhengming",
        "item_version": "1",
        "accepted_at": NOON,
        "clock_trusted": True,
        "accepted_offline": False,
        "promised_date": None,
        "applicant": LI,
        "answers": record(),
        "materials": (Material(material_id="identity", trust=MaterialTrust.A),),
        "consent": AGREED,
        "signature_png": b"\x89PNG fake",
    }
    return CaseSubmission(**{**facts, **changes})


def record(**answers: Any) -> dict[str, Any]:
    """Answers of one who asks for a social insurance record."""
    return {
        "kind": "summary",
        "insurances": ("pension", "injury"),
        "period_from": "2016-07",
        "period_to": "2026-10",
        "purpose": "home",
        **answers,
    }


def trade(**answers: Any) -> dict[str, Any]:
    """Answers of a sole trade that break no rule; with so long a name a person decides."""
    return {
        "has_trade_name": True,
        "trade_name": "青石街老味道小吃",
        "composition": "person",
        "place_area": "chengguan_qingshi",
        "place_detail": "青石街88号",
        "scope": ("catering",),
        "employees": 2,
        "capital": 50_000_00,
        "phone": "10000000002",
        "delivery": "counter",
        **answers,
    }


def shop(sequence: int = 1, version: str = "1", **changes: Any) -> CaseSubmission:
    """A whole case of Li, who opens a shop."""
    facts = {"answers": trade(), "materials": SHOP_PAPERS, **changes}
    return submission(sequence, item_id=SHOP, item_version=version, **facts)


def enrolled(hub: Hub, terminal: Terminal) -> Terminal:
    code = make_code(
        hub, terminal.id, Outlet("柳林镇便民服务中心", "Liulin Town service centre"), timedelta(minutes=10)
    )
    answer = terminal.client.post(wire.ENROL, content=terminal.enrolment(code).model_dump_json())
    assert answer.status_code == 200, answer.text
    return terminal
