"""A real pcscd of one's own, with nothing but the virtual reader, beside whatever PC/SC service the machine has.

pcscd serves one machine by one folder, /run/pcscd. Here it runs in a private mount namespace, where that folder is a
folder of the bench: several benches do not see each other, nor the machine's readers. That needs the packages pcscd
and vsmartcard-vpcd, and the right to make a namespace: root, or a system that lets users have their own. Its virtual
reader listens on every network address, without asking who comes: a workbench, never a machine that stands in public.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import threading
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

READER = "Virtual PCD 00 00"
SECOND_READER = "Virtual PCD 00 01"
"""As PC/SC lists them. The second one listens on the port after the first one's."""

_START_WITHIN_S = 5.0
_LIBRARIES = (
    Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so"),
    Path("/usr/local/lib/pcsc/drivers/serial/libifdvpcd.so"),
)
_IN_NAMESPACE = """
set -e
mount -t tmpfs tmpfs /run
mkdir /run/pcscd
mount --bind "$1" /run/pcscd
shift
# Whoever started this is gone when its end of the pipe is: then end too.
exec 3<&0
{ cat <&3 >/dev/null; kill $$ 2>/dev/null; } >/dev/null 2>&1 &
exec "$@" 3<&- </dev/null
"""


class PcscService:
    """A `Wire`."""

    def __init__(self, folder: Path, moved: Callable[[int], None]) -> None:
        """`folder`: for its socket, settings and log; a short path. `moved` is told the port of the virtual reader at
        each start, and 0 at each end."""
        self._folder = folder
        self._moved = moved
        self._lock = threading.RLock()
        self._process: subprocess.Popen[bytes] | None = None
        self._plugged = False
        self.why_not = ""
        """Why it does not run though it should: for the person at the dock."""

    @property
    def address(self) -> str:
        return str(self._folder / "run" / "pcscd.comm")

    @property
    def plugged(self) -> bool:
        """As the hand left it, also where it cannot run."""
        return self._plugged

    @property
    def running(self) -> bool:
        return self._process is not None

    def plug(self) -> None:
        with self._lock:
            self._plugged = True
            if self._process is not None:
                return
            self.why_not = _missing()
            if not self.why_not:
                self._start()

    def unplug(self) -> None:
        with self._lock:
            self._plugged = False
            self._moved(0)
            process, self._process = self._process, None
            if process is not None:
                _stop(process)
            Path(self.address).unlink(missing_ok=True)

    def hang_up(self) -> None:
        self.unplug()
        self.plug()

    def _start(self) -> None:
        ipc, settings, drivers = (self._folder / name for name in ("run", "conf", "none"))
        for one in (ipc, settings, drivers):
            one.mkdir(parents=True, exist_ok=True)
        port = _free_port()
        (settings / "vpcd").write_text(
            f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:0x{port:04X}\n'
            f"LIBPATH {_library()}\nCHANNELID 0x{port:04X}\n",
            encoding="ascii",
        )
        command = ["unshare", *([] if os.geteuid() == 0 else ["--map-root-user"]), "--mount", "sh", "-c"]
        command += [_IN_NAMESPACE, "pcscd", str(ipc), _pcscd(), "--foreground", "--config", str(settings)]
        if "--disable-polkit" in _help():
            command.append(
                "--disable-polkit"
            )  # it would ask the bus of the system, which this one cannot see
        # The drivers of real readers are hidden from it: those belong to the machine's own service.
        surroundings = {**os.environ, "PCSCLITE_HP_DROPDIR": str(drivers)}
        log = self._folder / "pcscd.log"
        with log.open("wb") as said:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=said, stderr=subprocess.STDOUT, env=surroundings
            )
        if _comes_up(process, Path(self.address)):
            self._process = process
            self._moved(port)
            return
        _stop(process)
        last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        self.why_not = f"pcscd did not start: {last[0] if last else 'it said nothing'}"


def _missing() -> str:
    if not _pcscd():
        return "the package pcscd is not installed"
    if _library() is None:
        return "the package vsmartcard-vpcd is not installed"
    return "" if shutil.which("unshare") else "the package util-linux (unshare) is not installed"


def _pcscd() -> str:
    return shutil.which("pcscd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin") or ""


def _library() -> Path | None:
    return next((one for one in _LIBRARIES if one.exists()), None)


@cache
def _help() -> str:
    said = subprocess.run([_pcscd(), "--help"], capture_output=True, check=False, timeout=_START_WITHIN_S)
    return said.stdout.decode("utf-8", "replace")


def _free_port() -> int:
    """The first of two free ports side by side, for the two slots of the virtual reader; below those that the system
    gives to whoever dials out."""
    while True:
        port = random.randrange(10_000, 32_000, 2)
        with suppress(OSError), socket.create_server(("", port)), socket.create_server(("", port + 1)):
            return port


def _comes_up(process: subprocess.Popen[bytes], address: Path) -> bool:
    until = time.monotonic() + _START_WITHIN_S
    while process.poll() is None and time.monotonic() < until:
        # Its socket is there a moment before it listens.
        with suppress(OSError), socket.socket(socket.AF_UNIX) as guest:
            guest.connect(str(address))
            return True
        time.sleep(0.005)
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(_START_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
