"""The hub's own key: what terminals pin when they enrol. It signs who they are, and the list of the keys for papers.

It is derived from the hub's data key: every hub on one database signs alike, and there is no second file to keep safe or to
lose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

if TYPE_CHECKING:
    from hub.wiring import Hub


def signing_key(hub: Hub) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hub.vault.derive("receipts"))


def public_key(hub: Hub) -> bytes:
    """Ed25519, raw; what whoever checks receipts must have from the hub itself."""
    return signing_key(hub).public_key().public_bytes_raw()
