"""What passes between the terminal and a vendor's library in its child process: length, then JSON.

JSON and not pickle, because a pickle from a child that has been led astray could run code here. Bytes travel as
base64 in `{"bytes": "..."}`.
"""

from __future__ import annotations

import base64
import json
import select
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket

LARGEST = 16 * 1024 * 1024
"""Bytes; a page of a document scanner as a picture. More is nonsense."""

_CHUNK = 65536


class Broken(Exception):  # noqa: N818  a state of the line, caught at once
    """The other side is gone, or speaks nonsense. Its text names which."""


class Late(Exception):  # noqa: N818
    """The bound on a wait was reached."""


class Line:
    """One end of the socket pair."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end

    def send(self, message: Any, until: float | None = None) -> None:
        """Raises Late at `until` (monotonic seconds; None waits for ever), Broken, or TypeError when `message` is not
        made of what JSON has and bytes."""
        text = json.dumps(message, default=_as_json).encode()
        left = memoryview(len(text).to_bytes(4, "big") + text)
        while left:
            self._wait(until, to_write=True)
            try:
                left = left[self._end.send(left) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise Broken("gone") from error

    def receive(self, until: float | None = None) -> Any:
        """One message. Raises Late or Broken."""
        size = int.from_bytes(self._exactly(4, until), "big")
        if size > LARGEST:
            raise Broken("a message larger than any")
        try:
            return json.loads(self._exactly(size, until), object_hook=_from_json)
        except (ValueError, RecursionError) as error:
            raise Broken("no message") from error

    def close(self) -> None:
        self._end.close()

    def _exactly(self, size: int, until: float | None) -> bytes:
        data = bytearray()
        while len(data) < size:
            self._wait(until, to_write=False)
            try:
                part = self._end.recv(min(_CHUNK, size - len(data)))
            except OSError as error:
                raise Broken("gone") from error
            if not part:
                raise Broken("gone")
            data += part
        return bytes(data)

    def _wait(self, until: float | None, *, to_write: bool) -> None:
        left = None if until is None else max(0.0, until - time.monotonic())
        ends = [self._end]
        try:
            ready = select.select([] if to_write else ends, ends if to_write else [], [], left)
        except (OSError, ValueError) as error:  # closed from another thread
            raise Broken("gone") from error
        if not any(ready):
            raise Late


def _as_json(value: Any) -> dict[str, str]:
    if isinstance(value, bytes | bytearray | memoryview):
        return {"bytes": base64.b64encode(value).decode()}
    raise TypeError(f"a {type(value).__name__} does not pass to another process")


def _from_json(value: dict[str, Any]) -> Any:
    if value.keys() != {"bytes"}:
        return value
    if not isinstance(value["bytes"], str):
        raise ValueError("bytes travel as text")  # noqa: TRY004  as every other nonsense in a message
    return base64.b64decode(value["bytes"])
