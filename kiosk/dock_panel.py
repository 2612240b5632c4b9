"""What stands in the dock's window. Imported only after `screens.setup.configure`: Kivy reads its settings then."""

from __future__ import annotations

from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.button import Button
from kivy.uix.label import Label
from kivy.uix.scrollview import ScrollView
from kivy.uix.textinput import TextInput

from drivers.simulators.dock_client import ask
from kiosk.dock_keys import Key, keys_of
from kiosk.locale import language, told

LOOK_S = 2.0
"""How often the window looks at what others did to the devices."""
TEAL = (0.04, 0.33, 0.37, 1)
SOFT = (0.87, 0.93, 0.94, 1)
CORAL = (0.75, 0.22, 0.17, 1)
INK = (0.1, 0.1, 0.1, 1)
GROUND = (0.97, 0.97, 0.95, 1)
LEFT_OUT = frozenset({"cards", "plugged", "faults"})
"""Said otherwise: as keys, and above the facts."""


def told_of(facts: dict[str, Any]) -> str:
    """A device's state, a fact a line; of a list (of paths, mostly) only how long it is."""
    plugged = told("dock.plugged" if facts["plugged"] else "dock.unplugged")
    shown = {name: fact for name, fact in facts.items() if name not in LEFT_OUT}
    lines = [f"{name}: {len(fact) if isinstance(fact, list) else fact}" for name, fact in shown.items()]
    return "\n".join(part for part in (plugged, ", ".join(facts["faults"]), *lines) if part)


def troubled(facts: dict[str, Any]) -> bool:
    """Whether a hand did something to it that a person would not guess from its facts."""
    return not facts["plugged"] or bool(facts["faults"])


class DockPanel(App):  # type: ignore[misc]
    """Devices on the left; the chosen one's state and keys on the right."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self._high = Window.height / 26
        self._verbs = ask(address, "verbs")["verbs"]
        self._states: dict[str, dict[str, Any]] = ask(address, "state")["state"]
        self._chosen = next(iter(self._states))
        self._devices, self._keys = _column(), _column()
        self._facts = Label(
            font_size=self._high * 0.38, halign="left", valign="top", color=INK, size_hint_y=0.3
        )
        self._typed = TextInput(
            multiline=False, size_hint_y=None, height=self._high, font_size=self._high * 0.42
        )

    def build(self) -> Any:
        self.title = told("dock.title")
        Window.clearcolor = GROUND
        self._facts.bind(size=lambda label, size: setattr(label, "text_size", size))
        self._typed.hint_text = told("dock.words")
        right = BoxLayout(orientation="vertical", spacing=4)
        for part in (self._facts, self._typed, _scrolled(self._keys)):
            right.add_widget(part)
        root = BoxLayout(padding=8, spacing=8)
        root.add_widget(_scrolled(self._devices, size_hint_x=0.36))
        root.add_widget(right)
        self._choose(self._chosen)
        Clock.schedule_interval(lambda _: self._do("state"), LOOK_S)
        return root

    def _choose(self, device: str) -> None:
        self._chosen = device
        self._keys.clear_widgets()
        for key in keys_of(device, self._verbs, language()):
            ground, ink = (SOFT, INK) if key.asks else (TEAL, GROUND)
            label = f"{key.label}  {key.help}"
            self._keys.add_widget(self._button(label, ground, ink, lambda key=key: self._press(key)))
        self._look()

    def _press(self, key: Key) -> None:
        self._do(key.verb, *key.words, *(self._typed.text.split() if key.asks else ()))

    def _look(self) -> None:
        """Draw what is known."""
        self._devices.clear_widgets()
        for name, facts in self._states.items():
            here = name == self._chosen
            ground = CORAL if troubled(facts) else TEAL if here else SOFT
            ink = GROUND if here or troubled(facts) else INK
            self._devices.add_widget(self._button(name, ground, ink, lambda name=name: self._choose(name)))
        self._facts.text = told_of(self._states[self._chosen])

    def _do(self, verb: str, *words: str) -> None:
        try:
            reply = ask(self._address, verb, *words)
        except OSError:
            self.stop()  # the simulators ended
            return
        if not reply.get("ok"):
            self._facts.text = str(reply.get("error"))
        elif reply["state"] != self._states or verb != "state":
            self._states = reply["state"]
            self._look()

    def _button(self, text: str, ground: tuple[float, ...], ink: tuple[float, ...], call: Any) -> Any:
        one = Button(
            text=text,
            size_hint_y=None,
            height=self._high,
            font_size=self._high * 0.4,
            background_normal="",
            background_color=ground,
            color=ink,
            halign="left",
            valign="middle",
            padding=(self._high * 0.3, 0),
            shorten=True,
        )
        one.bind(size=lambda button, size: setattr(button, "text_size", size))
        one.bind(on_press=lambda _: call())
        return one


def _column() -> Any:
    box = BoxLayout(orientation="vertical", spacing=2, size_hint_y=None)
    box.bind(minimum_height=box.setter("height"))
    return box


def _scrolled(box: Any, **size: Any) -> Any:
    view = ScrollView(**size)
    view.add_widget(box)
    return view
