"""The proof on a receipt: what a terminal signed when it accepted a case, and the hub's word that it is its terminal.

Anybody who has the hub's public key can check a receipt with no line. Nothing of a person is in it: number, item, time,
the digest of what was accepted (with which the hub proves later what that was), terminal and outlet.

    proof       = version | suite | statement | signature 64 | certificate, or nothing where the hub gave none yet
    statement   = terminal | day 3 | sequence 4 | tag 3 | item | accepted 5 | digest 32
    certificate = terminal | public key 32 | outlet | signature 64

Texts carry their length in one byte; numbers are big-endian; day 1 is 0001-01-01, the time is in seconds of Unix, with a
sign (a dead clock stands anywhere). Each signature is over a line that says what it is for, version, suite, and what
stands before it. Suite 1 is Ed25519 (RFC 8032) with SHA-256, and the only one there is. The byte keeps room for SM2 with
SM3: the OpenSSL inside `cryptography` has no SM2, so it would take one more library, and a key home that holds such a key.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from contract import base41
from contract.case_number import TAG_LENGTH, CaseNumber, parse
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION = 1
ED25519_SHA256 = 1
KEY_BYTES = 32
SIGNATURE_BYTES = 64
_HEAD = bytes((VERSION, ED25519_SHA256))
_NUMBERS = struct.Struct(f">I{TAG_LENGTH}s")
_DAY_BYTES, _TIME_BYTES, _DIGEST_BYTES = 3, 5, 32
_LONGEST_TEXT = 255
_UNIX = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Statement:
    """What the terminal says it accepted."""

    number: CaseNumber
    item_id: str
    accepted_at: datetime
    """Whole seconds, UTC."""
    digest: bytes
    """SHA-256 of the bytes of the submission, as they are sent."""

    def packed(self) -> bytes:
        return b"".join(
            (
                _text(self.number.terminal_id),
                self.number.day.toordinal().to_bytes(_DAY_BYTES, "big"),
                _NUMBERS.pack(self.number.sequence, self.number.tag.encode()),
                _text(self.item_id),
                int(self.accepted_at.timestamp()).to_bytes(_TIME_BYTES, "big", signed=True),
                self.digest,
            )
        )


@dataclass(frozen=True)
class Certificate:
    """The hub's word that this key is this terminal's, and where it stands."""

    terminal_id: str
    public_key: bytes
    outlet: str
    """Chinese name of the outlet."""
    signature: bytes

    @staticmethod
    def issue(
        terminal_id: str, public_key: bytes, outlet: str, sign: Callable[[bytes], bytes]
    ) -> Certificate:
        outlet = _cut(outlet)
        return Certificate(terminal_id, public_key, outlet, sign(_certified(terminal_id, public_key, outlet)))

    @staticmethod
    def unpack(packed: bytes) -> Certificate | None:
        """What `packed` gave, or None."""
        try:
            return _Reader(packed).certificate()
        except ValueError:
            return None

    def packed(self) -> bytes:
        return _text(self.terminal_id) + self.public_key + _text(self.outlet) + self.signature

    def is_of(self, hub_key: bytes) -> bool:
        signed = _certified(self.terminal_id, self.public_key, self.outlet)
        return _fits(hub_key, self.signature, signed)


@dataclass(frozen=True)
class Proof:
    """A statement, signed; `certificate` is None when the hub gave the terminal none yet."""

    statement: Statement
    signature: bytes
    certificate: Certificate | None

    def text(self, address: str) -> str:
        """For a QR code: a web address that leads to the hub's page, or the bare proof where there is none."""
        certificate = self.certificate.packed() if self.certificate is not None else b""
        bare = base41.encode(_HEAD + self.statement.packed() + self.signature + certificate)
        return f"{address}?{bare}" if address else bare


def state(number: CaseNumber, item_id: str, accepted_at: datetime, submission: bytes) -> Statement:
    """What is to be signed about a submission; `submission` are its bytes as they are sent."""
    moment = accepted_at.astimezone(UTC).replace(microsecond=0)
    return Statement(number, _cut(item_id), moment, sha256(submission).digest())


