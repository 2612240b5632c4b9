"""The hub's word over its terminals: with it anybody can check a receipt, with no line and years later.

The signing key is derived from the hub's data key: every hub on one database signs alike, and there is no second file to
keep safe or to lose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from contract.fleet import HubPapers
from contract.receipt_proof import Certificate
from hub.tables import terminal

if TYPE_CHECKING:
    from hub.wiring import Hub

VERIFY_PAGE = "/verify/receipt"


def public_key(hub: Hub) -> bytes:
    """Ed25519, raw; what whoever checks receipts must have from the hub itself."""
    return _signing_key(hub).public_key().public_bytes_raw()


def papers_for(hub: Hub, terminal_id: str, terminal_key: bytes, outlet: str) -> HubPapers:
    """What a terminal is given when it enrols, and again when the outlet or the hub's address changed."""
    certificate = Certificate.issue(terminal_id, terminal_key, outlet, _signing_key(hub).sign)
    return HubPapers(
        hub_key=public_key(hub),
        certificate=certificate.packed(),
        verify_url=hub.settings.public_url + VERIFY_PAGE,
    )


def renewed(hub: Hub, terminal_id: str, mark: str) -> HubPapers | None:
    """New papers, unless those that the terminal holds are what it would be given now."""
    with hub.database.read() as connection:
        row = connection.execute(
            select(terminal.c.public_key, terminal.c.outlet_zh).where(terminal.c.id == terminal_id)
        ).one()
    papers = papers_for(hub, terminal_id, row.public_key, row.outlet_zh)
    return None if papers.mark() == mark else papers


def _signing_key(hub: Hub) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hub.vault.derive("receipts"))
