"""The screens alone, as the HTML page is: views made beforehand, changed by touches; no visit, device, store or hub.

`python -m benchmarks.chromium_screens FOLDER`, where `benchmarks.chromium_page` has written.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.chromium_walk import BEGIN, LINKS, TYPED_MOST
from screens import freed, gl_ahead
from screens.setup import configure
from visit.events import KeyPressed
from visit.views import View, buttons_of

if TYPE_CHECKING:
    from benchmarks.chromium_walk import Content
    from visit.events import Event


def main(folder: Path, diagonal_inch: float, width: int, height: int) -> None:
    freed.one_heap()
    gl_ahead.begin()
    pages: Content = pickle.loads((folder / "views.pickle").read_bytes())
    configure(width=width, height=height, fullscreen=True, kivy_home=folder / "kivy")
    from screens.app import TerminalApp
    from screens.theme import Panel

    now, typed = BEGIN[0], ""

    def heard(event: Event) -> None:
        nonlocal now, typed
        if isinstance(event, KeyPressed):
            typed = _after(typed, event.key)
            app.show(pages.typed(typed))
            return
        for page, id_, to in LINKS:
            if page == now and event == _event_of(pages.views[page], id_):
                now, typed = to, ""
                app.show(pages.views[to])
                return

    def ready() -> None:
        app.show(pages.views[now])

    app = TerminalApp(heard, Panel(diagonal_inch, width, height), ready, kiosk=True)
    app.run()


def _event_of(view: View, id_: str) -> Event:
    return next(one.event for one in buttons_of(view) if one.id == id_)


def _after(typed: str, key: str) -> str:
    if key == "delete":
        return typed[:-1]
    return "" if key == "clear" else (typed + key)[:TYPED_MOST]


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
