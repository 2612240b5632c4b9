"""The far end of the network camera's wire: an HTTP server that streams JPEGs for as long as a guest stays."""

from __future__ import annotations

import contextlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from drivers.simulators.camera.desk import stills
from drivers.simulators.faults import GARBAGE, Faults
from drivers.simulators.wires import on_free_port

if TYPE_CHECKING:
    from typing import Any

OF_THE_CONNECTION = ("401", "404", "503", "not_a_stream")
OF_A_PICTURE = ("broken_jpeg", "wrong_length")
CONDITIONS = (*OF_THE_CONNECTION, *OF_A_PICTURE)
"""Words for `fail-next`."""
_FRAME_S = 1 / 25


class MjpegServer:
    """Implements `Wire`: unplugged it refuses connections, as a camera without power does."""

    def __init__(self, port: int = 0, frame_s: float = _FRAME_S) -> None:
        self.faults = Faults()
        self.guests = 0
        """Streams that were begun."""
        self._frame_s = frame_s
        self._port = port
        self._server: _Server | None = None
        self._changed = threading.Condition()
        self._scene, self._content = "page", "DEMO"
        self._stills: tuple[bytes, ...] = ()
        self._stalled = self._frozen = False
        self._turn = 0
        """Streams of an earlier turn end."""

    @property
    def url(self) -> str:
        return f"http://{self.address}/"

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._port}"

    @property
    def plugged(self) -> bool:
        return self._server is not None

    def plug(self) -> None:
        if self._server is not None:
            return
        if not self._stills:
            self.show(self._scene)
        self._server = self._serve_on(self._port) if self._port else on_free_port(self._serve_on)
        self._port = self._server.server_address[1]  # the same one again after an unplug
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def _serve_on(self, port: int) -> _Server:
        return _Server(port, self)

    def unplug(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.shutdown()
            server.server_close()
        self.hang_up()

    def hang_up(self) -> None:
        with self._changed:
            self._turn += 1
            self._changed.notify_all()

    def show(self, scene: str) -> None:
        self._draw(scene, self._content)

    def say(self, content: str) -> None:
        self._draw("code", content)

    def move(self, *, stalled: bool = False, frozen: bool = False) -> None:
        """`stalled`: no picture any more; `frozen`: the same one again and again."""
        with self._changed:
            self._stalled, self._frozen = stalled, frozen
            self._changed.notify_all()

    def state(self) -> dict[str, object]:
        with self._changed:
            motion = "stalled" if self._stalled else "frozen" if self._frozen else "running"
            return {"scene": self._scene, "motion": motion, "url": self.url}

    def _draw(self, scene: str, content: str) -> None:
        made = stills(scene, content)
        with self._changed:
            self._scene, self._content, self._stills = scene, content, made

    def stream(self, guest: _Guest) -> None:
        """On the guest's own thread, until one of the two goes."""
        with self._changed:
            turn = self._turn
            self.guests += 1
        number = 0
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._turn != turn, self._frame_s)
                if self._turn != turn:
                    return
                if self._stalled:
                    continue
                number += not self._frozen
                jpeg = self._stills[number % len(self._stills)]
            disturbance = self.faults.take()
            if disturbance.delay_s:
                self.faults.cleared.wait(disturbance.delay_s)
            if disturbance.drop:
                return
            if disturbance.garbage:
                guest.wfile.write(GARBAGE)
            elif not disturbance.silent:
                failure = self.faults.take_failure()
                if failure in OF_THE_CONNECTION:
                    self.faults.fail_next(failure)  # it befalls the guest when it comes back
                    return
                guest.wfile.write(_part(jpeg, failure))


def _part(jpeg: bytes, failure: str) -> bytes:
    size = len(jpeg)
    if failure == "broken_jpeg":
        jpeg = jpeg[: size // 2] + GARBAGE * 40
        size = len(jpeg)
    elif failure == "wrong_length":
        size //= 3
    return b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n" % (size, jpeg)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, camera: MjpegServer) -> None:
        self.camera = camera
        super().__init__(("127.0.0.1", port), _Guest)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A guest that goes in the middle of a picture is nothing to tell."""


class _Guest(BaseHTTPRequestHandler):
    server: _Server
    timeout = 5

    def do_GET(self) -> None:
        camera = self.server.camera
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)  # a stall is felt at once
        failure = camera.faults.take_failure()
        if failure in OF_A_PICTURE:
            camera.faults.fail_next(failure)
        elif failure.isdigit():
            self.send_error(int(failure))
            return
        plain = failure == "not_a_stream"
        kind = "text/html" if plain else "multipart/x-mixed-replace; boundary=frame"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        if not plain:
            with contextlib.suppress(OSError):
                camera.stream(self)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name is the library's
        """Nothing to tell."""
