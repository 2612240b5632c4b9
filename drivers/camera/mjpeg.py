"""Camera that sends `multipart/x-mixed-replace` JPEGs over HTTP: network cameras, and gateways of document
cameras whose vendor's service does the same.

Read with the standard library's HTTP client: a stream that is ended from another thread needs its socket, which
`requests` does not hand out. Basic authentication only; redirects and digest authentication are not followed.

To check on hardware: that the camera allows a second connection for a moment (the check whether it is there opens
one and sends nothing), and how long it takes from connection to first picture.
"""

from __future__ import annotations

import http.client
import socket
import time
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field

from drivers.camera.driver import CameraDriver, Habits, Turn, turned
from drivers.camera.jpeg import decoded
from drivers.camera.multipart import MultipartReader, boundary_of
from drivers.driver_spec import DriverSpec, Seconds
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.camera.frame import Image

_CHUNK = 65536
_LOOK_S = 1.0
_GONE = (OSError, http.client.HTTPException, ValueError)
"""ValueError: reading from a response whose socket another thread has shut."""


@dataclass(frozen=True, kw_only=True)
class MjpegOptions:
    """Options of `driver = "mjpeg"`."""

    url: Annotated[str, Field(pattern=r"^https?://[^/@\s]+(/\S*)?$")]
    """Without user and password, e.g. `http://192.0.2.8:8080/video`."""
    user: str = ""
    password: str = field(default="", repr=False)
    sees: Literal["person", "document", "both"] = "both"
    turn: Turn = 0
    most_fps: Annotated[float, Field(gt=0, le=60)] = 15.0
    """Pictures beyond this are dropped before they are decoded, which is what costs."""
    first_frame_s: Seconds = 4.0
    stall_s: Seconds = 3.0
    rest_after_s: Seconds = 10.0
    settle_frames: Annotated[int, Field(ge=0, le=100)] = 0
    simulated: bool = False


class MjpegFeed:
    """Implements `Feed`."""

    def __init__(self, options: MjpegOptions) -> None:
        self._options = options
        parts = urlsplit(options.url)
        self._secure = parts.scheme == "https"
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if self._secure else 80)
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._socket: socket.socket | None = None
        self._answer: http.client.HTTPResponse | None = None
        self._parts = MultipartReader(b"--")
        self._next_at = 0.0

    @property
    def where(self) -> str:
        return f"{self._host}:{self._port}"  # a path of some cameras holds a key

    def present(self) -> Outcome[None]:
        try:
            socket.create_connection((self._host, self._port), _LOOK_S).close()
        except OSError as error:
            return self._lost("no_device", error)
        return Ok(None)

    def start(self) -> Outcome[None]:
        made = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        connection = made(self._host, self._port, timeout=self._options.first_frame_s)
        try:
            connection.connect()
        except _GONE as error:
            return self._lost("no_device", error)
        self._socket = connection.sock
        try:
            connection.request("GET", self._path, headers=self._headers())
            self._answer = connection.getresponse()
        except _GONE as error:
            return self._lost("disconnected", error)
        kind = self._answer.headers.get("Content-Type", "")
        boundary = boundary_of(kind)
        if self._answer.status != http.HTTPStatus.OK or boundary is None:
            seen = f"{self.where}: HTTP {self._answer.status}, {'a' if boundary else 'no'} stream of pictures"
            return Failure("camera_refused", Action.ENGINEER, seen)
        self._socket.settimeout(self._options.stall_s)
        self._parts = MultipartReader(boundary)
        self._next_at = 0.0
        return Ok(None)

    def read(self) -> Outcome[Image | None]:
        if self._answer is None:
            return Failure("not_open", Action.NOBODY, self.where)
        try:
            data = self._answer.read1(_CHUNK)
        except TimeoutError:
            return Failure("no_frames", Action.SITE_KEEPER, f"{self.where}: silent")
        except _GONE as error:
            return self._lost("disconnected", error)
        if not data:
            return Failure("disconnected", Action.SITE_KEEPER, f"{self.where}: the camera ended the stream")
        pictures = self._parts.feed(data)
        now = time.monotonic()
        if not pictures or now < self._next_at:
            return Ok(None)
        image = decoded(pictures[-1])
        if image is None:
            return Ok(None)
        self._next_at = now + 1 / self._options.most_fps
        return Ok(turned(image, self._options.turn))

    def stop(self) -> None:
        answer, self._answer = self._answer, None
        line, self._socket = self._socket, None
        self._parts = MultipartReader(b"--")
        with suppress(*_GONE):
            if answer is not None:
                answer.close()
        if line is not None:
            line.close()

    def interrupt(self) -> None:
        line = self._socket
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _headers(self) -> dict[str, str]:
        if not self._options.user:
            return {}
        both = f"{self._options.user}:{self._options.password}".encode()
        return {"Authorization": "Basic " + b64encode(both).decode()}

    def _lost(self, code: str, error: Exception) -> Failure:
        return Failure(code, Action.SITE_KEEPER, f"{self.where}: {type(error).__name__}")


def mjpeg(options: MjpegOptions) -> CameraDriver:
    habits = Habits(
        name="mjpeg",
        sees=options.sees,
        first_frame_s=options.first_frame_s,
        stall_s=options.stall_s,
        rest_after_s=options.rest_after_s,
        settle_frames=options.settle_frames,
        simulated=options.simulated,
        same_is_stale=True,
    )
    return CameraDriver(MjpegFeed(options), habits)


DRIVER = DriverSpec(
    MjpegOptions,
    mjpeg,
    'driver = "mjpeg", url = "http://192.0.2.8:8080/video"',
    wire={"url": "http://127.0.0.1:8080/"},
)
