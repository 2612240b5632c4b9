"""As much of HTTP/1.1 as printing needs, on the printer's side: requests out of a stream of bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_MOST = 64 * 1024 * 1024
_LENGTH = re.compile("[0-9]{1,9}")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;|$)")
"""Not left to `int`, which takes a minus sign (and sends the reader back to where it was) and chokes on 5,000 digits."""


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    body: bytes = field(repr=False)


class BadRequestError(ValueError):
    """Not HTTP, or more than a printer's memory holds."""


class Requests:
    """Collects what one connection sends."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._continued = False

    def feed(self, data: bytes) -> tuple[list[Request], bool]:
        """Whole requests, and whether the client now waits for `100 Continue`. Raises BadRequestError."""
        self._buffer += data
        if len(self._buffer) > _MOST:
            raise BadRequestError
        done: list[Request] = []
        while True:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return done, False
            method, path, headers = _head(bytes(self._buffer[:end]))
            chunked = headers.get("transfer-encoding", "").lower() == "chunked"
            taken = _chunks(self._buffer, end + 4) if chunked else _counted(self._buffer, end + 4, headers)
            if taken is None:
                waits = not self._continued and headers.get("expect", "").lower() == "100-continue"
                self._continued |= waits
                return done, waits
            body, after = taken
            del self._buffer[:after]
            self._continued = False
            done.append(Request(method, path, body))


def answer(status: str, kind: str, body: bytes, *, promised: int | None = None) -> bytes:
    """`promised`: another length than there is."""
    length = len(body) if promised is None else promised
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n".encode() + body


def _head(head: bytes) -> tuple[str, str, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        raise BadRequestError
    pairs = (line.partition(":") for line in lines)
    return words[0], words[1], {name.strip().lower(): value.strip() for name, _, value in pairs}


def _counted(buffer: bytearray, at: int, headers: dict[str, str]) -> tuple[bytes, int] | None:
    length = headers.get("content-length", "0")
    if not _LENGTH.fullmatch(length):
        raise BadRequestError
    end = at + int(length)
    return (bytes(buffer[at:end]), end) if len(buffer) >= end else None


def _chunks(buffer: bytearray, at: int) -> tuple[bytes, int] | None:
    body = bytearray()
    while (line_end := buffer.find(b"\r\n", at)) >= 0:
        told = _CHUNK.match(buffer[at:line_end])
        if told is None:
            raise BadRequestError
        size = int(told[1], 16)
        start, end = line_end + 2, line_end + 2 + size
        if len(buffer) < end + 2:
            return None
        body += buffer[start:end]
        at = end + 2
        if size == 0:
            return bytes(body), at
    return None
