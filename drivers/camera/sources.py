"""Where a decoder finds the camera that is open now, whichever object the supervisor made of it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Literal, Protocol

from drivers.camera.frame import FrameSource

if TYPE_CHECKING:
    from drivers.camera import Subject


class OpenCamera(FrameSource, Protocol):
    @property
    def sees(self) -> Literal["person", "document", "both"]: ...


_lock = threading.Lock()
_open: list[OpenCamera] = []


def offer(camera: OpenCamera) -> None:
    """A camera that has just been opened."""
    with _lock:
        _open.append(camera)


def withdraw(camera: OpenCamera) -> None:
    """It is closed; nothing happens when it was not offered."""
    with _lock:
        _open[:] = [one for one in _open if one is not camera]


def open_camera(subject: Subject = "document") -> FrameSource | None:
    """The camera that sees this and was opened last; look it up for each use, as it changes when a device comes
    back."""
    with _lock:
        return next((one for one in reversed(_open) if one.sees in {subject, "both"}), None)
