"""The proof on a paper that a department gave: what it must say, under the hub's signature.

It stands in the paper's QR code behind the address of the hub's page, after a `#`: a browser opens the page and sends
nothing of it. Anybody who has the hub's keys can check it with no line. Of a person only what is masked is in it.

    proof     = "P" | version | suite | statement | key id 4 | signature 64
    statement = code | issued 5 | valid until 3 | flags 1 | title | issuer | count 1 | (label | value) of each line

Texts carry their length in one byte; numbers are big-endian; day 1 is 0001-01-01, the time is in seconds of Unix. Flag 1
says that it is a specimen, flag 2 that the paper has more lines than fit here. The signature is over a line that says what
it is for and all that stands before it. Suite 1 is Ed25519 (RFC 8032), and the only one there is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING

from contract import base41, packed
from contract.packed import SIGNATURE_BYTES, Reader
from contract.paper_keys import KEY_ID_BYTES
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from contract.paper_keys import PaperKey, PaperKeys

HEAD = b"P" + bytes((1, 1))
LINES_BYTES = 180
"""Of all lines together: with more of them the code gets too fine for a phone to read off a printed page."""
VALUE_BYTES = 60
NAME_BYTES = 45
_SPECIMEN, _SHORTENED = 1, 2
_MORE = "…"


@dataclass(frozen=True)
class PaperStatement:
    """What a paper says, as far as others may know it."""

    code: str
    issued_at: datetime
    """Whole seconds, UTC."""
    valid_until: date
    specimen: bool
    title: str
    issuer: str
    """Chinese names, as on the paper."""
    lines: tuple[tuple[str, str], ...]
    """Label and value, masked; a value that ends with … goes on on the paper."""
    shortened: bool = False
    """The paper has more lines that anybody may know."""

    def packed(self) -> bytes:
        flags = _SPECIMEN * self.specimen | _SHORTENED * self.shortened
        head = (
            packed.text(self.code),
            packed.moment(self.issued_at),
            packed.day(self.valid_until),
            bytes((flags,)),
            packed.text(self.title),
            packed.text(self.issuer),
            bytes((len(self.lines),)),
        )
        return b"".join((*head, *map(_line, self.lines)))


@dataclass(frozen=True)
class PaperProof:
    """A statement under a signature."""

    statement: PaperStatement
    key_id: bytes
    signature: bytes

    def text(self, address: str) -> str:
        """For a QR code: the address of the hub's page, and the proof."""
        return f"{address}#{base41.encode(HEAD + self.statement.packed() + self.key_id + self.signature)}"


def fitted(statement: PaperStatement) -> PaperStatement:
    """The same in whole seconds and as short as it must be for a code."""
    lines: list[tuple[str, str]] = []
    room = LINES_BYTES
    for label, value in statement.lines:
        line = (packed.cut(label, NAME_BYTES), _shortened(value, VALUE_BYTES))
        room -= len(_line(line))
        if room < 0:
            break
        lines.append(line)
    return replace(
        statement,
        issued_at=statement.issued_at.astimezone(UTC).replace(microsecond=0),
        title=packed.cut(statement.title, NAME_BYTES),
        issuer=packed.cut(statement.issuer, NAME_BYTES),
        lines=tuple(lines),
        shortened=len(lines) < len(statement.lines),
    )


def prove(statement: PaperStatement, key: PaperKey, sign: Callable[[bytes], bytes]) -> PaperProof:
    """Sign a `fitted` statement with the private half of `key`."""
    return PaperProof(statement, key.id, sign(_stated(statement, key.id)))


def read(text: str) -> Outcome[PaperProof]:
    """The proof in a QR code's text, with or without its address. Failures: `paper_unreadable`, `paper_newer`."""
    data = base41.decode(text.strip().rpartition("#")[2])
    if data is None or data[:1] != HEAD[:1]:
        return _unreadable()
    if data[: len(HEAD)] != HEAD:
        return Failure(
            "paper_newer", Action.NOBODY, "a version or an algorithm that this program does not know"
        )
    reader = Reader(data[len(HEAD) :])
    try:
        proof = PaperProof(_statement(reader), reader.take(KEY_ID_BYTES), reader.take(SIGNATURE_BYTES))
        reader.end()
    except (ValueError, OverflowError):
        return _unreadable()
    return Ok(proof)


def verify(proof: PaperProof, keys: PaperKeys) -> Outcome[PaperKey]:
    """The key that signed, when all of it holds. `keys` are the hub's, and believed.

    Failures: `paper_other_hub` (no key of this hub), `paper_altered`, `paper_out_of_time` (the key was not in use then).
    """
    key = keys.named(proof.key_id)
    if key is None:
        return Failure("paper_other_hub", Action.NOBODY, "no key of this hub signed it")
    if not packed.fits(key.public_key, proof.signature, _stated(proof.statement, proof.key_id)):
        return Failure("paper_altered", Action.NOBODY, "something of it is not as the hub signed it")
    if not key.in_use(proof.statement.issued_at):
        return Failure(
            "paper_out_of_time", Action.NOBODY, "the key was not in use when it says it was issued"
        )
    return Ok(key)


def _stated(statement: PaperStatement, key_id: bytes) -> bytes:
    return b"bangban paper\n" + HEAD + statement.packed() + key_id


def _statement(reader: Reader) -> PaperStatement:
    code, issued_at, valid_until = reader.text(), reader.moment(), reader.day()
    flags = reader.take(1)[0]
    title, issuer = reader.text(), reader.text()
    lines = tuple((reader.text(), reader.text()) for _ in range(reader.take(1)[0]))
    if flags & ~(_SPECIMEN | _SHORTENED):
        raise ValueError
    specimen, shortened = bool(flags & _SPECIMEN), bool(flags & _SHORTENED)
    return PaperStatement(code, issued_at, valid_until, specimen, title, issuer, lines, shortened)


def _line(line: tuple[str, str]) -> bytes:
    label, value = line
    return packed.text(label) + packed.text(value)


def _shortened(value: str, most: int) -> str:
    whole = packed.cut(value, most)
    return whole if whole == value else packed.cut(value, most - len(_MORE.encode())) + _MORE


def _unreadable() -> Failure:
    return Failure("paper_unreadable", Action.NOBODY, "not the code of a paper, or not all of it")
