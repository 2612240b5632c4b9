"""Takes real-time commands (DLE ...) out of the line, wherever they stand.

Even inside a picture: some printers do, so that a driver which does not defuse its pictures is found out
here.
"""

from __future__ import annotations

_DLE = 0x10
_CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


class RealTimeFilter:
    """Splits arriving bytes into what waits in the buffer and what is obeyed at once."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> tuple[bytes, list[bytes]]:
        """Bytes for the buffer, and whole real-time commands in order."""
        data = self._held + data
        self._held = b""
        queued, urgent, at = bytearray(), list[bytes](), 0
        while at < len(data):
            size = _length(data[at : at + len(_CLEAR)]) if data[at] == _DLE else 0
            if size is None:
                self._held = data[at:]
                break
            if size:
                urgent.append(data[at : at + size])
                at += size
            else:
                queued.append(data[at])
                at += 1
        return bytes(queued), urgent


def _length(data: bytes) -> int | None:
    """Length of the real-time command that begins here; 0 if it is none, None while that cannot be told."""
    if len(data) < 2:
        return None
    if data[1] == 0x14:
        if data.startswith(_CLEAR):
            return len(_CLEAR)
        return None if _CLEAR.startswith(data) else 0
    if data[1] not in {0x04, 0x05}:
        return 0
    if len(data) < 3:
        return None
    allowed = (1, 2, 3, 4) if data[1] == 0x04 else (0, 1, 2)
    return 3 if data[2] in allowed else 0
