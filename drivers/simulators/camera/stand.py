"""The camera on the bench: an HTTP stream, and the hand that lays paper before it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from drivers.simulators.camera.desk import SCENES
from drivers.simulators.camera.mjpeg_server import CONDITIONS, MjpegServer
from drivers.simulators.simulator import Verb, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drivers.simulators.faults import Faults


class CameraStand:
    """Implements `Simulator`."""

    name = "camera"

    def __init__(self, port: int = 0) -> None:
        """`port` 0: any free one."""
        self.camera = MjpegServer(port)
        self.wires = (self.camera,)

    @property
    def faults(self) -> Faults:
        return self.camera.faults

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        return {"mjpeg": {"url": self.camera.url}}

    def failure(self, word: str) -> str:
        return one_of(word, CONDITIONS)

    def verbs(self) -> dict[str, Verb]:
        camera = self.camera

        def show(scene: str) -> None:
            camera.show(one_of(scene, tuple(SCENES)))

        return {
            "camera-show": Verb(
                "|".join(SCENES), "镜头前换一幅画面", "put something before the camera", show
            ),
            "camera-content": Verb(
                "TEXT", "镜头前出示含此内容的二维码", "hold up a QR code with this text", camera.say
            ),
            "camera-stall": Verb(
                "", "画面停止送出", "send no more pictures", partial(camera.move, stalled=True)
            ),
            "camera-freeze": Verb(
                "", "反复送出同一帧", "send the same picture for ever", partial(camera.move, frozen=True)
            ),
            "camera-run": Verb("", "恢复正常送图", "send live pictures again", camera.move),
            "camera-close": Verb(
                "", "断开视频流（可重连）", "end the stream; a new one is welcome", camera.hang_up
            ),
        }

    def state(self) -> dict[str, object]:
        """Which scene; never what it says."""
        return self.camera.state()

    def close(self) -> None:
        """Nothing but wires."""
