"""No OpenGL on machines without a GPU: Mesa's software driver and its compiler are 120 MB that a start would read, and
hold, to draw nothing. Kivy asks for every window with OpenGL; here another one is given to it (`plain_window.py`), whose
pixels SDL shows by a surface of its own (`surface.py`).
"""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screens.sdl import library, shows_rgb, video_driver

if TYPE_CHECKING:
    from collections.abc import Iterator

_DRIVERS = ("x11", "offscreen")
"""SDL's displays on which such a window was tried."""
NODES = Path("/dev/dri")
DRIVERS = Path("/sys/class/drm")
"""Where Linux has what graphics cards offer, and whose each is."""
_DRAW_NOTHING = frozenset({"vgem", "vkms", "virtio_gpu"})
"""Cards of virtual machines: mostly nothing but memory behind a render node."""


def wanted() -> bool:
    """False with a GPU, on a display of other colours, and with `BANGBAN_SURFACE=texture`."""
    if os.environ.get("BANGBAN_SURFACE") == "texture" or has_gpu():
        return False
    return shows_rgb() and video_driver(library()) in _DRIVERS


def has_gpu() -> bool:
    """One that this user may draw with: a graphics card without drivers for OpenGL has no render node."""
    return any(os.access(node, os.R_OK | os.W_OK) and _draws(node.name) for node in NODES.glob("renderD*"))


def _draws(node: str) -> bool:
    return (DRIVERS / node / "device" / "driver").resolve().name not in _DRAW_NOTHING


def take_the_place_of_kivys() -> None:
    """From now on Kivy's window is one without OpenGL. Before `kivy.core.window` is imported, which opens it."""
    import kivy.core

    select = kivy.core.core_select_lib

    def selected(category: str, *args: Any, **options: Any) -> Any:
        if category != "window":
            return select(category, *args, **options)
        module: Any = import_module("kivy.core.window.window_sdl2")
        module._WindowSDL2Storage = import_module("screens.plain_window").PlainWindow  # noqa: SLF001 - no other way
        with _without_backend():
            return select(category, *args, **options)

    kivy.core.core_select_lib = selected


@contextmanager
def _without_backend() -> Iterator[None]:
    """Kivy's calls to OpenGL do nothing, and it says nothing of that. Programs that are started later open windows of their
    own, and know nothing of it.
    """
    before, log = os.environ.get("KIVY_GL_BACKEND"), logging.getLogger("kivy")
    level = log.level
    os.environ["KIVY_GL_BACKEND"] = "mock"
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)
        del os.environ["KIVY_GL_BACKEND"]
        if before is not None:
            os.environ["KIVY_GL_BACKEND"] = before


def handle_of(window: Any) -> int | None:
    """SDL's window behind Kivy's, when it is one of these."""
    handle: int | None = getattr(window._win, "handle", None)  # noqa: SLF001 - no other way
    return handle
