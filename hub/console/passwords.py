"""Passwords as scrypt hashes (RFC 7914).

Parameters are the general advice for logins, N=2^15 r=8 p=1: 32 MiB.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

LOG2_N, BLOCK, PARALLEL = 15, 8, 1
MEMORY = 128 * BLOCK * 2**LOG2_N + 1024 * 1024


def hash_password(password: str) -> str:
    """Salted; the text carries its parameters, so that they can be raised later."""
    salt = os.urandom(16)
    digest = _scrypt(password, salt, LOG2_N)
    return f"scrypt${LOG2_N}${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"


def fits(password: str, stored: str) -> bool:
    """Whether the password is the one that was hashed."""
    _, log2_n, salt, digest = stored.split("$")
    return hmac.compare_digest(
        _scrypt(password, base64.b64decode(salt), int(log2_n)), base64.b64decode(digest)
    )


def _scrypt(password: str, salt: bytes, log2_n: int) -> bytes:
    return hashlib.scrypt(
        password.encode(), salt=salt, n=2**log2_n, r=BLOCK, p=PARALLEL, maxmem=MEMORY, dklen=32
    )
