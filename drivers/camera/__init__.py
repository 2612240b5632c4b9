"""Cameras (XFS4IoT Camera)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from drivers.camera.frame import FrameSource
from drivers.device import Device

if TYPE_CHECKING:
    from outcome import Outcome

Subject = Literal["person", "document"]


@dataclass(frozen=True, repr=False)
class Picture:
    """A JPEG. Its repr shows the size only."""

    jpeg: bytes
    width: int
    height: int

    def __repr__(self) -> str:
        return f"Picture({self.width}x{self.height})"


class Camera(Device, FrameSource, Protocol):
    def take_picture(self, subject: Subject) -> Outcome[Picture]:
        """One picture, now."""
