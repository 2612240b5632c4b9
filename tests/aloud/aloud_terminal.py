"""A terminal without a window, with the keypad's simulator on its wire and an ear for its voice."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

import pytest
from aloud_ear import Ear
from product_items import KEPT

from drivers.device import DeviceClass
from drivers.simulators.dock_client import ask
from kiosk import children
from kiosk.config import ROOT, SpeechConfig, load
from kiosk.item_files import items_of
from kiosk.surroundings import surroundings
from kiosk.terminal import WAITED_FOR, Terminal
from kiosk.walk.line import Line
from kiosk.walk.rig import _store_and_link
from kiosk.walk.turns import Turns
from offline_cache.sync import Pace
from outcome import Ok
from visit.views import buttons_of

PATIENCE_S = 60.0
"""Nothing takes so long beside simulators, however busy the machine is: what does never comes."""


class HeardTerminal:
    """What a blind person has of it: a keypad, a card, and ears."""

    def __init__(self, terminal, turns, around):
        self.ear = Ear()
        self._mark = 0
        self._terminal, self._turns, self._around = terminal, turns, around

    def dock(self, verb, *words):
        reply = ask(self._around.endpoints["dock"], verb, *words)
        assert reply.get("ok"), reply

    def press(self, name):
        """One key, and what is said because of it. Each key stops the voice, so that it is known when it was felt; what
        follows from it inside the terminal has been said when no call is due any more, and words that it asked for when
        whoever looks them up has answered all before.
        """
        before = self.ear.stopped
        self._mark = len(self.ear.spoken)
        self.dock("key", name)
        felt = self._turns.until(lambda: self.ear.stopped > before, PATIENCE_S)
        assert felt, f"the key {name} was never felt"
        asked = self._terminal.typing._words.submit(int)
        asked.add_done_callback(lambda _: self._turns.soon(lambda: None))
        assert self._turns.until(asked.done, PATIENCE_S), f"no words after the key {name}"
        return self._heard()

    def touch(self, name):
        """A finger on a button of the screen; what is said because of it."""
        view = self._terminal.mailbox.shown
        event = next(one.event for one in (*buttons_of(view.overlay), *buttons_of(view)) if one.id == name)
        self._mark = len(self.ear.spoken)
        self._terminal.post(event)
        self._turns.until(lambda: True, PATIENCE_S)
        return self._heard()

    def until_usable(self, *devices):
        assert self._turns.until(
            lambda: self._terminal.mailbox.state.machine.usable() >= {*devices}, PATIENCE_S
        )

    def listen(self, what, until=bool):
        """What is said by itself, until enough was said; it must come."""
        enough = self._turns.until(lambda: until(self.ear.since(self._mark)), PATIENCE_S)
        assert enough, f"nothing was said: {what}; heard {self.ear.since(self._mark)}"
        return self._heard()

    def _heard(self):
        """What was not cut off by something newer before it could be heard."""
        heard = self.ear.since(max(self._mark, self.ear.breath))
        self._mark = len(self.ear.spoken)
        return heard

    def until_nobody(self):
        """The visit is over: the next one begins as anybody's."""
        assert self._turns.until(lambda: self.page == "attract", PATIENCE_S), self.page
        self._mark = len(self.ear.spoken)

    @property
    def page(self):
        """For the end of a test and for its failures, never for the player."""
        return self._terminal.mailbox.state.page


@contextmanager
def heard_terminal():
    """With its items. Its hub and its simulators are as quick as itself: beside a screen they give way to it, and on a
    machine that does other things they would be given nothing at all.
    """
    data = Path(tempfile.mkdtemp(prefix="bangban-heard-"))
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(children, "BESIDE", 0)
            yield from _terminal(data)
    finally:
        rmtree(data, ignore_errors=True)


def _terminal(data):
    loaded = load(ROOT / "config.toml")
    assert isinstance(loaded, Ok)
    used = {*map(str, WAITED_FOR), str(DeviceClass.KEYPAD), str(DeviceClass.SPEAKER)}
    tables = {name: table for name, table in loaded.value.devices.items() if str(name) in used}
    tables[DeviceClass.KEYPAD] = {**tables[DeviceClass.KEYPAD], "double_strike_s": 0.0}
    delays = {**loaded.value.delays, "farewell_s": 0.5}
    config = loaded.value.model_copy(
        update={"devices": tables, "delays": delays, "speech": SpeechConfig(engine="written")}
    )
    items = items_of(config, KEPT)
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
