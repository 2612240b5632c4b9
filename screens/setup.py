"""Set Kivy up for a kiosk. Must run before any Kivy module is imported, because Kivy reads all of it at
import."""

from __future__ import annotations

import logging
import os
import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

import fonts
from screens import no_opengl
from screens.sdl import desktop_size

if TYPE_CHECKING:
    from pathlib import Path


def configure(
    *,
    width: int,
    height: int,
    fullscreen: bool,
    kivy_home: Path,
    fit: bool = False,
    side: Literal["middle", "left", "right"] = "middle",
    widgets: bool = False,
) -> None:
    """Window size in pixels; with `fit` smaller in proportion when the display could not hold it. `side` is where on
    the display a window stands (left and right: at the top).
    `kivy_home` is a directory of this run only (on tmpfs in production). `widgets`: Kivy's own are shown (the dock's).

    Raises RuntimeError when Kivy's window exists already: the settings would silently not hold.
    """
    if "kivy.core.window" in sys.modules:
        message = "screens.setup.configure() must run before Kivy opens its window"
        raise RuntimeError(message)
    kivy_home.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        # Kivy would parse our command line, write log files and take its settings from the environment and
        # from ~/.kivy/config.ini, where one wrong file survives every restart.
        KIVY_NO_ARGS="1",
        KIVY_NO_FILELOG="1",
        KIVY_NO_ENV_CONFIG="1",
        KIVY_LOG_MODE="PYTHON",
        KIVY_HOME=str(kivy_home),
    )
    # Without a config file Kivy upgrades its own defaults through 27 versions and warns of it on every start.
    logging.getLogger("kivy").setLevel(logging.ERROR)
    from kivy.config import Config

    logging.getLogger("kivy").setLevel(logging.WARNING)
    if not widgets:
        _leave_asyncio_out()
        _leave_style_out(kivy_home)
        if no_opengl.wanted():
            no_opengl.take_the_place_of_kivys()
    if fit:
        width, height = _fitting(width, height)
    wanted: dict[str, dict[str, object]] = {
        "graphics": {
            "width": width,
            "height": height,
            "fullscreen": "auto" if fullscreen else 0,
            "position": "auto" if side == "middle" else "custom",
            "left": max(0, desktop_size()[0] - width) if side == "right" else 0,
            "top": 0,
            "borderless": 0,
            "resizable": 0,
            "show_cursor": 0 if fullscreen else 1,
            "allow_screensaver": 0,
            "multisamples": 0,
            "maxfps": 30,  # holds only while the event-driven loop is switched off
            "verify_gl_main_thread": 1,
        },
        "kivy": {
            "exit_on_escape": 0,
            "desktop": 0,
            "keyboard_mode": "",
            "log_enable": 0,
            "log_level": "warning",
            "pause_on_minimize": 0,
            "default_font": [
                "Noto Sans SC",
                *map(str, (fonts.REGULAR, fonts.REGULAR, fonts.BOLD, fonts.BOLD)),
            ],
        },
        "widgets": {"scroll_timeout": 55},
    }
    for section, settings in wanted.items():
        for name, value in settings.items():
            Config.set(section, name, value)
    # The stage listens to the window itself. Every further provider (probesysfs, mtdev) would open the same touch screen
    # a second time and deliver each press twice; modules bring an inspector and a screenshot key.
    for section in ("input", "modules"):
        for name in list(Config.options(section)):
            Config.remove_option(section, name)


def _leave_asyncio_out() -> None:
    """Kivy's clock takes asyncio along, 6 MiB of it, for apps that run inside such a loop. While the clock is made a name
    stands there for it.
    """
    if "asyncio" in sys.modules:
        return
    stand_in: Any = ModuleType("asyncio")
    stand_in.wait_for = None
    sys.modules["asyncio"] = stand_in
    try:
        import_module("kivy.clock")
    finally:
        del sys.modules["asyncio"]


def _leave_style_out(kivy_home: Path) -> None:
    """Kivy reads the rules of all its widgets when `kivy.lang` is imported, a tenth of the whole start; the terminal shows
    none. While that one import runs its data lie in a folder with an empty file of rules.
    """
    import kivy.resources  # looks where the data lie when it is imported

    (kivy_home / "style.kv").write_text("#:kivy 2.3\n", encoding="ascii")
    data, kivy.kivy_data_dir = kivy.kivy_data_dir, str(kivy_home)
    try:
        import kivy.lang.builder
    finally:
        kivy.kivy_data_dir = data


ROOM = 0.9
"""Share of a display's height that a window may take: there are bars and a title above it."""


def _fitting(width: int, height: int) -> tuple[int, int]:
    """The largest size of the same proportions that this display holds."""
    wide, high = desktop_size()
    if not wide or not high:
        return width, height
    scale = min(1.0, wide / width, ROOM * high / height)
    return round(width * scale), round(height * scale)
