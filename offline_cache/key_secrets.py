"""The terminal's own secrets, wherever they lie: 32 bytes that wrap data keys, an Ed25519 key that signs."""

from __future__ import annotations

import json
import os
import resource
from dataclasses import dataclass, field, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SECRET_BYTES = 32


@dataclass(frozen=True)
class Secrets:
    """Never printed: no field is in its text."""

    wrapping: bytes = field(repr=False)
    signing: Ed25519PrivateKey = field(repr=False)
    former: bytes | None = field(default=None, repr=False)
    """What wrapped before, while a rotation is not through."""
    offered: Ed25519PrivateKey | None = field(default=None, repr=False)
    """What is to sign as soon as the hub is known to have it."""
    signed_before: bytes | None = None
    """Public half of what signed before, until the store has noted it."""

    @classmethod
    def fresh(cls) -> Secrets:
        return cls(os.urandom(SECRET_BYTES), Ed25519PrivateKey.generate())

    @classmethod
    def parse(cls, text: bytes) -> Secrets | None:
        """Back from `text`; None when it is not whole."""
        try:
            kept = json.loads(text)
            former = bytes.fromhex(kept["former_secret"]) if "former_secret" in kept else None
            wrapping = bytes.fromhex(kept["wrapping_secret"])
            signing = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept["signing_key"]))
            offered = (
                Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept["offered_key"]))
                if "offered_key" in kept
                else None
            )
            before = bytes.fromhex(kept["signed_before"]) if "signed_before" in kept else None
        except (ValueError, KeyError, TypeError):
            return None
        sound = all(len(one) == SECRET_BYTES for one in (wrapping, former, before) if one is not None)
        return cls(wrapping, signing, former, offered, before) if sound else None

    def text(self) -> bytes:
        """For the file, the credential or the seal."""
        kept = {"wrapping_secret": self.wrapping.hex(), "signing_key": self.signing.private_bytes_raw().hex()}
        if self.former is not None:
            kept["former_secret"] = self.former.hex()
        if self.offered is not None:
            kept["offered_key"] = self.offered.private_bytes_raw().hex()
        if self.signed_before is not None:
            kept["signed_before"] = self.signed_before.hex()
        return json.dumps(kept).encode()

    def renewed(self) -> Secrets:
        """A new wrapping secret; the one before still opens."""
        return replace(self, wrapping=os.urandom(SECRET_BYTES), former=self.wrapping)

    def offering(self) -> Secrets:
        """A new signing key beside the one that signs."""
        return replace(self, offered=Ed25519PrivateKey.generate())

    def taken(self) -> Secrets:
        """The offered key signs."""
        if self.offered is None:
            raise ValueError("no signing key is offered")
        before = self.signing.public_key().public_bytes_raw()
        return replace(self, signing=self.offered, offered=None, signed_before=before)

    def settled(self) -> Secrets:
        """Without the one before."""
        return replace(self, former=None)


def forbid_core_dumps() -> None:
    """A core file would hold the secrets. For this process and the children it starts from here on."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
