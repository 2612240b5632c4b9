"""USB camera through Video4Linux, read with OpenCV.

Why it is the way it is (OpenCV's own issue threads and source, not tried here on hardware):

* a stalled camera holds `read` for 10 s unless an environment variable says otherwise before the first capture;
* after an unplug `read` may go on saying True with the last image: equal images count as none;
* the number of /dev/video* may change at a replug: a stable path is needed;
* pixel format first, then size, then rate, and read them back: cameras silently choose others;
* USB 2 carries about five uncompressed 1080p images a second, but thirty as MJPG.

To check on hardware: all of the above, the time from start to a well exposed image (`settle_frames`), that
`buffers` is accepted, and which of the two nodes that most cameras have (`-video-index0`, `-video-index1`) gives
pictures: the other carries metadata only and is refused.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")  # seconds; read once, at the first capture

import cv2
import numpy as np
from pydantic import Field

from drivers.camera.driver import CameraDriver, Habits, Turn, turned
from drivers.driver_spec import DriverSpec, Seconds
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.camera.frame import Image


@dataclass(frozen=True, kw_only=True)
class V4l2Options:
    """Options of `driver = "v4l2"`."""

    path: Annotated[str, Field(pattern=r"^/dev/")]
    """Stable, from /dev/v4l/by-id or /dev/v4l/by-path; by-path when two cameras of one make hang here."""
    width: Annotated[int, Field(ge=160, le=8192)] = 1920
    height: Annotated[int, Field(ge=120, le=8192)] = 1080
    fps: Annotated[float, Field(gt=0, le=120)] = 15.0
    fourcc: Annotated[str, Field(min_length=4, max_length=4)] = "MJPG"
    sees: Literal["person", "document", "both"] = "both"
    turn: Turn = 0
    first_frame_s: Seconds = 6.0
    stall_s: Seconds = 2.5
    rest_after_s: Seconds = 10.0
    settle_frames: Annotated[int, Field(ge=0, le=100)] = 8


class V4l2Feed:
    """Implements `Feed`."""

    def __init__(self, options: V4l2Options) -> None:
        self._options = options
        self._capture: cv2.VideoCapture | None = None

    @property
    def where(self) -> str:
        return self._options.path

    def present(self) -> Outcome[None]:
        path = Path(self._options.path)
        try:
            is_device = stat.S_ISCHR(path.stat().st_mode)
        except OSError as error:
            return Failure("no_device", Action.SITE_KEEPER, f"{path}: {type(error).__name__}")
        if not is_device:
            return Failure("camera_refused", Action.ENGINEER, f"{path}: not a device file")
        if not os.access(path, os.R_OK | os.W_OK):
            return Failure("port_denied", Action.ENGINEER, f"{path}: this user may not open it")
        return Ok(None)

    def start(self) -> Outcome[None]:
        there = self.present()
        if isinstance(there, Failure):
            return there
        options = self._options
        # OpenCV tells no reason: in use by another program, no camera, or a node without pictures.
        capture = cv2.VideoCapture(options.path, cv2.CAP_V4L2)
        if not capture.isOpened():
            capture.release()
            return Failure("camera_refused", Action.ENGINEER, f"{self.where}: in use, or no camera")
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*options.fourcc))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, options.width)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, options.height)
        capture.set(cv2.CAP_PROP_FPS, options.fps)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # the default of four shows the hand where it was before
        self._capture = capture
        return Ok(None)

    def read(self) -> Outcome[Image | None]:
        if self._capture is None:
            return Failure("not_open", Action.NOBODY, self.where)
        came, image = self._capture.read()
        if came and image is not None and image.size:
            return Ok(turned(np.asarray(image, np.uint8), self._options.turn))
        there = self.present()
        if isinstance(there, Failure):
            return Failure("disconnected", Action.SITE_KEEPER, there.detail)
        return Ok(None)

    def stop(self) -> None:
        capture, self._capture = self._capture, None
        if capture is not None:
            capture.release()

    def interrupt(self) -> None:
        """Not possible: `release` while another thread reads crashes. The time limit of `read` is the bound."""


def v4l2(options: V4l2Options) -> CameraDriver:
    habits = Habits(
        name="v4l2",
        sees=options.sees,
        first_frame_s=options.first_frame_s,
        stall_s=options.stall_s,
        rest_after_s=options.rest_after_s,
        settle_frames=options.settle_frames,
        simulated=False,
        same_is_stale=True,
    )
    return CameraDriver(V4l2Feed(options), habits)


DRIVER = DriverSpec(
    V4l2Options,
    v4l2,
    'driver = "v4l2", path = "/dev/v4l/by-id/usb-Example_Camera-video-index0"',
)
