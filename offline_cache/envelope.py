"""The sealed form of everything personal: `version|algorithm|key epoch|nonce|ciphertext|tag`.

SM4-GCM (GB/T 32907; GCM parameters of RFC 8998) is the default, AES-256-GCM (NIST SP 800-38D) can be chosen.
What a record *is* (terminal, key, kind, schema) is authenticated with it, so that a ciphertext moved to
another row, another machine or another column does not open. 96-bit random nonces stay far below the 2^32
bound, as a data key lives a day. Software SM4 follows the algorithm's standard; it is not a certified
cryptographic module.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES, SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION = 1
NONCE_BYTES = 12
TAG_BYTES = 16
_HEADER = struct.Struct(">BBI")
OVERHEAD_BYTES = _HEADER.size + NONCE_BYTES + TAG_BYTES


class Algorithm(IntEnum):
    """The number that stands in the envelope. Never renumbered."""

    AES_256_GCM = 1
    SM4_GCM = 2

    @property
    def key_bytes(self) -> int:
        return 32 if self is Algorithm.AES_256_GCM else 16


@dataclass(frozen=True)
class Binding:
    """Where a ciphertext belongs; authenticated, not stored with it."""

    terminal_id: str
    record_key: bytes
    kind: str
    schema: int

    def authenticated(self, header: bytes) -> bytes:
        """Each part with its length, so that no two bindings give the same bytes."""
        parts = (header, self.terminal_id.encode(), self.record_key, self.kind.encode(), b"%d" % self.schema)
        return b"".join(struct.pack(">H", len(part)) + part for part in parts)


def seal(plaintext: bytes, *, key: bytes, algorithm: Algorithm, epoch: int, binding: Binding) -> bytes:
    """Encrypt under a fresh nonce. `key` must be `algorithm.key_bytes` long."""
    header = _HEADER.pack(VERSION, algorithm, epoch)
    nonce = os.urandom(NONCE_BYTES)
    encryptor = Cipher(_cipher(algorithm, key), GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(binding.authenticated(header))
    ciphertext = encryptor.update(plaintext) + encryptor.finalize()
    return b"".join((header, nonce, ciphertext, encryptor.tag))


def unseal(envelope: bytes, *, key_of: Callable[[int], Outcome[bytes]], binding: Binding) -> Outcome[bytes]:
    """The plaintext; `unreadable` when one bit is not as it was sealed, or the key's own failure."""
    if len(envelope) < OVERHEAD_BYTES:
        return _unreadable("envelope cut short")
    header = envelope[: _HEADER.size]
    version, number, epoch = _HEADER.unpack(header)
    if version != VERSION or number not in Algorithm.__members__.values():
        return _unreadable("unknown envelope version or algorithm")
    algorithm = Algorithm(number)
    match key_of(epoch):
        case Failure() as failure:
            return failure
        case Ok(key):
            pass
    if len(key) != algorithm.key_bytes:
        return _unreadable("algorithm does not fit the key")
    nonce = envelope[_HEADER.size : _HEADER.size + NONCE_BYTES]
    ciphertext, tag = envelope[_HEADER.size + NONCE_BYTES : -TAG_BYTES], envelope[-TAG_BYTES:]
    decryptor = Cipher(_cipher(algorithm, key), GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(binding.authenticated(header))
    try:
        return Ok(decryptor.update(ciphertext) + decryptor.finalize())
    except InvalidTag:
        return _unreadable("authentication failed")


def available(algorithm: Algorithm) -> bool:
    """Whether this build of OpenSSL offers the cipher (SM4 can be compiled out)."""
    try:
        Cipher(_cipher(algorithm, bytes(algorithm.key_bytes)), GCM(bytes(NONCE_BYTES))).encryptor()
    except UnsupportedAlgorithm:
        return False
    return True


def _cipher(algorithm: Algorithm, key: bytes) -> AES | SM4:
    return AES(key) if algorithm is Algorithm.AES_256_GCM else SM4(key)


def _unreadable(detail: str) -> Failure:
    return Failure("unreadable", Action.ENGINEER, detail)
