"""Free space: a watermark that turns visits away early, and a ballast file that lets a full disk drain.

A write-ahead log needs space even to note that something was sent, so a store on a full disk could never
empty itself. The ballast is space the store owns; giving it up is enough to drain, and nothing is accepted
until it is back.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from offline_cache.durable_file import sync_folder
from offline_cache.trouble import disk_full
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from pathlib import Path

LOW_WATER_BYTES = 64 * 1024 * 1024
"""Below this a visit is refused at its first page. A case with a signature is about 50 KB."""
BALLAST_BYTES = 8 * 1024 * 1024
"""Several times what the log reaches between two checkpoints (256 pages of 4 KiB)."""


class Room:
    """Watches the file system under one folder. Cheap: `statvfs` takes microseconds."""

    def __init__(self, folder: Path, low_water: int = LOW_WATER_BYTES, ballast: int = BALLAST_BYTES) -> None:
        self._folder = folder
        self._path = folder / "ballast"
        self._low_water = low_water
        self._ballast = ballast
        self._in_place = False

    @property
    def ballast_in_place(self) -> bool:
        return self._in_place

    def check(self) -> Outcome[None]:
        """Room for another visit? Failures: `disk_full`, `disk_low`, `disk_error`."""
        if not self._in_place:
            return disk_full("free space")
        try:
            free = self._free()
        except OSError:
            return Failure("disk_error", Action.ENGINEER, "free space of the store's disk cannot be read")
        if free < self._low_water:
            detail = (
                f"{free // 1024} KiB free, {self._low_water // 1024} KiB are wanted before a visit begins"
            )
            return Failure("disk_low", Action.SITE_KEEPER, detail)
        return Ok(None)

    def restore(self) -> None:
        """Put the ballast back when it would leave the low water mark free. Trouble only leaves it away."""
        try:
            if self._path.exists() and self._path.stat().st_size == self._ballast:
                self._in_place = True
                return
            self._path.unlink(missing_ok=True)
            self._in_place = False
            if self._free() < self._ballast + self._low_water:
                return
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                os.posix_fallocate(descriptor, 0, self._ballast)  # a sparse file would hold no space
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            sync_folder(self._folder)
            self._in_place = True
        except OSError:
            self._in_place = False

    def give_up(self) -> bool:
        """Free the ballast; False when there was none to free."""
        if not self._in_place:
            return False
        self._in_place = False
        try:
            self._path.unlink()
        except OSError:
            return False
        return True

    def _free(self) -> int:
        found = os.statvfs(self._folder)
        return found.f_bavail * found.f_frsize
