"""Records that an operator rescued from the store of a terminal that is gone, taken in as if it had sent them.

Same path, same key, same bytes: what came before is answered with the answer of before, and nothing is there twice. Each
record is a transaction of its own, so an import that was cut off is simply done again. Every bundle is checked to be the
operator's: the terminal can sign nothing any more.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO, TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.exc import DataError, OperationalError

from contract.case import CaseSubmission, Rating
from contract.help import HelpCall
from contract.rescue_bundle import BundleReader, Part, PartKind
from hub.audit import note
from hub.cases.attachments import status, take_piece
from hub.helpdesk.calls import open_call
from hub.intake.take_in import take_in
from hub.ratings.keep import keep_rating
from hub.tables import case, help_call, rating, terminal
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Table

    from hub.wiring import Hub

_M = TypeVar("_M", CaseSubmission, Rating, HelpCall)

log = logging.getLogger(__name__)
_ID = TypeAdapter(UUID)


class Became(StrEnum):
    """What became of one record."""

    TAKEN_IN = "taken_in"
    WAS_HERE = "was_here"
    REFUSED = "refused"


@dataclass(frozen=True)
class Line:
    """One record of the report. Nothing of a person."""

    kind: PartKind
    name: str
    """Case number, key of a note, id of an attachment."""
    became: Became
    code: str = ""
    """Why it was refused."""
    who: Action = Action.NOBODY
    """Who must act then."""


@dataclass(frozen=True)
class Imported:
    """What came of a bundle."""

    terminal_id: str
    lines: tuple[Line, ...]
    damaged: int
    """Parts that do not open: they are not named, as their names are sealed with them."""
    torn: bool
    """The end is missing."""
    noted: bool
    """How it ended stands in the audit table."""

    def count(self, became: Became) -> int:
        return sum(line.became is became for line in self.lines)

    @property
    def whole(self) -> bool:
        """Nothing was refused, damaged, cut off or left unsaid."""
        return self.noted and not (self.torn or self.damaged or self.count(Became.REFUSED))


def rescue_key(hub: Hub) -> bytes:
    """To which bundles for this hub are sealed: X25519, raw."""
    return _private(hub).public_key().public_bytes_raw()


def import_rescued(hub: Hub, file: BinaryIO, operator_key: bytes, imported_by: str) -> Outcome[Imported]:
    """Take in what `file` holds, which may be cut off or damaged.

    `operator_key`: the public half of the recovery key that rescued it. Failures, all for the engineer: those of
    `BundleReader.open`, `no_such_terminal` (it never enrolled here). Raises OSError, and OperationalError while
    nothing was done yet.
    """
    opened = BundleReader.open(file, _private(hub), operator_key)
    if isinstance(opened, Failure):
        return opened
    reader = opened.value
    with hub.database.write() as connection:
        known = select(terminal.c.id).where(terminal.c.id == reader.terminal_id)
        if connection.execute(known).one_or_none() is None:
            return Failure("no_such_terminal", Action.ENGINEER, "no terminal of this number enrolled")
        note(connection, hub.clock(), imported_by, "rescue_import_begun", reader.terminal_id)
    work = _Import(hub, reader.terminal_id, imported_by)
    for part in reader.parts():
        work.take(part)
    noted = work.note_end()
    return Ok(Imported(reader.terminal_id, work.lines(), reader.damaged, reader.torn, noted))


class _Import:
    def __init__(self, hub: Hub, terminal_id: str, imported_by: str) -> None:
        self._hub = hub
        self._terminal_id = terminal_id
        self._by = imported_by
        self._lines: dict[tuple[PartKind, str], Line] = {}

    def lines(self) -> tuple[Line, ...]:
        return tuple(self._lines.values())

    def note_end(self) -> bool:
        """False when it cannot be written: the report of what was taken in is worth more."""
        became = [line.became for line in self.lines()]
        counts = ":".join(str(became.count(each)) for each in Became)
        try:
            with self._hub.database.write() as connection:
                subject = f"{self._terminal_id}:{counts}"
                note(connection, self._hub.clock(), self._by, "rescue_import_ended", subject)
        except OperationalError as error:
            log.error("store unavailable in an import: %s", type(error.orig).__name__)  # noqa: TRY400
            return False
        return True

    def take(self, part: Part) -> None:
        """Whatever happens to one record, those behind it belong to other residents."""
        place = (part.label.kind, part.label.name)
        before = self._lines.get(place)
        if before is not None and before.became is not Became.REFUSED:
            return  # an attachment that is here whole: its other pieces say nothing new
        try:
            became = self._taken(part)
        except (ValidationError, DataError, OverflowError):
            became = Failure("bad_message", Action.ENGINEER)
        except OperationalError as error:
            log.error("store unavailable in an import: %s", type(error.orig).__name__)  # noqa: TRY400
            became = Failure("store_unavailable", Action.ENGINEER)
        except Exception as bug:  # noqa: BLE001
            log.critical("bug while importing a record: %s", type(bug).__name__)
            became = Failure("hub_stumbled", Action.ENGINEER)
        if isinstance(became, Failure):
            # Nobody but staff is left to act for this terminal, also where it would have tried again by itself.
            who = Action.ENGINEER if became.action is Action.NOBODY else became.action
            self._lines[place] = Line(*place, Became.REFUSED, became.code, who)
        else:
            self._lines[place] = Line(*place, became)

    def _taken(self, part: Part) -> Became | Failure:
        match part.label.kind:
            case PartKind.CASE:
                submission = CaseSubmission.model_validate_json(part.body)
                return self._once(submission, case, self._take_case)
            case PartKind.RATING:
                return self._once(Rating.model_validate_json(part.body), rating, keep_rating)
            case PartKind.HELP:
                return self._once(HelpCall.model_validate_json(part.body), help_call, open_call)
            case PartKind.ATTACHMENT:
                return self._piece(_ID.validate_strings(part.label.name), part.label.offset, part.body)
            case _:
                return Failure("bad_message", Action.ENGINEER)

    def _take_case(self, hub: Hub, submission: CaseSubmission) -> Outcome[bytes]:
        return take_in(hub, submission, clock_suspect=False, imported_by=self._by)

    def _once(
        self, message: _M, table: Table, keep: Callable[[Hub, _M], Outcome[object]]
    ) -> Became | Failure:
        if message.terminal_id != self._terminal_id:
            return Failure("other_terminal", Action.ENGINEER)
        with self._hub.database.read() as connection:
            known = connection.execute(select(table.c.key).where(table.c.key == message.key)).one_or_none()
        kept = keep(self._hub, message)
        if isinstance(kept, Failure):
            return kept
        return Became.TAKEN_IN if known is None else Became.WAS_HERE

    def _piece(self, identity: UUID, offset: int, piece: bytes) -> Became | Failure:
        """The terminal may have sent some of it already."""
        known = status(self._hub, self._terminal_id, identity)
        if isinstance(known, Failure):
            return known
        if known.value.complete:
            return Became.WAS_HERE
        here = min(max(known.value.received - offset, 0), len(piece))
        if here < len(piece):
            known = take_piece(
                self._hub, self._terminal_id, identity, offset + here, piece[here:], imported_by=self._by
            )
        if isinstance(known, Ok) and known.value.complete:
            return Became.TAKEN_IN
        if isinstance(known, Failure) and known.code != "wrong_offset":
            return known
        return Failure("incomplete", Action.ENGINEER)  # until its last piece came


def _private(hub: Hub) -> X25519PrivateKey:
    """Derived from the data key: no second file to keep safe, and a copied database opens no bundle."""
    return X25519PrivateKey.from_private_bytes(hub.vault.derive("rescue"))