def prove(statement: Statement, certificate: Certificate | None, sign: Callable[[bytes], bytes]) -> Proof:
    """Sign a statement with the terminal's key."""
    return Proof(statement, sign(_stated(statement)), certificate)


def read(text: str) -> Outcome[Proof]:
    """The proof in a QR code's text. Failures: `proof_unreadable`, `proof_newer`."""
    packed = base41.decode(text.strip().rpartition("?")[2])
    if packed is None or len(packed) < len(_HEAD):
        return _unreadable()
    if packed[: len(_HEAD)] != _HEAD:
        return Failure(
            "proof_newer", Action.NOBODY, "a version or an algorithm that this program does not know"
        )
    try:
        return Ok(_Reader(packed[len(_HEAD) :]).proof())
    except (ValueError, OverflowError, struct.error):
        return _unreadable()


def verify(proof: Proof, hub_key: bytes) -> Outcome[Certificate]:
    """Who signed, when all of it holds under the hub's public key.

    Failures: `proof_uncertified`, `proof_other_hub`, `proof_other_terminal`, `proof_altered`.
    """
    certificate = proof.certificate
    if certificate is None:
        return Failure("proof_uncertified", Action.NOBODY, "the hub had not certified the terminal yet")
    if not certificate.is_of(hub_key):
        return Failure("proof_other_hub", Action.NOBODY, "this hub did not certify the terminal")
    if certificate.terminal_id != proof.statement.number.terminal_id:
        return Failure("proof_other_terminal", Action.NOBODY, "a terminal signed the number of another one")
    if not is_signed_by(proof, certificate.public_key):
        return Failure("proof_altered", Action.NOBODY, "something of it is not as the terminal signed it")
    return Ok(certificate)


def is_signed_by(proof: Proof, public_key: bytes) -> bool:
    """Whether the key of a terminal made this signature over this statement."""
    return _fits(public_key, proof.signature, _stated(proof.statement))


def _stated(statement: Statement) -> bytes:
    return b"bangban receipt\n" + _HEAD + statement.packed()


def _certified(terminal_id: str, public_key: bytes, outlet: str) -> bytes:
    return b"bangban terminal\n" + _HEAD + _text(terminal_id) + public_key + _text(outlet)


def _fits(public_key: bytes, signature: bytes, data: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _text(text: str) -> bytes:
    data = text.encode()
    return bytes((len(data),)) + data


def _cut(text: str) -> str:
    return text.encode()[:_LONGEST_TEXT].decode(errors="ignore")


def _unreadable() -> Failure:
    return Failure("proof_unreadable", Action.NOBODY, "not the code of a receipt, or not all of it")


class _Reader:
    """Takes a proof apart; raises ValueError when something is short, long or impossible."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def proof(self) -> Proof:
        statement = self._statement()
        signature = self._take(SIGNATURE_BYTES)
        return Proof(statement, signature, self.certificate() if self._at < len(self._data) else None)

    def _statement(self) -> Statement:
        terminal_id = self._take_text()
        day = date.fromordinal(int.from_bytes(self._take(_DAY_BYTES), "big"))
        sequence, tag = _NUMBERS.unpack(self._take(_NUMBERS.size))
        number = CaseNumber(terminal_id, day, sequence, tag.decode("ascii"))
        if parse(str(number)) != number:
            raise ValueError
        item_id = self._take_text()
        seconds = int.from_bytes(self._take(_TIME_BYTES), "big", signed=True)
        return Statement(number, item_id, _UNIX + timedelta(seconds=seconds), self._take(_DIGEST_BYTES))

    def certificate(self) -> Certificate:
        found = Certificate(
            self._take_text(), self._take(KEY_BYTES), self._take_text(), self._take(SIGNATURE_BYTES)
        )
        if self._at != len(self._data):
            raise ValueError
        return found

    def _take(self, length: int) -> bytes:
        piece = self._data[self._at : self._at + length]
        if len(piece) != length:
            raise ValueError
        self._at += length
        return piece

    def _take_text(self) -> str:
        return self._take(self._take(1)[0]).decode()
