"""The kernel asks over a quiet TCP line whether the other end is there: what lost its power says no goodbye."""

from __future__ import annotations

import socket

AFTER_S, EVERY_S, TIMES = 5, 2, 3
"""So a dead line ends some ten seconds after its last word, without this program doing anything for it."""


def keep_alive(line: socket.socket) -> None:
    """Raises OSError for a socket that is closed."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, AFTER_S)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, EVERY_S)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, TIMES)
