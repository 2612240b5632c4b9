"""Where the terminal's keys live: a secret that wraps data keys, an Ed25519 key that signs requests."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from offline_cache.durable_file import write_new
from offline_cache.envelope import Algorithm, Binding, seal, unseal
from offline_cache.trouble import of_system
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from pathlib import Path

_WRAPPED_KIND = "data key"


class KeyHome(Protocol):
    """What the store needs of a key holder (file, TPM, 国密 UKey). The wrapping secret never leaves it."""

    @property
    def fit_for_production(self) -> bool:
        """False when whoever takes the disk takes the keys."""

    @property
    def description(self) -> str:
        """For the status page, in English."""

    def wrap(self, data_key: bytes, algorithm: Algorithm, bound_to: bytes) -> bytes:
        """Encrypt a data key so that it opens only here and only for the same `bound_to`."""

    def unwrap(self, wrapped: bytes, bound_to: bytes) -> Outcome[bytes]:
        """The data key, or `wrong_key` when this is not the home that wrapped it."""

    def sign(self, data: bytes) -> bytes:
        """Ed25519 signature (RFC 8032), 64 bytes."""

    def public_key(self) -> bytes:
        """Ed25519 public key, raw, 32 bytes."""


class FileKeyHome:
    """Keys in a file of mode 0400. Not for production: a stolen disk carries its own key.

    When the file is lost, all that is still waiting in the store is lost with it, and the terminal must be
    enrolled again. A store that finds another key than its own refuses to open (`wrong_key`); it never starts
    afresh.
    """

    FILE_NAME = "terminal.key"

    def __init__(self, secret: bytes, signing_key: Ed25519PrivateKey) -> None:
        self._secret = secret
        self._signing_key = signing_key

    @classmethod
    def open(cls, folder: Path) -> Outcome[FileKeyHome]:
        """Read the file, or make it when the folder has none. Failures: `disk_full`, `disk_error`,
        `key_damaged`.
        """
        path = folder / cls.FILE_NAME
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not path.exists():
                write_new(path, _fresh_keys(), mode=0o400)
            text = path.read_bytes()
        except OSError as error:
            return of_system(error, f"key file {cls.FILE_NAME}")
        try:
            kept = json.loads(text)
            secret = bytes.fromhex(kept["wrapping_secret"])
            signing_key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept["signing_key"]))
        except (ValueError, KeyError, TypeError):
            return _damaged()
        if len(secret) != 32:
            return _damaged()
        return Ok(cls(secret, signing_key))

    @property
    def fit_for_production(self) -> bool:
        return False

    @property
    def description(self) -> str:
        return "key storage: file (not for production)"

    def wrap(self, data_key: bytes, algorithm: Algorithm, bound_to: bytes) -> bytes:
        binding = Binding("", bound_to, _WRAPPED_KIND, 1)
        key = self._wrapping_key(algorithm)
        return seal(data_key, key=key, algorithm=algorithm, epoch=algorithm, binding=binding)

    def unwrap(self, wrapped: bytes, bound_to: bytes) -> Outcome[bytes]:
        binding = Binding("", bound_to, _WRAPPED_KIND, 1)
        match unseal(wrapped, key_of=self._key_of, binding=binding):
            case Ok() as opened:
                return opened
            case Failure(detail=detail):
                return Failure(
                    "wrong_key", Action.ENGINEER, f"the key file does not fit this store: {detail}"
                )

    def sign(self, data: bytes) -> bytes:
        return self._signing_key.sign(data)

    def public_key(self) -> bytes:
        return self._signing_key.public_key().public_bytes_raw()

    def _key_of(self, epoch: int) -> Outcome[bytes]:
        if epoch not in Algorithm.__members__.values():
            return Failure("wrong_key", Action.ENGINEER, "unknown wrapping algorithm")
        return Ok(self._wrapping_key(Algorithm(epoch)))

    def _wrapping_key(self, algorithm: Algorithm) -> bytes:
        info = b"bangban data key wrap %d" % algorithm
        return HKDF(algorithm=SHA256(), length=algorithm.key_bytes, salt=None, info=info).derive(self._secret)


def _fresh_keys() -> bytes:
    signing_key = Ed25519PrivateKey.generate().private_bytes_raw().hex()
    return json.dumps({"wrapping_secret": os.urandom(32).hex(), "signing_key": signing_key}).encode()


def _damaged() -> Failure:
    return Failure(
        "key_damaged", Action.ENGINEER, f"{FileKeyHome.FILE_NAME} is not a key file of this program"
    )
