"""The hub's data key: residents' data lies in the database only as AES-256-GCM cipher text.

The key is a file beside the database, readable by its owner only, so a copied or stolen database (or a
database server run by somebody else) shows no resident. Losing the file loses the data: docs/run-a-hub.md
says how to keep it.
"""

from __future__ import annotations

import hmac
import os
import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

if TYPE_CHECKING:
    from pathlib import Path

NONCE_BYTES = 12
KEY_BYTES = 32


class Vault:
    """Seals and opens; also derives the keys that sign sessions and fingerprint messages."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._cipher = AESGCM(self.derive("seal"))
        self._fingerprint_key = self.derive("fingerprint")

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose; knowing one says nothing about another."""
        return HKDF(SHA256(), KEY_BYTES, salt=b"bangban-hub", info=purpose.encode()).derive(self._key)

    def seal(self, plain: bytes, row: str) -> bytes:
        """`row` names the place (`table/key`), so cipher text moved to another row does not open."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, row.encode())

    def open(self, sealed: bytes, row: str) -> bytes:
        """Raises `InvalidTag` when the row was changed outside the hub: that is no expected trouble."""
        return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], row.encode())

    def fingerprint(self, data: bytes) -> str:
        """Keyed, so that a short secret cannot be found by trying from a copied database."""
        return hmac.new(self._fingerprint_key, data, sha256).hexdigest()


def load_vault(data: Path) -> Vault:
    """Read the data key, or make it once. Two processes that start together agree on one key."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = data / "data.key"
    if not path.exists():
        _make_key(path)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        message = f"{path}: a data key has {KEY_BYTES} bytes, this file has {len(key)}"
        raise ValueError(message)
    return Vault(key)


def _make_key(path: Path) -> None:
    """Written beside and linked into place: no reader sees half a key, and the first of two writers wins."""
    draft = path.with_name(f".data.key.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    try:
        os.write(descriptor, secrets.token_bytes(KEY_BYTES))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
