"""The hub's word over its terminals, and over its keys for papers: with it anybody can check a receipt or a paper, with no
line and years later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from contract.fleet import HubPapers
from contract.receipt_proof import Certificate
from hub.certificates.keys import paper_keys
from hub.hub_key import public_key, signing_key
from hub.tables import terminal

if TYPE_CHECKING:
    from hub.wiring import Hub

VERIFY_PAGE = "/verify/receipt"


def papers_for(hub: Hub, terminal_id: str, terminal_key: bytes, outlet: str) -> HubPapers:
    """What a terminal is given when it enrols, and again when the outlet or the hub's address changed."""
    certificate = Certificate.issue(terminal_id, terminal_key, outlet, signing_key(hub).sign)
    return HubPapers(
        hub_key=public_key(hub),
        certificate=certificate.packed(),
        verify_url=hub.settings.public_url + VERIFY_PAGE,
        paper_keys=paper_keys(hub).packed(),
    )


def renewed(hub: Hub, terminal_id: str, mark: str) -> HubPapers | None:
    """New papers, unless those that the terminal holds are what it would be given now."""
    with hub.database.read() as connection:
        row = connection.execute(
            select(terminal.c.public_key, terminal.c.outlet_zh).where(terminal.c.id == terminal_id)
        ).one()
    papers = papers_for(hub, terminal_id, row.public_key, row.outlet_zh)
    return None if papers.mark() == mark else papers
