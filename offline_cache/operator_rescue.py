"""Out of the store of a terminal that is gone: what opens with the operator's private key, for the hub.

Of a case the very bytes that its terminal would have sent. They go into one bundle that the hub alone can open, or, to
look at a single record, into files in the clear, which are made for their owner alone and are to be deleted.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from contract.attachment import PIECE_BYTES
from contract.rescue_bundle import Label, PartKind
from offline_cache import damaged
from offline_cache.attachment_files import FOLDER, opened
from offline_cache.carve import Wreck
from offline_cache.connection import FILE_NAME
from offline_cache.durable_file import sync_folder, write_new
from offline_cache.epochs import bound_to
from offline_cache.records import Kind, State
from offline_cache.rescue import Lost, Record, Rescue
from offline_cache.trouble import of_system
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from contract.rescue_bundle import BundleWriter
    from offline_cache.epoch_file import KeptKey
    from offline_cache.recovery import RecoveryKey

REPORT = "report.json"
BUNDLE = "rescued.bundle"
# A row of two columns: its head is three bytes long, a text of 11 bytes, a blob whose length is told.
_OWNER = re.compile(rb"\x03\x23(?P<length>[\x14-\x24])terminal_id[A-Z0-9]{4,12}", re.DOTALL)


@dataclass(frozen=True)
class RescuedFile:
    """One record that opened."""

    file: str
    """Its name, which stands in a bundle as well. Nothing of a person."""
    kind: str
    state: str
    """`waiting`, `answered` (the hub has it, perhaps not for good) or `aside`."""
    reason: str
    """Why the hub refused it, when it is aside."""


@dataclass(frozen=True)
class Rescued:
    """What `report.json` holds. No word of a person."""

    terminal_id: str
    files: tuple[RescuedFile, ...]
    lost: tuple[str, ...]
    """Case numbers (of notes, attachments and where no number reads: random keys) of what does not open."""
    keys_opened: int
    keys_without_recovery: int
    """Data keys that were made when no recovery key was configured: what they sealed is lost."""
    keys_of_another: int
    """Data keys that this private key does not open."""


class _Way(Protocol):
    """Where records go. Raises OSError."""

    def put(self, kind: PartKind, name: str, body: bytes) -> None: ...


def rescue(
    store: Path,
    key: RecoveryKey,
    out: Path,
    at: datetime,
    terminal_id: str | None = None,
    *,
    hub_key: bytes | None = None,
) -> Outcome[Rescued]:
    """Write what opens in `store` (with the damaged stores kept in it) to `out`, a folder that is not there yet.

    `hub_key` is the public key to which the bundle is sealed (`hub rescue-key`); files in the clear where it is None.
    `terminal_id` is read from the store where it is None. Failures: `no_store`, `whose_store` (its owner's id does
    not read: say it), `rescue_there`, `wrong_key` (no data key opens, and there are some), `disk_full`, `disk_error`.
    """
    places = [one for one in (store, *damaged.folders(store)) if (one / FILE_NAME).exists()]
    if not places:
        return Failure("no_store", Action.ENGINEER, f"there is no store in {store}")
    try:
        wrecks = [Wreck(one) for one in places]
        owner = terminal_id or _owner(wrecks)
        if owner is None:
            return Failure("whose_store", Action.ENGINEER, "which terminal's store this is does not read")
        try:
            out.mkdir(mode=0o700, parents=True)
        except FileExistsError:
            return Failure("rescue_there", Action.ENGINEER, f"{out} is there already: name a new folder")
        with nullcontext(_Files(out)) if hub_key is None else _sealed(out, key, hub_key, owner) as way:
            done = _Work(owner, key, store, way).go_through(wrecks, at)
        write_new(out / REPORT, json.dumps(asdict(done), indent=2).encode(), mode=0o600)
    except OSError as error:
        return of_system(error, "rescuing a store")
    if done.keys_of_another and not done.keys_opened:
        return Failure("wrong_key", Action.ENGINEER, "this private key opens no data key of the store")
    return Ok(done)


def _owner(wrecks: list[Wreck]) -> str | None:
    found: set[str] = set()
    for wreck in wrecks:
        for match in wreck.text(_OWNER):
            length = (match[2] - 12) // 2
            found.add(match[3 + len(b"terminal_id") :][:length].decode())
    return found.pop() if len(found) == 1 else None


@contextmanager
def _sealed(out: Path, key: RecoveryKey, hub_key: bytes, terminal_id: str) -> Iterator[_Way]:
    descriptor = os.open(out / BUNDLE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        writer = key.bundle(file, hub_key, terminal_id)
        yield _Bundle(writer)
        writer.end()
        file.flush()
        os.fsync(file.fileno())
    sync_folder(out)


class _Files:
    """Each in the clear, in a file of its own."""

    def __init__(self, out: Path) -> None:
        self._out = out

    def put(self, kind: PartKind, name: str, body: bytes) -> None:
        write_new(self._out / _file(kind, name), body, mode=0o600)


class _Bundle:
    """All in one, for the hub alone."""

    def __init__(self, writer: BundleWriter) -> None:
        self._writer = writer

    def put(self, kind: PartKind, name: str, body: bytes) -> None:
        if kind is not PartKind.ATTACHMENT:
            self._writer.put(Label(kind=kind, name=name), body)
            return
        for start in range(0, len(body), PIECE_BYTES):
            self._writer.put(Label(kind=kind, name=name, offset=start), body[start : start + PIECE_BYTES])


def _file(kind: PartKind, name: str) -> str:
    match kind:
        case PartKind.CASE:
            return f"{name}.json"
        case PartKind.ATTACHMENT:
            return f"attachment-{name}.bin"
        case _:
            return f"{kind}-{name}.json"


class _Work:
    def __init__(self, terminal_id: str, key: RecoveryKey, store: Path, way: _Way) -> None:
        self._terminal_id = terminal_id
        self._key = key
        self._attachments = store / FOLDER
        self._way = way
        self._files: dict[str, RescuedFile] = {}
        self._lost: set[str] = set()
        self._numbers: set[str] = set()
        self._codes: dict[int, str] = {}

    def go_through(self, wrecks: list[Wreck], at: datetime) -> Rescued:
        """Records first: the hub takes in no attachment before its case, wherever that was found."""
        rescues = [Rescue(wreck, self._open, self._terminal_id, at) for wreck in wrecks]
        for found in rescues:
            for one in found.records():
                if isinstance(one, Lost):
                    self._lost.add(one.case_number or str(one.key))
                else:
                    self._numbers.add(one.case_number or "")
                    self._keep(one)
            self._lost |= {number for number, answered in found.numbers().items() if not answered}
        for found in rescues:
            for values, _ in found.attachments():
                identity, size = values[0], values[3]
                if isinstance(identity, bytes) and isinstance(size, int):
                    self._keep_attachment(found, UUID(bytes=identity), size)
        codes = list(self._codes.values())
        return Rescued(
            self._terminal_id,
            tuple(self._files.values()),
            tuple(sorted(self._lost - self._numbers)),
            codes.count(""),
            codes.count("no_recovery"),
            codes.count("wrong_key"),
        )

    def _open(self, kept: KeptKey) -> Outcome[bytes]:
        opened = self._key.unwrap(kept.recovery, bound_to(self._terminal_id, kept.epoch))
        if isinstance(opened, Ok):
            self._codes[kept.epoch] = ""
        else:  # an older copy of the row may tell less than the one that opened
            self._codes.setdefault(kept.epoch, opened.code)
        return opened

    def _keep(self, record: Record) -> None:
        if record.state is State.ERASED:
            return
        name = record.case_number if record.kind is Kind.CASE else str(record.key)
        self._put(PartKind(record.kind), name or "", record.body, record.state.name.lower(), record.reason)

    def _keep_attachment(self, found: Rescue, identity: UUID, size: int) -> None:
        """Under the id by which its case names it."""

        def unseal(kind: str, envelope: bytes) -> Outcome[bytes]:
            return found.open(identity, kind, envelope)

        if _file(PartKind.ATTACHMENT, str(identity)) in self._files:
            return
        try:
            content = opened(self._attachments / identity.hex, size, unseal)
        except OSError:  # a dying disk gives what it gives: one file that does not read ends no rescue
            self._lost.add(str(identity))
            return
        if isinstance(content, Failure):
            self._lost.add(str(identity))
            return
        self._put(PartKind.ATTACHMENT, str(identity), content.value, "waiting")

    def _put(self, kind: PartKind, name: str, body: bytes, state: str, reason: str = "") -> None:
        file = _file(kind, name)
        if file in self._files:  # salvaged from a damaged store into the one beside it
            return
        self._way.put(kind, name, body)
        self._files[file] = RescuedFile(file, str(kind), state, reason)
