"""The files of attachments: sealed chunks in the folder of the store, beside the database.

Every chunk is bound to the file's id, its place and whether it is the last, so that none can be moved, left out or cut
off unseen. A file is on disk, name included, before a row tells of it, and goes after the commit that takes its row.
"""

from __future__ import annotations

import os
import struct
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from contract.attachment import PIECE_BYTES
from offline_cache.durable_file import sync_folder
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

FOLDER = "attachments"
_LENGTH = struct.Struct(">I")


class AttachmentFiles:
    """Used in the writer's thread; `sweep` after each commit."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._emptied: list[UUID] = []

    def write(self, identity: UUID, envelopes: Iterable[bytes]) -> None:
        """All chunks of one file, in their order; on disk when this returns. Raises OSError."""
        if not self._folder.is_dir():
            self._folder.mkdir(mode=0o700)
            sync_folder(self._folder.parent)
        descriptor = os.open(self._path(identity), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(b"".join(_LENGTH.pack(len(one)) + one for one in envelopes))
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self._folder)

    def has(self, identity: UUID) -> bool:
        return self._path(identity).exists()

    def envelope(self, identity: UUID, number: int) -> bytes:
        """Of one chunk. A disk that refuses a read once is asked a second time. Raises OSError and struct.error."""
        try:
            return _read(self._path(identity), number)
        except FileNotFoundError:
            raise
        except OSError:
            return _read(self._path(identity), number)

    def erase(self, identity: UUID) -> None:
        """With the commit that takes its row."""
        self._emptied.append(identity)

    def erase_all_but(self, kept: set[str]) -> None:
        """Files whose ids, in hexadecimal digits, are not among these."""
        if self._folder.is_dir():
            self._emptied += [UUID(hex=one.name) for one in self._folder.iterdir() if _is_orphan(one, kept)]

    def roll_back(self) -> None:
        """What was to go stays."""
        self._emptied.clear()

    def sweep(self) -> None:
        """After a commit: files whose rows are gone. One that cannot be removed now is an orphan at the next opening."""
        if not self._emptied:
            return
        for identity in self._emptied:
            with suppress(OSError):
                self._path(identity).unlink(missing_ok=True)
        self._emptied.clear()

    def _path(self, identity: UUID) -> Path:
        return self._folder / identity.hex


def opened(path: Path, size: int, unseal: Callable[[str, bytes], Outcome[bytes]]) -> Outcome[bytes]:
    """All of a file of `size` bytes; `unseal` opens an envelope by its kind. Failures: `attachment_lost`, `unreadable`
    and those of `unseal`. Raises OSError.
    """
    last = (size - 1) // PIECE_BYTES
    content = bytearray()
    try:
        with path.open("rb") as file:
            for number in range(last + 1):
                envelope = file.read(_LENGTH.unpack(file.read(_LENGTH.size))[0])
                match unseal(chunk_kind(number, last=number == last), envelope):
                    case Failure() as failure:
                        return failure
                    case Ok(chunk):
                        content += chunk
    except FileNotFoundError:
        return Failure("attachment_lost", Action.ENGINEER, "the file of an attachment is gone")
    except struct.error:
        return Failure("unreadable", Action.ENGINEER, "the file of an attachment is cut short")
    return Ok(bytes(content))


def chunk_kind(number: int, *, last: bool) -> str:
    """What a chunk is sealed as."""
    return f"attachment {number}{' last' if last else ''}"


def _read(path: Path, number: int) -> bytes:
    """The envelope of one chunk."""
    envelope = b""
    with path.open("rb") as file:
        for _ in range(number + 1):
            envelope = file.read(_LENGTH.unpack(file.read(_LENGTH.size))[0])
    return envelope


def _is_orphan(path: Path, kept: set[str]) -> bool:
    name = path.name
    return len(name) == 32 and not set(name) - set("0123456789abcdef") and name not in kept
