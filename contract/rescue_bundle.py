"""What was rescued from the store of a terminal that is gone, on its way to the hub: sealed to the hub, by the operator.

    bundle = magic 4 | version 1 | hub's key, fingerprint 8 | operator's key, fingerprint 8 | key of this bundle 32 | parts
    part   = length 4 | AES-256-GCM of (length of label 2 | label | body) and tag

X25519 (RFC 7748), HKDF-SHA-256 (RFC 5869). The key comes from two secrets: that of the bundle's own key with the hub's,
so that the hub alone opens it, and that of the operator's key with the hub's, so that nobody else can have made it: the
dead terminal can sign nothing any more. A part's place is its nonce, so parts cannot be left out, doubled or moved. The
first part names the terminal and the last one says that it is the last: a bundle that was cut shows it.

What a flipped bit costs: in a part, that part; in a length, also everything behind it, as the next part is found by it;
in the head or the first part, the whole bundle. Each is told, none is taken for whole, and the disk gives another bundle.
"""

from __future__ import annotations

import base64
import binascii
import struct
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import Field, ValidationError

from contract.message import Message
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PART_BYTES = 64 * 1024 * 1024
"""Of one part; more is a damaged length."""
_MAGIC = b"BBRB\x01"
_KEY_BYTES, _MARK_BYTES, _TAG_BYTES = 32, 8, 16
_HEAD_BYTES = len(_MAGIC) + 2 * _MARK_BYTES + _KEY_BYTES
_LENGTH, _LABEL = struct.Struct(">I"), struct.Struct(">H")
_INFO = b"bangban rescue bundle 1"


class PartKind(StrEnum):
    """What a part holds."""

    TERMINAL = "terminal"
    """The first: its name is the terminal's."""
    CASE = "case"
    RATING = "rating"
    HELP = "help"
    ATTACHMENT = "attachment"
    """A piece of one, after its case."""
    END = "end"
    """The last."""


class Label(Message):
    """Beside the body of a part."""

    kind: PartKind
    name: str = Field(default="", max_length=80)
    """Case number, key of a note, id of an attachment. Nothing of a person."""
    offset: int = Field(default=0, ge=0)
    """Of a piece in its attachment."""


@dataclass(frozen=True)
class Part:
    """One opened part."""

    label: Label
    body: bytes = field(repr=False)
    """A case, rating or call: the very bytes that the terminal would have sent."""


def read_key(text: str) -> Outcome[bytes]:
    """A public key as it is handed from one to the other, base64. Failure: `bad_key`."""
    try:
        raw = base64.b64decode(text.strip(), validate=True)
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(raw))
    except (ValueError, binascii.Error):  # also of a point that gives every sender the same secret
        return Failure(
            "bad_key", Action.ENGINEER, f"not the base64 of an X25519 public key ({_KEY_BYTES} bytes)"
        )
    return Ok(raw)


class BundleWriter:
    """Writes one bundle. Nothing is whole before `end`."""

    def __init__(self, file: BinaryIO, operator: X25519PrivateKey, hub_key: bytes, terminal_id: str) -> None:
        """`hub_key`: raw X25519. Raises OSError, as do the methods."""
        once = X25519PrivateKey.generate()
        hub = X25519PublicKey.from_public_bytes(hub_key)
        own = operator.public_key().public_bytes_raw()
        head = _MAGIC + _mark(hub_key) + _mark(own) + once.public_key().public_bytes_raw()
        self._file = file
        self._cipher = _cipher(head, once.exchange(hub), operator.exchange(hub), own, hub_key)
        self._number = 0
        file.write(head)
        self.put(Label(kind=PartKind.TERMINAL, name=terminal_id))

    def put(self, label: Label, body: bytes = b"") -> None:
        """One more part."""
        told = label.model_dump_json().encode()
        sealed = self._cipher.encrypt(_nonce(self._number), _LABEL.pack(len(told)) + told + body, None)
        self._number += 1
        self._file.write(_LENGTH.pack(len(sealed)) + sealed)

    def end(self) -> None:
        """The bundle is whole."""
        self.put(Label(kind=PartKind.END))


