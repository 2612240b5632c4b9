"""A camera that is kept open by a supervisor of its own, as the code reader that looks through it needs it."""

from __future__ import annotations

import queue
import time
from typing import TYPE_CHECKING, Any

from drivers_benches import BOUND_S

from drivers.camera import sources
from drivers.camera.mjpeg import MjpegOptions, mjpeg
from drivers.delays import Delays
from drivers.device import DeviceClass
from drivers.simulators.camera.stand import CameraStand
from drivers.supervisor import Supervisor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drivers.camera import Subject
    from drivers.simulators.wires import Wire

_FREE: queue.SimpleQueue[Subject] = queue.SimpleQueue()
"""Who looks through a camera finds it by what it sees: only so many stand beside each other in one program."""
_FREE.put("document")
_FREE.put("person")

_DELAYS = Delays(poll_interval_s=0.02, rest_poll_interval_s=0.02, backoff_first_s=0.01, backoff_most_s=0.02)


class SharedCamera(CameraStand):
    """Implements `Simulator`; `sees` is this one's alone as long as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.sees = _FREE.get(timeout=BOUND_S)
        self.wires: tuple[Wire, ...] = (_Cable(self.camera, self.sees),)
        self.camera.plug()
        options = MjpegOptions(url=self.camera.url, sees=self.sees, first_frame_s=0.5, stall_s=0.3)
        self._supervisor: Supervisor[Any] = Supervisor(
            lambda: mjpeg(options), DeviceClass.CAMERA, lambda *_: None, _DELAYS
        )
        self._supervisor.start()

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        return {"camera": {"camera": self.sees}}

    def close(self) -> None:
        assert self._supervisor.stop(BOUND_S)
        _FREE.put(self.sees)


class _Cable:
    """A `Wire`: the camera's own, and the time until whoever looks through it can know."""

    def __init__(self, wire: Wire, sees: Subject) -> None:
        self._wire, self._sees = wire, sees

    @property
    def plugged(self) -> bool:
        return self._wire.plugged

    @property
    def address(self) -> str:
        return self._wire.address

    def plug(self) -> None:
        self._wire.plug()
        self._until(there=True)

    def unplug(self) -> None:
        self._wire.unplug()
        self._until(there=False)

    def hang_up(self) -> None:
        self._wire.hang_up()

    def _until(self, *, there: bool) -> None:
        until = time.monotonic() + BOUND_S
        while (sources.open_camera(self._sees) is not None) is not there:
            assert time.monotonic() < until, f"the camera is still {'away' if there else 'open'}"
            time.sleep(0.005)
