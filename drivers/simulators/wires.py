"""The near ends of real wires: a pseudo terminal and a TCP port, each pluggable and unpluggable."""

from __future__ import annotations

import contextlib
import os
import pty
import random
import select
import socket
import threading
import tty
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")

Reply = Callable[[bytes], None]
Receive = Callable[[bytes, Reply], None]
"""Gets what arrived and a way to answer; called on the wire's thread."""

_CHUNK = 65536


class Wire(Protocol):
    """What the dock can do with any of them."""

    @property
    def plugged(self) -> bool: ...

    @property
    def address(self) -> str: ...

    def plug(self) -> None: ...

    def unplug(self) -> None: ...

    def hang_up(self) -> None:
        """Drop whoever is connected; the next one is welcome."""


class PtyWire:
    """A serial port: `link` points to the pseudo terminal that is there now, as udev names do on a
    terminal."""

    def __init__(self, link: Path, receive: Receive) -> None:
        self._link = link
        self._receive = receive
        self._lock = threading.Lock()
        self._master = -1
        self._slave = -1
        self._wake = (-1, -1)
        self._thread = threading.current_thread()

    @property
    def address(self) -> str:
        return str(self._link)

    @property
    def plugged(self) -> bool:
        return self._master >= 0

    def plug(self) -> None:
        with self._lock:
            if self.plugged:
                return
            # The far side stays open here too: else the line ends whenever the driver closes its port.
            self._master, self._slave = pty.openpty()
            tty.setraw(self._slave)
            os.set_blocking(self._master, False)  # what nobody reads is lost, as on a real line
            fresh = self._link.with_suffix(".new")
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(os.ttyname(self._slave))
            fresh.replace(self._link)
            self._wake = os.pipe()
            self._thread = threading.Thread(
                target=self._serve, args=(self._master, self._wake[0]), daemon=True
            )
            self._thread.start()

    def unplug(self) -> None:
        with self._lock:
            if not self.plugged:
                return
            self._link.unlink(missing_ok=True)
            os.close(self._wake[1])  # ends the serving thread
            # Taken here: whoever plugs it in again meanwhile has others in their place.
            master, self._master = self._master, -1
            slave, thread = self._slave, self._thread
        if thread is not threading.current_thread():
            # While it sits in `select` the kernel keeps the terminal alive, whatever is closed here.
            thread.join(1.0)
        os.close(slave)
        os.close(master)

    def hang_up(self) -> None:
        self.unplug()
        self.plug()

    def send(self, data: bytes) -> None:
        """Say something that nobody asked for."""
        self._write(self._master, data)

    def _serve(self, master: int, wake: int) -> None:
        with contextlib.suppress(OSError, ValueError):
            while True:
                ready, _, _ = select.select([master, wake], [], [])
                if wake in ready:
                    break
                self._receive(os.read(master, _CHUNK), lambda data: self._write(master, data))
        os.close(wake)

    def _write(self, master: int, data: bytes) -> None:
        with self._lock:
            if master == self._master:
                with contextlib.suppress(OSError):
                    os.write(master, data)


def on_free_port(listen: Callable[[int], T]) -> T:
    """Below the ports that the system gives to whoever dials out: nobody else takes it while the device is unplugged."""
    while True:
        with contextlib.suppress(OSError):
            return listen(random.randrange(10_000, 32_000))


class TcpWire:
    """A network port on this machine alone; one guest at a time, as printers are."""

    def __init__(self, port: int, receive: Receive) -> None:
        self._port = port
        self._receive = receive
        self._lock = threading.Lock()
        self._listener: socket.socket | None = None
        self._guest: socket.socket | None = None
        self._door = threading.current_thread()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._port}"

    @property
    def plugged(self) -> bool:
        return self._listener is not None

    def plug(self) -> None:
        with self._lock:
            if self._listener is not None:
                return
            listener = self._listen(self._port) if self._port else on_free_port(self._listen)
            self._port = listener.getsockname()[1]  # the same one again after an unplug
            self._listener = listener
            self._door = threading.Thread(target=self._accept, args=(listener,), daemon=True)
            self._door.start()

    @staticmethod
    def _listen(port: int) -> socket.socket:
        return socket.create_server(("127.0.0.1", port))

    def unplug(self) -> None:
        with self._lock:
            listener, self._listener = self._listener, None
            door = self._door
        if listener is not None:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)  # wakes the thread in accept
            listener.close()
            # While it sits in `accept` the kernel keeps the port taken.
            door.join(1.0)
        self.hang_up()

    def hang_up(self) -> None:
        with self._lock:
            guest, self._guest = self._guest, None
        if guest is not None:
            with contextlib.suppress(OSError):
                guest.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                guest, _ = listener.accept()
                with self._lock:
                    if self._listener is not listener:  # unplugged while this one was let in
                        guest.close()
                        return
                    before, self._guest = self._guest, guest
                if before is not None:
                    with contextlib.suppress(OSError):
                        before.shutdown(socket.SHUT_RDWR)
                threading.Thread(target=self._serve, args=(guest,), daemon=True).start()

    def _serve(self, guest: socket.socket) -> None:
        def reply(data: bytes) -> None:
            with contextlib.suppress(OSError):
                guest.sendall(data)

        with guest, contextlib.suppress(OSError):
            while data := guest.recv(_CHUNK):
                self._receive(data, reply)
