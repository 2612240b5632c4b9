"""Run by a test: opens the terminal's window as `kiosk run` does, shows a page, and tells as JSON how it stands there.

`python tests/screens/no_opengl_child.py FOLDER [managed]`: with `managed` only a mark of a window manager is left on
the display and looked for.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from pathlib import Path


def leave_mark() -> None:
    """As a window manager does (EWMH), though none is there."""
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XDefaultRootWindow.restype = x.XInternAtom.restype = ctypes.c_ulong
    x.XDefaultRootWindow.argtypes = x.XFlush.argtypes = [ctypes.c_void_p]
    x.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    x.XChangeProperty.argtypes = [
        ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_ulong,
        ctypes.c_int, ctypes.c_int, ctypes.c_void_p, ctypes.c_int,
    ]  # fmt: skip
    display = x.XOpenDisplay(None)
    root = x.XDefaultRootWindow(display)
    window = ctypes.c_ulong(root)
    atoms = [x.XInternAtom(display, name, 0) for name in (b"_NET_SUPPORTING_WM_CHECK", b"WINDOW")]
    x.XChangeProperty(display, root, *atoms, 32, 0, ctypes.byref(window), 1)
    x.XFlush(display)  # the connection stays open: a bare server forgets everything with its last guest


def main(folder: Path, *, managed: bool) -> None:
    from screens import window_manager
    from screens.setup import configure

    if managed:
        leave_mark()
        print(json.dumps({"manages": window_manager.manages()}))
        return
    configure(width=540, height=960, fullscreen=True, kivy_home=folder)
    from kivy.core.window import Window

    from screens.app import TerminalApp
    from screens.samples import Samples
    from screens.theme import Panel

    def drawn() -> None:
        mapped = Path("/proc/self/maps").read_text(encoding="utf-8")
        told = {
            "surface": type(app._surface).__name__,
            "place": [Window.left, Window.top, *Window.size],
            "opengl": [name for name in ("libGL.", "libEGL", "LLVM", "swrast_dri") if name in mapped],
            "environment": os.environ.get("KIVY_GL_BACKEND"),
            "manages": window_manager.manages(),
        }
        print(json.dumps(told))
        app.stop_soon()

    def ready() -> None:
        app.show(Samples("zh").home())

    app = TerminalApp(lambda _: None, Panel(27, 540, 960), ready, drawn, kiosk=True)
    app.run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), managed="managed" in sys.argv[2:])
