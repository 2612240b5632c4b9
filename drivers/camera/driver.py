"""What all cameras have in common: life cycle, status and pictures on top of an owner thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from drivers.camera import Picture, Subject, sources
from drivers.camera.jpeg import encoded
from drivers.camera.owner import FrameOwner, OwnerLimits
from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.camera.feed import Feed
    from drivers.camera.frame import Frame, Image
    from drivers.driver_spec import Seconds

Turn = Literal[0, 90, 180, 270]
"""Degrees clockwise by which the image must be turned because of how the camera is mounted."""

_JPEG_QUALITY = 90


@dataclass(frozen=True, kw_only=True)
class Habits:
    """The part of the options that means the same for every camera."""

    name: str
    """The driver's name in `config.toml`."""
    sees: Literal["person", "document", "both"]
    first_frame_s: Seconds
    stall_s: Seconds
    rest_after_s: Seconds
    settle_frames: int
    simulated: bool
    same_is_stale: bool


class CameraDriver:
    """Implements `Camera` and `FrameSource`; `latest` and `wait_for_frame` may be called on any thread."""

    def __init__(self, feed: Feed, habits: Habits) -> None:
        self._feed = feed
        self._habits = habits
        self._owner: FrameOwner | None = None
        self._facts = {"where": feed.where, "sees": habits.sees}

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(DeviceClass.CAMERA, self._habits.name, self._habits.simulated, dict(self._facts))

    def open(self) -> Outcome[None]:
        """Ok only after a first frame, which is dropped again: a camera that is there may still send none.
        `no_device`, `port_denied`, `camera_refused`, `disconnected`, `no_frames`."""
        self.close()
        owner = FrameOwner(
            self._feed,
            OwnerLimits(
                first_frame_s=self._habits.first_frame_s,
                stall_s=self._habits.stall_s,
                rest_after_s=self._habits.rest_after_s,
                same_is_stale=self._habits.same_is_stale,
            ),
        )
        first = owner.wait_for_frame(0, self._habits.first_frame_s)
        if first is None:
            failure = owner.trouble() or self._none_came()
            owner.close()
            return failure
        height, width = first.image.shape[:2]
        self._facts["size"] = f"{width}x{height}"
        owner.forget()
        self._owner = owner
        sources.offer(self)
        return Ok(None)

    def close(self) -> None:
        sources.withdraw(self)
        owner, self._owner = self._owner, None
        if owner is not None:
            owner.close()

    def claim(self) -> Outcome[None]:
        return Ok(None)

    def release(self) -> None:
        if self._owner is not None:
            self._owner.forget()

    def reset(self) -> Outcome[None]:
        return self.open()

    def poll(self) -> DeviceStatus:
        trouble = self._trouble()
        if trouble is None:
            return DeviceStatus(DeviceState.ONLINE)
        return DeviceStatus(
            DeviceState.OFFLINE, action=trouble.action, code=trouble.code, detail=trouble.detail
        )

    def take_picture(self, subject: Subject) -> Outcome[Picture]:
        """A frame that arrived after the call, as JPEG. After a rest the first `settle_frames` are let pass:
        exposure and white balance of a camera are off at first."""
        if self._habits.sees not in {subject, "both"}:
            return Failure("not_supported", Action.NOBODY, f"this camera does not see a {subject}")
        owner = self._owner
        if owner is None:
            return self._not_open()
        skip = self._habits.settle_frames if owner.resting() else 0
        frame = owner.wait_for_frame(owner.number, self._habits.first_frame_s)
        while frame is not None and skip > 0:
            skip -= 1
            frame = owner.wait_for_frame(frame.number, self._habits.first_frame_s)
        return _jpeg(frame.image) if frame is not None else owner.trouble() or self._none_came()

    def latest(self) -> Frame | None:
        owner = self._owner
        return owner.latest() if owner is not None else None

    def wait_for_frame(self, after: int = 0, timeout_s: float = 1.0) -> Frame | None:
        owner = self._owner
        return owner.wait_for_frame(after, timeout_s) if owner is not None else None

    @property
    def sees(self) -> Literal["person", "document", "both"]:
        return self._habits.sees

    def _trouble(self) -> Failure | None:
        if self._owner is None:
            return self._not_open()
        trouble = self._owner.trouble()
        if trouble is None and self._owner.resting():
            there = self._feed.present()
            return there if isinstance(there, Failure) else None
        return trouble

    def _not_open(self) -> Failure:
        return Failure("not_open", Action.NOBODY, f"{self._feed.where}: not open")

    def _none_came(self) -> Failure:
        waited = f"{self._habits.first_frame_s:g} s"
        return Failure("no_frames", Action.SITE_KEEPER, f"{self._feed.where}: no picture within {waited}")


def turned(image: Image, turn: Turn) -> Image:
    if turn == 0:
        return image
    return np.ascontiguousarray(np.rot90(image, -turn // 90))


def _jpeg(image: Image) -> Outcome[Picture]:
    height, width = image.shape[:2]
    return Ok(Picture(encoded(image, _JPEG_QUALITY), width, height))
