"""Codes for boxes: drawn here, each once for ever. A code that somebody may still hold never opens another box."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from contract.pickup_code import SALT_BYTES, make, verifier
from hub.database import insert_new
from hub.tables import pickup_mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from hub.wiring import Hub


def draw(hub: Hub, connection: Connection, below: Callable[[int], int] = secrets.randbelow) -> str:
    """A code that was never drawn before. Of ten million some are left for as long as a county hands out papers."""
    while True:
        code = make(below)
        row = {"mark": hub.vault.fingerprint(b"pick-up " + code.encode()), "drawn_at": hub.clock()}
        if insert_new(connection, pickup_mark, row):
            return code


def salt_of(hub: Hub, terminal_id: str) -> bytes:
    """Of the verifiers of one terminal; always the same, so that it has to work out one for each code that is typed."""
    return hub.vault.derive(f"locker {terminal_id}")[:SALT_BYTES]


def verifier_for(hub: Hub, terminal_id: str, code: str) -> bytes:
    """What that terminal may know of the code."""
    return verifier(code, salt_of(hub, terminal_id))
