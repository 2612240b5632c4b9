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
from datetime import UTC
from hashlib import sha256
from typing import TYPE_CHECKING

from contract import base41, packed
from contract.case_number import TAG_LENGTH, CaseNumber, parse
from contract.packed import KEY_BYTES, SIGNATURE_BYTES, Reader
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

VERSION = 1
ED25519_SHA256 = 1
_HEAD = bytes((VERSION, ED25519_SHA256))
_NUMBERS = struct.Struct(f">I{TAG_LENGTH}s")
_DIGEST_BYTES = 32


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
                packed.text(self.number.terminal_id),
                packed.day(self.number.day),
                _NUMBERS.pack(self.number.sequence, self.number.tag.encode()),
                packed.text(self.item_id),
                packed.moment(self.accepted_at),
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
        outlet = packed.cut(outlet)
        return Certificate(terminal_id, public_key, outlet, sign(_certified(terminal_id, public_key, outlet)))

    @staticmethod
    def unpack(data: bytes) -> Certificate | None:
        """What `packed` gave, or None."""
        try:
            return _certificate(Reader(data))
        except ValueError:
            return None

    def packed(self) -> bytes:
        return packed.text(self.terminal_id) + self.public_key + packed.text(self.outlet) + self.signature

    def is_of(self, hub_key: bytes) -> bool:
        signed = _certified(self.terminal_id, self.public_key, self.outlet)
        return packed.fits(hub_key, self.signature, signed)


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
    return Statement(number, packed.cut(item_id), moment, sha256(submission).digest())


def prove(statement: Statement, certificate: Certificate | None, sign: Callable[[bytes], bytes]) -> Proof:
    """Sign a statement with the terminal's key."""
    return Proof(statement, sign(_stated(statement)), certificate)


def read(text: str) -> Outcome[Proof]:
    """The proof in a QR code's text. Failures: `proof_unreadable`, `proof_newer`."""
    data = base41.decode(text.strip().rpartition("?")[2])
    if data is None or len(data) < len(_HEAD):
        return _unreadable()
    if data[: len(_HEAD)] != _HEAD:
        return Failure(
            "proof_newer", Action.NOBODY, "a version or an algorithm that this program does not know"
        )
    try:
        return Ok(_proof(Reader(data[len(_HEAD) :])))
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
    return packed.fits(public_key, proof.signature, _stated(proof.statement))


def _stated(statement: Statement) -> bytes:
    return b"bangban receipt\n" + _HEAD + statement.packed()


def _certified(terminal_id: str, public_key: bytes, outlet: str) -> bytes:
    return b"bangban terminal\n" + _HEAD + packed.text(terminal_id) + public_key + packed.text(outlet)


def _unreadable() -> Failure:
    return Failure("proof_unreadable", Action.NOBODY, "not the code of a receipt, or not all of it")


def _proof(reader: Reader) -> Proof:
    statement = _statement(reader)
    signature = reader.take(SIGNATURE_BYTES)
    return Proof(statement, signature, None if reader.at_end else _certificate(reader))


def _statement(reader: Reader) -> Statement:
    terminal_id, day = reader.text(), reader.day()
    sequence, tag = _NUMBERS.unpack(reader.take(_NUMBERS.size))
    number = CaseNumber(terminal_id, day, sequence, tag.decode("ascii"))
    if parse(str(number)) != number:
        raise ValueError
    return Statement(number, reader.text(), reader.moment(), reader.take(_DIGEST_BYTES))


def _certificate(reader: Reader) -> Certificate:
    found = Certificate(reader.text(), reader.take(KEY_BYTES), reader.text(), reader.take(SIGNATURE_BYTES))
    reader.end()
    return found
