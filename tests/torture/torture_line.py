"""A line that goes wrong: stands between terminal and hub, and loses, doubles, cuts, delays or spoils by a seeded die."""

from __future__ import annotations

import random
import select
import socket
import threading
from collections import Counter, deque
from contextlib import suppress

GOOD = ""
FAULTS = (
    "refuse",  # the connection is cut as soon as it is made
    "cut_request",  # half of the request reaches the hub
    "lose_answer",  # the hub commits, the answer is lost
    "double",  # the request arrives twice, one after the other
    "race",  # the request arrives twice at the same time
    "half_answer",  # the answer breaks off
    "hang",  # the answer comes when nobody waits any more
    "drip",  # the answer comes a byte at a time
    "garbage",  # after the commit something that is no answer
    "error_500",  # of a gateway: the hub never saw it
    "error_after",  # of a gateway: the hub did commit
    "login_page",  # of a captive portal
)
PATIENCE = 3.0
"""Seconds after which the line gives up a terminal that says nothing more."""


class FaultyLine:
    """Forwards to `hub` (host, port); `orders` come first, then the die; `done` counts what was done to requests."""

    def __init__(self, hub: tuple[str, int], *, seed: int, rate: float) -> None:
        self.hub = hub
        self.rate = rate
        self.orders: deque[str] = deque()
        self.done: Counter[str] = Counter()
        self._die = random.Random(seed)
        self._gate = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._take, daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _take(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            client.settimeout(PATIENCE)
            while request := message_from(client):
                with self._gate:
                    fault = self._next_fault()
                    self.done[fault] += 1
                if not self._pass_on(client, request, fault):
                    return

    def _next_fault(self) -> str:
        if self.orders:
            return self.orders.popleft()
        return self._die.choice(FAULTS) if self._die.random() < self.rate else GOOD

    def _pass_on(self, client: socket.socket, request: bytes, fault: str) -> bool:
        """False when the connection is to be cut."""
        match fault:
            case "refuse":
                return False
            case "cut_request":
                with socket.create_connection(self.hub, PATIENCE) as far:
                    far.sendall(request[: len(request) // 2])
                return False
            case "error_500" | "login_page":
                status = "302 Found\r\nLocation: /login" if fault == "login_page" else "500 Trouble"
                client.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 5\r\n\r\nhtml?".encode())
                return True
            case "race":
                twin = threading.Thread(target=self._ask, args=(request,), daemon=True)
                twin.start()
                answer = self._ask(request)
                twin.join()
            case "double":
                self._ask(request)
                answer = self._ask(request)
            case _:
                answer = self._ask(request)
        return self._give(client, answer, fault)

    def _give(self, client: socket.socket, answer: bytes, fault: str) -> bool:
        match fault:
            case "lose_answer":
                return False
            case "half_answer":
                client.sendall(answer[: len(answer) * 2 // 3])
                return False
            case "hang":
                _gone(client, PATIENCE)
                return False
            case "drip":
                for byte in answer:
                    client.sendall(bytes([byte]))
                    if _gone(client, 0.005):
                        return False
            case "garbage":
                client.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{"not":"of this}')
            case "error_after":
                client.sendall(b"HTTP/1.1 502 Gateway\r\nContent-Length: 0\r\n\r\n")
            case _:
                client.sendall(answer)
        return True

    def _ask(self, request: bytes) -> bytes:
        try:
            with socket.create_connection(self.hub, PATIENCE) as far:
                far.settimeout(PATIENCE)
                far.sendall(request)
                return message_from(far)
        except OSError:
            return b""


def message_from(far: socket.socket) -> bytes:
    """One whole HTTP message with a Content-Length; empty when the other side ended before."""
    content = b""
    while b"\r\n\r\n" not in content:
        piece = far.recv(65536)
        if not piece:
            return b""
        content += piece
    head, _, body = content.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = int(lengths[0].split(b":")[1]) - len(body) if lengths else 0
    while missing > 0:
        piece = far.recv(65536)
        if not piece:
            return b""
        content, missing = content + piece, missing - len(piece)
    return content


def _gone(client: socket.socket, seconds: float) -> bool:
    """Whether the terminal hung up within that time."""
    ready, _, _ = select.select([client], [], [], seconds)
    return bool(ready) and client.recv(1, socket.MSG_PEEK) == b""
