"""What is left in one damaged store: records that open, records that do not, and the numbers it still tells of.

Only what opens is believed. Sequence and case number of a waiting case are taken from its sealed words, not from the
clear columns beside them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from contract.case_number import parse
from contract.codes import CaseState
from offline_cache.carve import ANSWER, ATTACHMENT, EPOCH, OUTBOX, Cell, Row, Value, Wreck
from offline_cache.envelope import Binding, unseal
from offline_cache.epoch_file import kept_key
from offline_cache.ledger import PAYLOAD_SCHEMA
from offline_cache.outbox import ANSWER_KIND
from offline_cache.records import Kind, State
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from offline_cache.epoch_file import KeptKey

_KEY, _KIND, _SEQUENCE, _NUMBER, _ITEM, _ACCEPTED, _STATE, _ATTEMPTS = 1, 2, 3, 4, 5, 7, 8, 9
_REASON, _ACTION, _CASE_STATE, _PAYLOAD, _CLOCK = 11, 12, 13, 15, 16
_TOKEN = re.compile(r"[a-z0-9_]{1,40}")
_ANY_TOKEN = re.compile(r"[A-Za-z0-9_.:/+-]{0,80}")


@dataclass(frozen=True)
class Record:
    """A row of the damaged store as it goes into another."""

    key: UUID
    kind: Kind
    state: State
    accepted_at: datetime
    body: bytes = field(repr=False)
    """Empty when it was erased."""
    sequence: int | None = None
    case_number: str | None = None
    item_id: str | None = None
    attempts: int = 0
    reason: str = ""
    action: str = ""
    case_state: str = ""
    clock: str = ""


@dataclass(frozen=True)
class Lost:
    """A row that does not open, as far as it reads."""

    key: UUID
    case_number: str
    """Empty when it does not read, or for a note."""


class Rescue:
    """Reads one `Wreck` with the terminal's keys, or with the operator's."""

    def __init__(
        self, wreck: Wreck, opens: Callable[[KeptKey], Outcome[bytes]], terminal_id: str, at: datetime
    ) -> None:
        """`opens` gives a data key from its wrapped forms; `at` stands for times that do not read any more."""
        self._wreck = wreck
        self._opens = opens
        self._terminal_id = terminal_id
        self._at = at
        self._keys: dict[int, tuple[bytes, KeptKey] | None] = {}

    def records(self) -> Iterator[Record | Lost]:
        """In the order of acceptance. Of several copies of a row the newest that opens counts."""
        rows: dict[bytes, list[Cell]] = {}
        order: dict[bytes, int] = {}
        for cell, row in self._rows():
            key = row.values[_KEY]
            if isinstance(key, bytes):
                rows.setdefault(key, []).append(cell)
                order.setdefault(key, row.number or 1 << 62)
        seen: set[str] = set()
        places: set[int] = set()
        lost: list[tuple[int, Lost]] = []
        for key in sorted(rows, key=lambda one: order[one]):
            found = self._record(UUID(bytes=key), rows[key])
            if isinstance(found, Lost):
                lost.append((order[key], found))
                continue
            seen.add(found.case_number or "")
            places.add(order[key])
            yield found
        for place, one in lost:
            # A copy with a damaged key looks like a record of its own: its number or its place give it away.
            if place not in places and (not one.case_number or one.case_number not in seen):
                yield one

    def numbers(self) -> dict[str, bool]:
        """Every case number that stands anywhere in the files, and whether the hub answered it."""
        form = rb"%s-[0-9]{8}-[0-9]{6,9}-[0-9A-Z]{3}-[0-9]{2}:?" % re.escape(self._terminal_id.encode())
        found: dict[str, bool] = {}
        for match in self._wreck.text(re.compile(form)):
            number = match.decode().rstrip(":")
            if parse(number) is not None:
                found[number] = found.get(number, False) or match.endswith(b":")
        return found

    def answer(self, key: UUID) -> bytes | None:
        """The hub's answer to a case that nobody was told of yet."""
        for sealed in self._answers.get(key.bytes, ()):
            opened = self._unseal(key, ANSWER_KIND, sealed)
            if isinstance(opened, Ok):
                return opened.value
        return None

    def attachments(self) -> Iterator[tuple[tuple[Value, ...], KeptKey]]:
        """Rows of attachments that are not erased, with the data key of each."""
        seen: set[Value] = set()
        for cell in self._wreck.cells(ATTACHMENT):
            row = self._wreck.read(ATTACHMENT, cell)
            if row is None or row.values[0] in seen:
                continue
            seen.add(row.values[0])
            epoch = row.values[5]
            if isinstance(epoch, int) and isinstance(self._key_of(epoch), Ok):
                kept = self._keys[epoch]
                if kept is not None:
                    yield row.values[:7], kept[1]

    def open(self, key: UUID, kind: str, sealed: bytes) -> Outcome[bytes]:
        """What was sealed under `key` as `kind` with any data key of this store."""
        return self._unseal(key, kind, sealed)

    @cached_property
    def _answers(self) -> dict[bytes, list[bytes]]:
        found: dict[bytes, list[bytes]] = {}
        for cell in self._wreck.cells(ANSWER):
            row = self._wreck.read(ANSWER, cell)
            if row is not None and isinstance(row.values[0], bytes) and isinstance(row.values[2], bytes):
                found.setdefault(row.values[0], []).append(row.values[2])
        return found

    @cached_property
    def _wrapped(self) -> list[KeptKey]:
        rows = (self._wreck.read(EPOCH, cell) for cell in self._wreck.cells(EPOCH))
        return [*(_kept(row) for row in rows if row is not None), *self._wreck.second_keys]

    def _rows(self) -> Iterator[tuple[Cell, Row]]:
        for cell in self._wreck.cells(OUTBOX):
            row = self._wreck.read(OUTBOX, cell)
            if row is not None:
                yield cell, row

    def _record(self, key: UUID, cells: list[Cell]) -> Record | Lost:
        rows = [row.values for cell in cells if (row := self._wreck.read(OUTBOX, cell)) is not None]
        newest = rows[0]
        if newest[_STATE] == State.ERASED and newest[_PAYLOAD] == b"":
            return self._clear(key, newest, State.ERASED)
        for values in rows:
            for kind in sorted(Kind, key=lambda one: one != values[_KIND]):
                payload = values[_PAYLOAD]
                if not isinstance(payload, bytes) or not payload:
                    continue
                opened = self._unseal(key, kind, payload)
                if isinstance(opened, Ok):
                    return self._opened(key, kind, values, opened.value)
        numbers = [one for values in rows if parse(one := str(values[_NUMBER])) is not None]
        return Lost(key, numbers[0] if numbers else "")

    def _opened(self, key: UUID, kind: Kind, values: tuple[Value, ...], body: bytes) -> Record:
        state = values[_STATE]
        if state == State.ANSWERED and values[_CASE_STATE] in set(CaseState):
            found = self._clear(key, values, State.ANSWERED)
        elif state == State.ASIDE and values[_ACTION] in set(Action):
            found = self._clear(key, values, State.ASIDE)
        else:  # a state that cannot be is sent again, under its key: the hub knows whether it has it
            found = self._clear(key, values, State.WAITING)
        facts = {**vars(found), "kind": kind, "body": body}
        if kind is Kind.CASE:
            told = json.loads(body)
            facts |= {name: told[name] for name in ("sequence", "case_number", "item_id")}
            facts["accepted_at"] = datetime.fromisoformat(told["accepted_at"])
        return Record(**facts)

    def _clear(self, key: UUID, values: tuple[Value, ...], state: State) -> Record:
        """From the clear columns, as far as they can be true."""
        number = parse(str(values[_NUMBER]))
        kind = (
            Kind(str(values[_KIND])) if values[_KIND] in set(Kind) else Kind.CASE if number else Kind.RATING
        )
        accepted_at = self._time(values[_ACCEPTED])
        clock = values[_CLOCK] if len(values) > _CLOCK else ""
        return Record(
            key=key,
            kind=kind,
            state=state,
            accepted_at=accepted_at,
            body=b"",
            sequence=number.sequence if number else None,
            case_number=str(number) if number else None,
            item_id=str(values[_ITEM]) if number else None,
            attempts=_count(values[_ATTEMPTS]),
            reason=_token(values[_REASON]) if state is State.ASIDE else "",
            action=str(values[_ACTION]) if state is State.ASIDE else "",
            case_state=str(values[_CASE_STATE]) if values[_CASE_STATE] in set(CaseState) else "",
            clock=clock if isinstance(clock, str) and _ANY_TOKEN.fullmatch(clock) else "",
        )

    def _time(self, value: Value) -> datetime:
        try:
            read = datetime.fromisoformat(str(value))
        except ValueError:
            return self._at
        return read if read.tzinfo is not None else self._at

    def _unseal(self, key: UUID, kind: str, sealed: bytes) -> Outcome[bytes]:
        binding = Binding(self._terminal_id, key.bytes, kind, PAYLOAD_SCHEMA)
        return unseal(sealed, key_of=self._key_of, binding=binding)

    def _key_of(self, epoch: int) -> Outcome[bytes]:
        """A wrapped key opens under its own number only, so a damaged number is found by trying."""
        if epoch not in self._keys:
            self._keys[epoch] = None
            for one in sorted(self._wrapped, key=lambda one: one.epoch != epoch):
                kept = replace(one, epoch=epoch)
                opened = self._opens(kept)
                if isinstance(opened, Ok):
                    self._keys[epoch] = (opened.value, kept)
                    break
        known = self._keys[epoch]
        return Ok(known[0]) if known else Failure("key_erased", Action.ENGINEER, f"no key of epoch {epoch}")


def _kept(row: Row) -> KeptKey:
    values = row.values
    recovery = values[5] if len(values) > 5 else b""
    return kept_key(row.number or 0, values[1], values[2], values[4], recovery)


def _token(value: Value) -> str:
    return value if isinstance(value, str) and _TOKEN.fullmatch(value) else "unreadable"


def _count(value: Value) -> int:
    return value if isinstance(value, int) and 0 <= value < 1 << 31 else 0
