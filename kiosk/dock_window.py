"""The dev dock beside a windowed terminal: a small window with the simulators' verbs, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from drivers.simulators.dock_client import ask
from kiosk.locale import language, told

SIZE = (560, 900)


class DockWindow:
    """Handle of the child process."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(5)


def beside(address: str) -> DockWindow | None:
    """Open the dock's window; None when nothing is simulated."""
    if not address:
        return None
    return DockWindow(subprocess.Popen([sys.executable, "-m", "kiosk.dock_window", address]))


def keys_of(verbs: list[dict[str, str]], cards: list[str]) -> list[tuple[str, tuple[str, ...]]]:
    """What gets a key: every card, and every verb that needs no word. The others are for the command line."""
    keys = [(f"insert-card {card}", ("insert-card", card)) for card in cards]
    return keys + [
        (f"{one['verb']}  {one[language()]}", (one["verb"],))
        for one in verbs
        if (not one["usage"] or one["usage"].startswith("[")) and one["verb"] != "verbs"
    ]


def main() -> None:
    """The window: a column of keys, the state of all simulators below."""
    address = sys.argv[1]
    from screens.setup import configure

    configure(
        width=SIZE[0],
        height=SIZE[1],
        fullscreen=False,
        kivy_home=Path(address).parent / "dock-window",  # goes with the simulators' folder
        fit=True,
        side="left",
    )
    from kivy.config import Config

    Config.set("input", "mouse", "mouse,disable_multitouch")  # these are Kivy's own buttons
    from kivy.app import App
    from kivy.core.window import Window
    from kivy.uix.boxlayout import BoxLayout
    from kivy.uix.button import Button
    from kivy.uix.label import Label
    from kivy.uix.scrollview import ScrollView

    high = Window.height / 26

    class Dock(App):  # type: ignore[misc]
        def build(self) -> Any:
            self.title = told("dock.title")
            Window.clearcolor = (0.97, 0.97, 0.95, 1)
            root = BoxLayout(orientation="vertical", padding=8, spacing=4)
            column = BoxLayout(orientation="vertical", spacing=2, size_hint_y=None)
            column.bind(minimum_height=column.setter("height"))
            cards = ask(address, "state")["state"]["id_card_reader"]["cards"]
            for label, words in keys_of(ask(address, "verbs")["verbs"], cards):
                key = Button(
                    text=label, size_hint_y=None, height=high, font_size=high * 0.42, background_normal=""
                )
                key.background_color = (0.04, 0.33, 0.37, 1)
                key.bind(on_press=lambda _, words=words: self.do(words))
                column.add_widget(key)
            scroll = ScrollView(size_hint_y=0.72)
            scroll.add_widget(column)
            root.add_widget(scroll)
            self.state = Label(
                size_hint_y=0.28, font_size=high * 0.36, halign="left", valign="top", color=(0.1, 0.1, 0.1, 1)
            )
            self.state.bind(size=lambda label, size: setattr(label, "text_size", size))
            root.add_widget(self.state)
            self.do(("state",))
            return root

        def do(self, words: tuple[str, ...]) -> None:
            try:
                reply = ask(address, *words)
            except OSError:
                self.stop()
                return
            if reply.get("ok"):
                self.state.text = "\n".join(
                    f"{name}: "
                    + ", ".join(f"{key} {value}" for key, value in facts.items() if key != "cards")
                    for name, facts in reply["state"].items()
                )
            else:
                self.state.text = str(reply.get("error"))

    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    Dock().run()


if __name__ == "__main__":
    main()
