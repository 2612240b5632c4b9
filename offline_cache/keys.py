"""Where the terminal's keys live: a secret that wraps data keys, an Ed25519 key that signs requests."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from offline_cache.durable_file import replace_whole, write_new
from offline_cache.envelope import Algorithm, Binding, seal, unseal
from offline_cache.key_secrets import Secrets, forbid_core_dumps
from offline_cache.trouble import of_system
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
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

    def sign_offered(self, data: bytes) -> bytes | None:
        """The same with a key that the hub may have taken already; None when there is none."""

    def public_key(self) -> bytes:
        """Ed25519 public key, raw, 32 bytes."""


class HeldKeys(ABC):
    """A `KeyHome` whose secrets come into memory when it is opened. Each kind says where they lie meanwhile.

    When they are gone, all that is still waiting in the store opens for the operator's recovery key alone, and the
    terminal must be enrolled again. A store that finds another key than its own refuses to open (`wrong_key`); it
    never starts afresh.
    """

    def __init__(self, secrets: Secrets) -> None:
        forbid_core_dumps()
        self._secrets = secrets

    @property
    @abstractmethod
    def fit_for_production(self) -> bool: ...

    @property
    @abstractmethod
    def description(self) -> str: ...

    @abstractmethod
    def _keep(self, secrets: Secrets) -> Outcome[None]:
        """Put `secrets` durably and whole in the place of those before."""

    def wrap(self, data_key: bytes, algorithm: Algorithm, bound_to: bytes) -> bytes:
        key = _wrapping_key(self._secrets.wrapping, algorithm)
        return seal(data_key, key=key, algorithm=algorithm, epoch=algorithm, binding=_binding(bound_to))

    def unwrap(self, wrapped: bytes, bound_to: bytes) -> Outcome[bytes]:
        secrets = self._secrets
        opened = _unwrap(secrets.wrapping, wrapped, bound_to)
        if isinstance(opened, Failure) and secrets.former is not None:
            opened = _unwrap(secrets.former, wrapped, bound_to)
        if isinstance(opened, Failure):
            detail = f"the terminal's key does not fit this store: {opened.detail}"
            return Failure("wrong_key", Action.ENGINEER, detail)
        return opened

    def sign(self, data: bytes) -> bytes:
        return self._secrets.signing.sign(data)

    def public_key(self) -> bytes:
        return self._secrets.signing.public_key().public_bytes_raw()

    @property
    def rotating(self) -> bool:
        """A new secret wraps, and what the one before wrapped still opens."""
        return self._secrets.former is not None

    def begin_rotation(self) -> Outcome[None]:
        """A new secret for what is wrapped from here on; it is kept before it is used. One that was begun goes on.

        Failures: `disk_full`, `disk_error` and those of the kind of home.
        """
        return Ok(None) if self.rotating else self._change(self._secrets.renewed())

    def end_rotation(self) -> Outcome[None]:
        """Forget the secret before: nothing that counts is wrapped with it any more. Failures as `begin_rotation`."""
        return self._change(self._secrets.settled()) if self.rotating else Ok(None)

    def sign_offered(self, data: bytes) -> bytes | None:
        offered = self._secrets.offered
        return offered.sign(data) if offered is not None else None

    def offer_signing(self) -> Outcome[bytes]:
        """A new signing key for the hub, public half; it is kept before it is told. One that was begun goes on.

        Failures as `begin_rotation`.
        """
        kept = Ok(None) if self._secrets.offered is not None else self._change(self._secrets.offering())
        if isinstance(kept, Failure):
            return kept
        offered = self._secrets.offered
        if offered is None:
            raise AssertionError("it was kept a moment ago")
        return Ok(offered.public_key().public_bytes_raw())

    def take_offered(self) -> Outcome[None]:
        """The hub has it: it signs from here on. Failures as `begin_rotation`."""
        return self._change(self._secrets.taken())

    @property
    def signed_before(self) -> bytes | None:
        """The public key of before, which the store has to note."""
        return self._secrets.signed_before

    def forget_signed_before(self) -> Outcome[None]:
        """The store has noted it. Failures as `begin_rotation`."""
        return self._change(replace(self._secrets, signed_before=None))

    def moved_by(self, make: Callable[[Secrets], Outcome[HeldKeys]]) -> Outcome[HeldKeys]:
        """Another home with the same secrets, as `make` makes it; this one keeps its own."""
        return make(self._secrets)

    def _change(self, secrets: Secrets) -> Outcome[None]:
        kept = self._keep(secrets)
        if isinstance(kept, Ok):
            self._secrets = secrets
        return kept


class FileKeyHome(HeldKeys):
    """Keys in a file of mode 0400. Not for production: a stolen disk carries its own key."""

    FILE_NAME = "terminal.key"

    def __init__(self, secrets: Secrets, path: Path) -> None:
        super().__init__(secrets)
        self._path = path

    @classmethod
    def open(cls, folder: Path) -> Outcome[FileKeyHome]:
        """Read the file, or make it when the folder has none. Failures: `disk_full`, `disk_error`,
        `key_damaged`.
        """
        path = folder / cls.FILE_NAME
        if not path.exists():
            return cls.make(Secrets.fresh(), folder)
        try:
            secrets = Secrets.parse(path.read_bytes())
        except OSError as error:
            return of_system(error, f"key file {cls.FILE_NAME}")
        return key_damaged(cls.FILE_NAME) if secrets is None else Ok(cls(secrets, path))

    @classmethod
    def make(cls, secrets: Secrets, folder: Path) -> Outcome[FileKeyHome]:
        """Write `secrets` into a new file. Failures: `keys_there`, `disk_full`, `disk_error`."""
        path = folder / cls.FILE_NAME
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_new(path, secrets.text(), mode=0o400)
        except FileExistsError:
            return Failure("keys_there", Action.ENGINEER, f"{cls.FILE_NAME} is there, and is kept")
        except OSError as error:
            return of_system(error, f"key file {cls.FILE_NAME}")
        return Ok(cls(secrets, path))

    @property
    def fit_for_production(self) -> bool:
        return False

    @property
    def description(self) -> str:
        return "key storage: file (not for production)"

    def _keep(self, secrets: Secrets) -> Outcome[None]:
        try:
            replace_whole(self._path, secrets.text(), mode=0o400)
        except OSError as error:
            return of_system(error, f"key file {self.FILE_NAME}")
        return Ok(None)


def key_damaged(name: str) -> Failure:
    return Failure("key_damaged", Action.ENGINEER, f"{name} is not a key file of this program")


def no_keys(detail: str) -> Failure:
    return Failure("no_keys", Action.ENGINEER, detail)


def _unwrap(secret: bytes, wrapped: bytes, bound_to: bytes) -> Outcome[bytes]:
    def key_of(epoch: int) -> Outcome[bytes]:
        if epoch not in Algorithm.__members__.values():
            return Failure("wrong_key", Action.ENGINEER, "unknown wrapping algorithm")
        return Ok(_wrapping_key(secret, Algorithm(epoch)))

    return unseal(wrapped, key_of=key_of, binding=_binding(bound_to))


def _binding(bound_to: bytes) -> Binding:
    return Binding("", bound_to, _WRAPPED_KIND, 1)


def _wrapping_key(secret: bytes, algorithm: Algorithm) -> bytes:
    info = b"bangban data key wrap %d" % algorithm
    return HKDF(algorithm=SHA256(), length=algorithm.key_bytes, salt=None, info=info).derive(secret)
