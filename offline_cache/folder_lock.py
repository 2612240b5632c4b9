"""One owner for one folder, also against the second start of this very program.

SQLite's own lock is a POSIX record lock, and the kernel drops those as soon as *any* descriptor of the file
is closed in the process: one `open(...).close()` by a backup or a check would let a second program in.
`flock` belongs to its own descriptor and stays.
"""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

from offline_cache.trouble import of_system
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from pathlib import Path


class FolderLock:
    """Held from `acquire` to `release`, or to the end of the process, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lock"
        self._descriptor: int | None = None

    def acquire(self) -> Outcome[None]:
        """Never waits. Failures: `store_in_use`, `disk_full`, `disk_error`."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            return of_system(error, "lock of the store")
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            detail = "another program, or a second start of this one, holds the store open: stop one of them"
            return Failure("store_in_use", Action.ENGINEER, detail)
        self._descriptor = descriptor
        return Ok(None)

    def release(self) -> None:
        """Safe to call twice."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)
