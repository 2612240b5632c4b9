"""A camera made of picture files: for demonstrations and for replaying what a camera saw.

The files of a folder are shown in the order of their names, again and again. The program calls it simulated: pictures
from a folder are nobody's.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from drivers.camera.driver import CameraDriver, Habits, Turn, turned
from drivers.camera.jpeg import decoded
from drivers.driver_spec import DriverSpec, Seconds, Where
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.camera.frame import Image

_ENDINGS = frozenset({".jpg", ".jpeg", ".png"})
_MOST_FILE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class FilesOptions:
    """Options of `driver = "files"`."""

    folder: Where
    """With .jpg, .jpeg or .png files; others in it are left alone."""
    fps: Annotated[float, Field(gt=0, le=60)] = 10.0
    sees: Literal["person", "document", "both"] = "both"
    turn: Turn = 0
    rest_after_s: Seconds = 10.0


class FilesFeed:
    """Implements `Feed`."""

    def __init__(self, options: FilesOptions) -> None:
        self._options = options
        self._folder = Path(options.folder)
        self._stop = threading.Event()
        self._shown = 0
        self._next_at = 0.0

    @property
    def where(self) -> str:
        return str(self._folder)

    def present(self) -> Outcome[None]:
        if not self._files():
            return Failure("no_device", Action.ENGINEER, f"{self.where}: no folder with pictures")
        return Ok(None)

    def start(self) -> Outcome[None]:
        self._stop.clear()
        self._shown, self._next_at = 0, 0.0
        return self.present()

    def read(self) -> Outcome[Image | None]:
        if self._stop.wait(max(0.0, self._next_at - time.monotonic())):
            return Ok(None)
        self._next_at = time.monotonic() + 1 / self._options.fps
        files = self._files()
        if not files:
            return Failure("disconnected", Action.ENGINEER, f"{self.where}: the pictures are gone")
        path = files[self._shown % len(files)]
        self._shown += 1
        try:
            if path.stat().st_size > _MOST_FILE_BYTES:
                return Ok(None)
            image = decoded(path.read_bytes())
        except OSError:  # taken away between listing and reading
            return Ok(None)
        return Ok(None if image is None else turned(image, self._options.turn))

    def stop(self) -> None:
        """Nothing is held open."""

    def interrupt(self) -> None:
        self._stop.set()

    def _files(self) -> list[Path]:
        try:
            return sorted(one for one in self._folder.iterdir() if one.suffix.lower() in _ENDINGS)
        except OSError:
            return []


def files(options: FilesOptions) -> CameraDriver:
    habits = Habits(
        name="files",
        sees=options.sees,
        first_frame_s=2.0,
        stall_s=max(2.0, 4 / options.fps),
        rest_after_s=options.rest_after_s,
        settle_frames=0,
        simulated=True,
        same_is_stale=False,
    )
    return CameraDriver(FilesFeed(options), habits)


DRIVER = DriverSpec(FilesOptions, files, 'driver = "files", folder = "/var/lib/bangban/pictures"')
