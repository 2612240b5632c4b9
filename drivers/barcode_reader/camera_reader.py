"""Code reader that looks through one of the machine's cameras: shares the camera that is open, owns none.

To check on hardware: QR codes need about 2 pixels a module, Code 128 about 3, and a fifth of normal light; a fixed
focus must be sharp where a telephone is held.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from drivers.barcode_reader import Symbology  # noqa: TC001  pydantic reads the options' annotations
from drivers.barcode_reader.decoder import Decoder
from drivers.camera import Subject  # noqa: TC001  likewise
from drivers.camera.sources import open_camera
from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from drivers.driver_spec import DriverSpec, Seconds
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading

    from drivers.barcode_reader import Barcode

_SLICE_S = 0.2
"""Longest single wait for a frame; bounds how late a cancel is noticed."""


@dataclass(frozen=True, kw_only=True)
class CameraReaderOptions:
    """Options of `driver = "camera"`."""

    camera: Subject = "document"
    """Which of the machine's cameras sees the codes."""
    symbologies: Annotated[tuple[Symbology, ...], Field(min_length=1)] = (
        "qr",
        "code128",
        "ean13",
        "pdf417",
        "datamatrix",
    )
    """The fewer, the faster, and the less is misread."""
    looks_per_second: Annotated[float, Field(gt=0, le=60)] = 8.0
    """Frames between are passed over, so that looking for codes leaves a core to the screen."""
    no_frames_s: Seconds = 5.0
    """No frame for so long, the camera's start included, is trouble."""
    simulated: bool = False


class CameraReader:
    """`BarcodeReader` on a `FrameSource`. Keeps neither frame nor code."""

    def __init__(self, options: CameraReaderOptions) -> None:
        self._options = options
        self._is_open = False

    @property
    def capabilities(self) -> Capabilities:
        options = self._options
        facts = {"camera": options.camera, "symbologies": " ".join(options.symbologies)}
        return Capabilities(DeviceClass.BARCODE_READER, "camera", options.simulated, facts)

    def open(self) -> Outcome[None]:
        """`no_device` as long as the camera is not open."""
        self._is_open = True
        return self._camera_there()

    def close(self) -> None:
        self._is_open = False

    def claim(self) -> Outcome[None]:
        return self._camera_there()

    def release(self) -> None:
        """Nothing is kept between two reads."""

    def reset(self) -> Outcome[None]:
        return self._camera_there()

    def poll(self) -> DeviceStatus:
        there = self._camera_there()
        if isinstance(there, Failure):
            return DeviceStatus(
                DeviceState.OFFLINE, action=there.action, code=there.code, detail=there.detail
            )
        return DeviceStatus(DeviceState.ONLINE)

    def read(self, cancel: threading.Event, deadline_s: float = 120.0) -> Outcome[Barcode]:
        """Also `no_frames` from a camera that stands still. What it saw before this call is not looked at."""
        begun = time.monotonic()
        until, frame_at = begun + deadline_s, begun
        decoder, after = Decoder(self._options.symbologies), 0
        while not cancel.is_set():
            there = self._camera_there()
            # Looked up anew each time: another one stands for the camera when it comes back.
            source = open_camera(self._options.camera)
            if isinstance(there, Failure) or source is None:
                return there if isinstance(there, Failure) else self._no_camera()
            look_at = time.monotonic() + 1 / self._options.looks_per_second
            frame = source.wait_for_frame(after, _SLICE_S)
            now = time.monotonic()
            if frame is not None:
                after, frame_at = frame.number, now
                code = decoder.look(frame.image) if frame.taken_at >= begun else None
                if code is not None:
                    return Ok(code)
            elif now - frame_at >= self._options.no_frames_s:
                seen = f"{self._options.camera} camera: no frame for {self._options.no_frames_s:g} s"
                return Failure("no_frames", Action.SITE_KEEPER, seen)
            if now >= until:
                return Failure("timeout", Action.RESIDENT, "no code was shown")
            cancel.wait(max(0.0, look_at - time.monotonic()))
        return Failure("cancelled", Action.NOBODY)

    def _camera_there(self) -> Outcome[None]:
        if not self._is_open:
            return Failure("not_open", Action.NOBODY, f"{self._options.camera} camera")
        return Ok(None) if open_camera(self._options.camera) is not None else self._no_camera()

    def _no_camera(self) -> Failure:
        return Failure("no_device", Action.SITE_KEEPER, f"the {self._options.camera} camera is not open")


DRIVER = DriverSpec(
    CameraReaderOptions,
    CameraReader,
    'driver = "camera", camera = "document"',
)
