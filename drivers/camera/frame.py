"""One picture of a running camera, and who can be asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]


@dataclass(frozen=True, repr=False, eq=False)
class Frame:
    """May show a person: its repr tells number and size only, and it is never written anywhere."""

    image: Image
    """Height x width x 3, blue-green-red, read-only: everybody who looks gets the same array."""
    number: int
    """Counts up from 1 for each opening of the camera; a gap means frames that nobody waited for."""
    taken_at: float
    """`time.monotonic()` when it had arrived, in seconds."""

    def __repr__(self) -> str:
        height, width = self.image.shape[:2]
        return f"Frame({self.number}, {width}x{height})"


class FrameSource(Protocol):
    """A live picture for screens and decoders. Both calls are good on any thread; asking keeps the camera
    running, and some seconds after the last question it rests."""

    def latest(self) -> Frame | None:
        """The newest frame, at once. None: none yet, or the camera is in trouble (its status says why)."""

    def wait_for_frame(self, after: int = 0, timeout_s: float = 1.0) -> Frame | None:
        """The newest frame whose number is above `after`; None when none came in `timeout_s` seconds.
        A number from before the camera was opened again counts as 0."""
