"""The operator's way into a store whose terminal is gone: each data key, wrapped to a public key as well.

X25519 (RFC 7748) with a fresh key of the sender for each wrap, HKDF-SHA-256 (RFC 5869), AES-256-GCM: the terminal can
wrap and cannot open. The private key is the operator's; it never comes near a terminal.
"""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from contract.rescue_bundle import BundleWriter, read_key
from offline_cache.durable_file import write_new
from offline_cache.envelope import Algorithm, Binding, seal, unseal
from offline_cache.trouble import of_system
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

KEY_BYTES = 32
FINGERPRINT_BYTES = 8
PRIVATE_FILE = "bangban-recovery.key"
_KIND = "data key for recovery"
_INFO = b"bangban data key recovery 1"


class RecoveryLock:
    """The operator's public key, as it stands in a terminal's config. Locks only."""

    def __init__(self, public_key: bytes) -> None:
        """`public_key`: raw X25519, 32 bytes; ValueError when it is none."""
        self._public = X25519PublicKey.from_public_bytes(public_key)
        self.public_key = public_key
        if _weak(self._public):
            raise ValueError("a key that locks nothing")

    @classmethod
    def parse(cls, text: str) -> Outcome[RecoveryLock]:
        """From base64. Failure: `bad_recovery_key`."""
        raw = read_key(text)
        return Ok(cls(raw.value)) if isinstance(raw, Ok) else _bad(raw.detail)

    @property
    def text(self) -> str:
        """For the config, base64."""
        return base64.b64encode(self.public_key).decode()

    @property
    def fingerprint(self) -> bytes:
        """Stands before what it locked, so that a changed key is noticed without the private one."""
        return sha256(self.public_key).digest()[:FINGERPRINT_BYTES]

    def wrap(self, data_key: bytes, bound_to: bytes) -> bytes:
        """Fingerprint, public key of this one wrap, envelope."""
        once = X25519PrivateKey.generate()
        sender = once.public_key().public_bytes_raw()
        key = _derived(once.exchange(self._public), sender, self.public_key)
        sealed = seal(data_key, key=key, algorithm=Algorithm.AES_256_GCM, epoch=0, binding=_binding(bound_to))
        return self.fingerprint + sender + sealed

    def locked(self, wrapped: bytes) -> bool:
        """Whether `wrapped` says of itself that it was made by this key."""
        return wrapped.startswith(self.fingerprint)


class RecoveryKey:
    """The operator's private key. Used where a store is rescued, never on a terminal."""

    def __init__(self, private_key: X25519PrivateKey) -> None:
        self._private = private_key
        self.lock = RecoveryLock(private_key.public_key().public_bytes_raw())

    @classmethod
    def make(cls, folder: Path) -> Outcome[RecoveryKey]:
        """A new pair; the private key as a file of mode 0400. Failures: `recovery_key_there`, `disk_full`,
        `disk_error`.
        """
        private = X25519PrivateKey.generate()
        content = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_new(folder / PRIVATE_FILE, content, mode=0o400)
        except FileExistsError:
            return Failure("recovery_key_there", Action.ENGINEER, f"{PRIVATE_FILE} is there, and is kept")
        except OSError as error:
            return of_system(error, "writing the recovery key")
        return Ok(cls(private))

    @classmethod
    def read(cls, path: Path) -> Outcome[RecoveryKey]:
        """Failures: `bad_recovery_key`, `disk_error`."""
        try:
            found = load_pem_private_key(path.read_bytes(), password=None)
        except OSError as error:
            return of_system(error, "reading the recovery key")
        except (ValueError, TypeError):  # TypeError: it wants a password
            return _bad("not a private key file")
        if not isinstance(found, X25519PrivateKey):
            return _bad("a private key, but not of X25519")
        return Ok(cls(found))

    def bundle(self, file: BinaryIO, hub_key: bytes, terminal_id: str) -> BundleWriter:
        """For that hub alone, and from this operator as it can check. Raises OSError."""
        return BundleWriter(file, self._private, hub_key, terminal_id)

    def unwrap(self, wrapped: bytes, bound_to: bytes) -> Outcome[bytes]:
        """The data key. Failures: `no_recovery` (it was made without a recovery key), `wrong_key`."""
        if not wrapped:
            return Failure("no_recovery", Action.ENGINEER, "this data key was not wrapped for recovery")
        sender = wrapped[FINGERPRINT_BYTES : FINGERPRINT_BYTES + KEY_BYTES]
        try:
            shared = self._private.exchange(X25519PublicKey.from_public_bytes(sender))
        except ValueError:
            return _wrong()
        key = _derived(shared, sender, self.lock.public_key)
        envelope = wrapped[FINGERPRINT_BYTES + KEY_BYTES :]
        opened = unseal(envelope, key_of=lambda _: Ok(key), binding=_binding(bound_to))
        return opened if isinstance(opened, Ok) else _wrong()


def _weak(public_key: X25519PublicKey) -> bool:
    """Points of small order give every sender the same secret (RFC 7748, section 6.1)."""
    try:
        X25519PrivateKey.generate().exchange(public_key)
    except ValueError:
        return True
    return False


def _derived(shared: bytes, sender: bytes, receiver: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=sender + receiver, info=_INFO).derive(shared)


def _binding(bound_to: bytes) -> Binding:
    return Binding("", bound_to, _KIND, 1)


def _bad(detail: str) -> Failure:
    return Failure("bad_recovery_key", Action.ENGINEER, detail)


def _wrong() -> Failure:
    return Failure("wrong_key", Action.ENGINEER, "the recovery key does not fit this data key")
