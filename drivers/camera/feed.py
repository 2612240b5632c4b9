"""What is different from camera to camera: how the next image comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from drivers.camera.frame import Image
    from outcome import Outcome


class Feed(Protocol):
    """`start`, `read` and `stop` are called by the owner thread alone: OpenCV crashes when a capture is let go
    of while another thread reads from it."""

    @property
    def where(self) -> str:
        """For staff: path or address, without a password."""

    def present(self) -> Outcome[None]:
        """Is the camera there? Asked on any thread while it rests; does not switch it on. A second at most."""

    def start(self) -> Outcome[None]:
        """Switch it on."""

    def read(self) -> Outcome[Image | None]:
        """The next image, of which the caller is the only owner. None: nothing yet, ask again. Comes back
        within about two seconds."""

    def stop(self) -> None:
        """Switch it off; never raises, twice too."""

    def interrupt(self) -> None:
        """From another thread: let a waiting `start` or `read` come back soon, if that can be done."""