class BundleReader:
    """Reads one bundle from its first part on."""

    def __init__(self, file: BinaryIO, cipher: AESGCM, terminal_id: str) -> None:
        self._file = file
        self._cipher = cipher
        self.terminal_id = terminal_id
        self.damaged = 0
        """Parts that did not open so far."""
        self.torn = True
        """The end was not seen (yet)."""

    @classmethod
    def open(cls, file: BinaryIO, hub: X25519PrivateKey, operator_key: bytes) -> Outcome[BundleReader]:
        """Failures: `not_a_bundle`, `other_hub`, `other_operator`, `damaged_bundle` (its first part does not open: a
        bit is not as it was, or somebody else than the operator made it). Raises OSError.
        """
        head = file.read(_HEAD_BYTES)
        if len(head) < _HEAD_BYTES or not head.startswith(_MAGIC):
            return Failure(
                "not_a_bundle", Action.ENGINEER, "not a bundle of rescued records, or a newer kind"
            )
        own = hub.public_key().public_bytes_raw()
        to, by = head[len(_MAGIC) :][:_MARK_BYTES], head[len(_MAGIC) + _MARK_BYTES :][:_MARK_BYTES]
        if to != _mark(own):
            return Failure("other_hub", Action.ENGINEER, "this bundle is sealed to another hub")
        if by != _mark(operator_key):
            return Failure("other_operator", Action.ENGINEER, "another operator's key made this bundle")
        try:
            once = hub.exchange(X25519PublicKey.from_public_bytes(head[-_KEY_BYTES:]))
            fixed = hub.exchange(X25519PublicKey.from_public_bytes(operator_key))
        except ValueError:  # a point that gives every sender the same secret
            return _damaged()
        reader = cls(file, _cipher(head, once, fixed, operator_key, own), "")
        first = reader._next(0)
        if first is None or first.label.kind is not PartKind.TERMINAL:
            return _damaged()
        reader.terminal_id = first.label.name
        return Ok(reader)

    def parts(self) -> Iterator[Part]:
        """Those that open, up to the end or to where the file breaks off. Raises OSError."""
        number = 1
        while self.torn:
            before = self.damaged
            part = self._next(number)
            number += 1
            if part is not None and part.label.kind is PartKind.END:
                self.torn = False
                return
            if part is not None:
                yield part
            elif self.damaged == before:
                return

    def _next(self, number: int) -> Part | None:
        """None where it does not open (then it counts as damaged) or the file ends."""
        head = self._file.read(_LENGTH.size)
        length = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else 0
        if not _TAG_BYTES + _LABEL.size <= length <= MOST_PART_BYTES:
            return None
        sealed = self._file.read(length)
        if len(sealed) < length:
            return None
        try:
            plain = self._cipher.decrypt(_nonce(number), sealed, None)
            end = _LABEL.size + _LABEL.unpack_from(plain)[0]
            return Part(Label.model_validate_json(plain[_LABEL.size : end]), plain[end:])
        except (InvalidTag, ValidationError):  # a label that a newer program wrote is as good as damaged
            self.damaged += 1
            return None


def _cipher(head: bytes, once: bytes, fixed: bytes, operator_key: bytes, hub_key: bytes) -> AESGCM:
    salt = head + operator_key + hub_key
    return AESGCM(HKDF(SHA256(), _KEY_BYTES, salt=salt, info=_INFO).derive(once + fixed))


def _nonce(number: int) -> bytes:
    """Never twice under one key: each bundle has its own."""
    return number.to_bytes(12, "big")


def _mark(key: bytes) -> bytes:
    return sha256(key).digest()[:_MARK_BYTES]


def _damaged() -> Failure:
    return Failure(
        "damaged_bundle", Action.ENGINEER, "the bundle does not open, or another than the operator made it"
    )
