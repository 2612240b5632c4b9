"""Which PC/SC service this program talks to: the library reads the path of its socket once in the life of a process.

So that a service can be chosen, and another one later (simulators come and go), the path it reads is a link that is
turned. What is already connected stays where it is.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

_VARIABLE = "PCSCLITE_CSOCK_NAME"


class _Chosen:
    """What the library of this process has read."""

    lock = threading.Lock()
    link: Path | None = None
    by_itself = False
    """It was used without a choice: it stays with the system's own service."""


def connect(socket: str, make: Callable[[], Outcome[Any]]) -> Outcome[Any]:
    """What `make` connects goes to the service behind `socket`; empty: the system's own, or that of the surroundings.

    `config` when this program is bound to another one already.
    """
    with _Chosen.lock:  # until it is connected nobody else turns the link
        turned = _turn(socket)
        return turned if isinstance(turned, Failure) else make()


def _turn(socket: str) -> Outcome[None]:
    if not socket:
        if _Chosen.link is None:
            _Chosen.by_itself = True
            return Ok(None)
        return Failure("config", Action.ENGINEER, "another PC/SC socket is in use in this program")
    if _Chosen.by_itself:
        return Failure("config", Action.ENGINEER, f"{socket}: this program already uses the system's PC/SC")
    if _Chosen.link is None:
        folder = tempfile.mkdtemp(prefix="bangban-pcsc-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        _Chosen.link = Path(folder) / "socket"
        os.environ[_VARIABLE] = str(_Chosen.link)
    fresh = _Chosen.link.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(Path(socket).absolute())
    fresh.replace(_Chosen.link)
    return Ok(None)
