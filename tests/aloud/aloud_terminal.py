"""A terminal without a window, with the keypad's simulator on its wire and an ear for its voice."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

from aloud_ear import Ear

from drivers.device import DeviceClass
from drivers.simulators.dock_client import ask
from kiosk.config import ROOT, load
from kiosk.terminal import WAITED_FOR, Terminal, items_of, surroundings
from kiosk.walk.line import Line
from kiosk.walk.rig import _store_and_link
from kiosk.walk.turns import Turns
from offline_cache.sync import Pace
from outcome import Ok

PATIENCE_S = 30.0
STRIKE_S = 0.3
"""The same key again sooner is taken for a double strike."""
QUIET_S = 0.06
"""After a voice that has said nothing for so long, a person presses the next key."""


class HeardTerminal:
    """What a blind person has of it: a keypad, a card, and ears."""

    def __init__(self, terminal, turns, around):
        self.ear = Ear()
        self._last = ""
        self._terminal, self._turns, self._around = terminal, turns, around

    def dock(self, verb, *words):
        reply = ask(self._around.endpoints["dock"], verb, *words)
        assert reply.get("ok"), reply

    def press(self, name):
        """One key; what is said then."""
        if name == self._last == "ok":
            self._turns.until(lambda: False, STRIKE_S)
        self._last = name
        self.dock("key", name)
        return self.listen(f"the key {name}")

    def listen(self, what, until=lambda heard: True):
        """What is said until it is quiet again; it must come."""
        heard = []

        def said():
            heard.extend(self.ear.fresh())
            return heard and until(heard)

        assert self._turns.until(said, PATIENCE_S), f"nothing was said: {what}; heard {heard}"
        while True:
            self._turns.until(lambda: False, QUIET_S)
            more = self.ear.fresh()
            if not more:
                return heard
            heard += more

    def wait(self):
        """What is said within a second, if anything."""
        self._turns.until(lambda: False, 1.0)
        return self.ear.fresh()

    @property
    def page(self):
        """For the end of a test and for its failures, never for the player."""
        return self._terminal.mailbox.state.page


@contextmanager
def heard_terminal():
    loaded = load(ROOT / "config.toml")
    assert isinstance(loaded, Ok)
    used = {*map(str, WAITED_FOR), str(DeviceClass.KEYPAD)}
    tables = {name: table for name, table in loaded.value.devices.items() if str(name) in used}
    tables[DeviceClass.KEYPAD] = {**tables[DeviceClass.KEYPAD], "double_strike_s": 0.0}
    delays = {**loaded.value.delays, "farewell_s": 0.5}
    config = loaded.value.model_copy(update={"devices": tables, "delays": delays})
    data = Path(tempfile.mkdtemp(prefix="bangban-heard-"))
    items = items_of(config)
    assert isinstance(items, Ok)
    around = surroundings(config, data)
    assert isinstance(around, Ok), around
    opened = _store_and_link(config, data, around.value, Line())
    assert isinstance(opened, Ok), opened
    turns = Turns()
    heard = HeardTerminal(None, turns, around.value)
    terminal = Terminal(
        config, around.value, items.value, *opened.value, scheduler=turns, show=lambda _: None,
        wipe_screen=lambda: None, speaker=heard.ear, pace=replace(Pace(), probe_every=0.25), read_again_s=0.0,
    )  # fmt: skip
    heard._terminal = terminal
    terminal.start()
    try:
        ready = turns.until(
            lambda: terminal.mailbox.state.page == "attract" and terminal.mailbox.state.machine.line_up,
            PATIENCE_S,
        )
        assert ready
        yield heard, items.value
    finally:
        terminal.stop()
        rmtree(data, ignore_errors=True)
