"""The pictures out of a `multipart/x-mixed-replace` stream, whatever its sender gets wrong.

Parts are as in RFC 2046. Seen in the field (from public issue threads, no standard): a boundary in the header that
already has its two dashes, parts without Content-Length, a wrong Content-Length, bare line feeds.
"""

from __future__ import annotations

MOST_BYTES = 16 * 1024 * 1024
"""Of one picture; a longer part is skipped."""
_MOST_HEADER = 8192
_JPEG_STARTS, _JPEG_ENDS = b"\xff\xd8", b"\xff\xd9"


def boundary_of(content_type: str) -> bytes | None:
    """The parts' dividing line from a Content-Type header; None when this is no stream of parts."""
    kind, *parameters = content_type.split(";")
    if not kind.strip().lower().startswith("multipart/"):
        return None
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        name = value.strip().strip('"').lstrip("-")
        if key.strip().lower() == "boundary" and name:
            return b"--" + name.encode("latin-1", "ignore")
    return None


class MultipartReader:
    """Feed it bytes as they come; it hands out whole JPEGs. Never holds more than about one picture."""

    def __init__(self, boundary: bytes, most_bytes: int = MOST_BYTES) -> None:
        self._boundary = boundary
        self._most = most_bytes
        self._buffer = bytearray()
        self._in_part = False
        self._length: int | None = None
        self._searched = 0
        self.broken = 0
        """Parts that were no whole JPEG."""

    def feed(self, data: bytes) -> list[bytes]:
        self._buffer += data
        pictures: list[bytes] = []
        while self._step(pictures):
            pass
        return pictures

    def _step(self, pictures: list[bytes]) -> bool:
        """False: more bytes are needed."""
        return self._body(pictures) if self._in_part else self._head()

    def _head(self) -> bool:
        at = self._buffer.find(self._boundary)
        if at < 0:
            del self._buffer[: max(0, len(self._buffer) - len(self._boundary))]
            return False
        start = at + len(self._boundary)
        found = [
            (end, len(gap)) for gap in (b"\r\n\r\n", b"\n\n") if (end := self._buffer.find(gap, start)) >= 0
        ]
        if not found:
            if len(self._buffer) - start <= _MOST_HEADER:
                return False
            del self._buffer[:start]  # no header is that long: this was no beginning
            return True
        end, gap_size = min(found)
        self._length = _content_length(bytes(self._buffer[start:end]), self._most)
        del self._buffer[: end + gap_size]
        self._in_part, self._searched = True, 0
        return True

    def _body(self, pictures: list[bytes]) -> bool:
        if self._length is not None:
            if len(self._buffer) < self._length:
                return False
            size, self._length = self._length, None
            if self._buffer[:size].endswith(_JPEG_ENDS) and self._buffer.startswith(_JPEG_STARTS):
                self._take(size, pictures)
                return True
            # A wrong length: the next dividing line tells where the part really ends.
        at = self._buffer.find(self._boundary, self._searched)
        if at >= 0:
            self._take(at, pictures)
            return True
        self._searched = max(0, len(self._buffer) - len(self._boundary))
        if len(self._buffer) > self._most:
            self.broken += 1
            self._in_part = False
            return True
        return False

    def _take(self, size: int, pictures: list[bytes]) -> None:
        body = bytes(self._buffer[:size])
        whole = body[: body.rfind(_JPEG_ENDS) + 2]
        if whole.startswith(_JPEG_STARTS) and len(whole) > 4:
            pictures.append(whole)
        else:
            self.broken += 1
        del self._buffer[:size]
        self._in_part = False


def _content_length(header: bytes, most: int) -> int | None:
    for line in header.splitlines():
        key, _, value = line.partition(b":")
        text = value.strip()
        if key.strip().lower() == b"content-length" and text.isdigit() and len(text) < 10:
            size = int(text)
            return size if 0 < size <= most else None
    return None
