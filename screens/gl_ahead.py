"""OpenGL's libraries are opened beside everything else that a start does: Mesa's driver and its compiler are 120 MB, which
the window would wait for when it opens, longest after the machine was switched on.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress
from pathlib import Path
from threading import Thread

from screens.no_opengl import has_gpu


def begin() -> None:
    """At the very first. Where Mesa is not, or lies elsewhere, the window opens a little later."""
    if has_gpu():
        Thread(target=_open, name="gl-ahead", daemon=True).start()


def _open() -> None:
    # Debian builds all of Mesa's drivers into one library under several names.
    for driver in Path("/usr/lib").glob("*/dri/swrast_dri.so"):
        with suppress(OSError):
            ctypes.CDLL(str(driver))
