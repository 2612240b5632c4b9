"""Who may speak: a terminal that signs with the key it enrolled.

A village terminal's clock may be dead, and its cases must not be lost for that. So a good signature is
enough; a time more than ten minutes off only marks what was sent as `clock_suspect`. An old request sent
again does no harm: every message that changes something carries its own key, and a key that comes back with
other content is refused.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import Depends, Header, Request
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from contract import wire
from hub.api.problems import ApiError
from hub.tables import terminal
from hub.wiring import Hub, TheHub

CLOCK_TOLERANCE = timedelta(minutes=10)


@dataclass(frozen=True)
class Caller:
    """The terminal whose signature was checked."""

    terminal_id: str
    clock_suspect: bool


async def signed_by(
    request: Request,
    hub: TheHub,
    terminal_id: Annotated[str, Header(alias=wire.TERMINAL_HEADER, max_length=64)] = "",
    signed_at: Annotated[str, Header(alias=wire.TIME_HEADER, max_length=64)] = "",
    signature: Annotated[str, Header(alias=wire.SIGNATURE_HEADER, max_length=200)] = "",
) -> Caller:
    """Check the signature over method, path with query, body, terminal and time."""
    if not (terminal_id and signed_at and signature):
        raise ApiError(401, "not_signed", "terminal, time and signature headers are needed")
    public_key = await run_in_threadpool(_public_key, hub, terminal_id)
    if not public_key:  # never enrolled, or revoked
        raise ApiError(
            401, "not_enrolled", "this terminal has no key at this hub; staff enrol it with a code"
        )
    target = request.scope["raw_path"].decode("latin-1")
    if request.scope["query_string"]:
        target += "?" + request.scope["query_string"].decode("latin-1")
    message = wire.signed_bytes(request.method, target, await request.body(), terminal_id, signed_at)
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(_decoded(signature), message)
    except InvalidSignature:
        raise ApiError(
            401, "bad_signature", "the signature does not fit this request and this terminal"
        ) from None
    return Caller(terminal_id, is_suspect(signed_at, hub.clock()))


def is_suspect(signed_at: str, now: datetime) -> bool:
    """Whether a terminal that wrote this time has a clock to doubt."""
    try:
        told = datetime.fromisoformat(signed_at)
    except ValueError:
        return True
    return told.tzinfo is None or abs(told - now) > CLOCK_TOLERANCE


def _public_key(hub: Hub, terminal_id: str) -> bytes | None:
    with hub.database.read() as connection:
        return connection.execute(
            select(terminal.c.public_key).where(terminal.c.id == terminal_id)
        ).scalar_one_or_none()


def _decoded(signature: str) -> bytes:
    """Base64 in either alphabet, with or without padding.

    Rubbish becomes a signature that does not verify.
    """
    plain = signature.replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


TheCaller = Annotated[Caller, Depends(signed_by)]


def must_speak_for_itself(caller: Caller, terminal_id: str) -> None:
    """A terminal sends only its own messages."""
    if caller.terminal_id != terminal_id:
        raise ApiError(
            403, "other_terminal", "the message names another terminal than the one that signed it"
        )
