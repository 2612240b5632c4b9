"""For anybody: is this receipt genuine, and what became of its case. Nothing of a person is shown."""

from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy import select

from contract.codes import CaseState
from contract.receipt_proof import Proof
from hub.cases.receipts import check
from hub.console.page import HEADERS, in_english, page
from hub.departments.names import item_name
from hub.fleet.terminal_papers import VERIFY_PAGE
from hub.hub_key import public_key
from hub.tables import case, terminal
from hub.wiring import Hub, TheHub
from outcome import Failure
from wording import say

router = APIRouter(tags=["verification"], default_response_class=HTMLResponse)

WHY = {
    "proof_unreadable": (
        "这不是收件凭证的二维码内容，或内容不完整。",
        "This is not the code of a receipt, or not all of it.",
    ),
    "proof_newer": ("这张凭证是更新版本的机器打的。", "A machine of a newer version printed this receipt."),
    "proof_unknown_terminal": (
        "打这张凭证的机器没有在本中心登记，或者已停用。",
        "The machine is not registered at this centre, or was taken out of service.",
    ),
    "proof_other_hub": (
        "这张凭证不是本中心的机器打的。",
        "It was not a machine of this centre that printed this receipt.",
    ),
    "proof_other_terminal": (
        "收件编号是另一台机器的，签名的不是它。",
        "The reference number belongs to another machine than the one that signed.",
    ),
    "proof_altered": (
        "内容被改过，和签名对不上。",
        "The contents were changed and do not fit the signature.",
    ),
}


@dataclass(frozen=True)
class Genuine:
    """What the public may know of a receipt."""

    number: str
    item_zh: str
    item_en: str
    accepted_at: datetime
    terminal_id: str
    outlet_zh: str
    outlet_en: str
    state: CaseState | None
    """None: the case has not arrived yet."""
    same_content: bool
    """The hub's case is what the terminal signed; true as long as nothing arrived."""
    in_doubt: bool
    """The key was cut off or replaced since, and no case came: whoever stole the terminal could have signed this."""


@router.get(
    VERIFY_PAGE,
    summary="Whether a receipt is genuine, and the state of its case",
    responses={404: {"description": "A page that says in one sentence what does not hold"}},
)
def verify_receipt(request: Request, hub: TheHub) -> Response:
    """The QR code's proof is the whole query; a typed or pasted one comes as `p`."""
    text = _asked(request)
    if not text:
        return page(request, "verify_receipt.html", found=None, state="", why=None)
    found = check(hub, text)
    if isinstance(found, Failure):
        return page(request, "verify_receipt.html", status=404, found=None, state="", why=WHY[found.code])
    genuine = look_up(hub, found.value)
    language = "en" if in_english(request) else "zh"
    state = say(language, f"case_state.{genuine.state}") if genuine.state is not None else ""
    return page(request, "verify_receipt.html", found=genuine, state=state, why=None)


@router.get(
    f"{VERIFY_PAGE}/hub.pem",
    summary="The hub's public key for receipts",
    response_class=Response,
    responses={
        200: {"content": {"application/x-pem-file": {}}, "description": "Ed25519, SubjectPublicKeyInfo"}
    },
)
def hub_key(hub: TheHub) -> Response:
    """For `kiosk verify --hub-key` and for whoever checks receipts with other means."""
    return Response(pem(hub), media_type="application/x-pem-file", headers=HEADERS)


def pem(hub: Hub) -> bytes:
    """The public key as a file."""
    key = Ed25519PublicKey.from_public_bytes(public_key(hub))
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def look_up(hub: Hub, proof: Proof) -> Genuine:
    """What the hub has of the case."""
    statement = proof.statement
    number = str(statement.number)
    with hub.database.read() as connection:
        row = connection.execute(
            select(case.c.state, case.c.digest).where(case.c.case_number == number)
        ).one_or_none()
        place = connection.execute(
            select(terminal.c.outlet_zh, terminal.c.outlet_en, terminal.c.public_key).where(
                terminal.c.id == statement.number.terminal_id
            )
        ).one_or_none()
        item_zh, item_en = item_name(hub.items, connection, statement.item_id)
    signed = proof.certificate.outlet if proof.certificate is not None else ""
    current = proof.certificate is None or (
        place is not None and place.public_key == proof.certificate.public_key
    )
    return Genuine(
        number=number,
        item_zh=item_zh,
        item_en=item_en,
        accepted_at=statement.accepted_at,
        terminal_id=statement.number.terminal_id,
        outlet_zh=signed or (place.outlet_zh if place is not None else ""),
        outlet_en=place.outlet_en if place is not None else signed,
        state=CaseState(row.state) if row is not None else None,
        same_content=row is None or row.digest in {None, statement.digest},
        in_doubt=row is None and not current,
    )


def _asked(request: Request) -> str:
    """A bare query is one name without a value; the switch of languages stands beside it."""
    asked = request.query_params
    bare = (name for name, value in asked.items() if not value and name != "lang")
    return (asked.get("p", "") or next(bare, "")).strip()
