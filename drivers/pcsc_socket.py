"""Which PC/SC service this program talks to: the library reads the path of its socket once in the life of a process.

So that a service can be chosen, and another one later (simulators come and go), the path it reads is a link that is
turned to a service while something connects. What is connected stays where it is. Between, the link leads to a file that
is always there: a look that waits for a card fails as "no service" as soon as the path leads nowhere (measured with
pcsc-lite 1.9.9), though its own service is well and only the one chosen last has gone.
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
_BETWEEN = "between"


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
        chosen = _choose(socket)
        if isinstance(chosen, Failure):
            return chosen
        try:
            return make()
        finally:
            if _Chosen.link is not None:
                _turn(_Chosen.link, _Chosen.link.with_name(_BETWEEN))


def _choose(socket: str) -> Outcome[None]:
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
        _Chosen.link.with_name(_BETWEEN).touch()
        os.environ[_VARIABLE] = str(_Chosen.link)
    _turn(_Chosen.link, Path(socket).absolute())
    return Ok(None)


def _turn(link: Path, to: Path) -> None:
    fresh = link.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(to)
    fresh.replace(link)
