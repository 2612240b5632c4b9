"""The small devices on their stands: plugged in, made from a table as a machine's `config.toml` has it, closed."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from drivers.device import DeviceClass
from drivers.registry import factory
from drivers.simulators.help_key.stand import HelpKeyStand
from drivers.simulators.lights.stand import LightsStand
from drivers.simulators.locker.stand import LockerStand
from drivers.simulators.presence.stand import PresenceStand
from drivers.simulators.relay.stand import RelayStand
from drivers.simulators.speaker.stand import SpeakerStand
from drivers.simulators.ups.stand import UpsStand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

STANDS: dict[str, Callable[[Path], Any]] = {
    "help_key": lambda _: HelpKeyStand(),
    "lights": LightsStand,
    "locker": LockerStand,
    "presence": PresenceStand,
    "relay": RelayStand,
    "speaker": lambda _: SpeakerStand(),
    "ups": lambda _: UpsStand(),
}
QUICK: dict[str, dict[str, Any]] = {
    "help_key": {"debounce_s": 0.03},
    "lights": {"answer_timeout_s": 0.15, "lights": {"card_reader": 1, "scanner.red": 2, "scanner.green": 3}},
    "locker": {"pulse_s": 0.1, "answer_timeout_s": 0.15},
    "presence": {"arrive_s": 0.01, "leave_s": 0.05},
    "relay": {"answer_timeout_s": 0.15},
    "speaker": {},
    "ups": {"answer_timeout_s": 0.2},
}
SMALL = (
    "help_key.contact",
    "lights.relay_board",
    "locker.board_8a",
    "locker.cu48",
    "locker.kerong_cu16",
    "presence.contact",
    "presence.ld2410",
    "relay.lcus",
    "speaker.player_program",
    "ups.nut",
)


class SmallBench:
    """One stand, and what was made for it."""

    def __init__(self, name: str, folder: Path) -> None:
        self.device_class, _, self.driver = name.partition(".")
        self.stand = STANDS[self.device_class](folder)
        self._folder = folder
        self._player = folder / "player"
        self._made: list[Any] = []
        self.plug()

    def make(self, **options: Any) -> Any:
        """The device, not yet open."""
        table = {"driver": self.driver, **self.stand.options()[self.driver], **QUICK[self.device_class]}
        if self.device_class == "speaker":
            table["program"] = str(self._player)
        device = factory(DeviceClass(self.device_class), table | options).value()
        self._made.append(device)
        return device

    def opened(self, **options: Any) -> Any:
        device = self.make(**options)
        outcome = device.open()
        assert not hasattr(outcome, "code"), outcome
        return device

    def do(self, verb: str, *words: str) -> None:
        self.stand.verbs()[verb].do(*words)

    def plug(self) -> None:
        for wire in self.stand.wires:
            wire.plug()
        self._player.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
        self._player.chmod(0o700)

    def unplug(self) -> None:
        """A speaker loses its program, too: nothing else of it can be missed without a sound."""
        for wire in self.stand.wires:
            wire.unplug()
        self._player.unlink(missing_ok=True)

    def close(self) -> None:
        for device in self._made:
            device.close()
        self.unplug()
        self.stand.close()


@contextmanager
def small_on(name: str, folder: Path) -> Iterator[SmallBench]:
    bench = SmallBench(name, folder)
    try:
        yield bench
    finally:
        bench.close()
