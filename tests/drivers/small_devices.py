"""The small devices on their stands: plugged in, made from a table as a machine's `config.toml` has it, closed."""

from __future__ import annotations

import array
import io
import sys
import threading
import wave
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from drivers.device import DeviceClass
from drivers.registry import factory
from drivers.simulators.help_key.stand import HelpKeyStand
from drivers.simulators.keypad.stand import KeypadStand
from drivers.simulators.lights.stand import LightsStand
from drivers.simulators.locker.stand import LockerStand
from drivers.simulators.presence.stand import PresenceStand
from drivers.simulators.relay.stand import RelayStand
from drivers.simulators.speaker.stand import SpeakerStand
from drivers.simulators.ups.stand import UpsStand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from drivers.simulators.wires import Wire


EACH_S = 0.1
"""Longer than the quick contact's debouncing."""


def tone(seconds: float = 0.5, peak: int = 20000) -> bytes:
    """A WAV of the highest tone there is."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16000)
        sound.writeframes(array.array("h", [peak, -peak] * int(8000 * seconds)).tobytes())
    return out.getvalue()


class Restless:
    """Does the same again and again, from the first time it is asked to until it is stopped."""

    def __init__(self, move: Callable[[], None]) -> None:
        self._move = move
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._run, name="restless", daemon=True)

    def begin(self) -> None:
        if self._thread.ident is None:
            self._thread.start()

    def stop(self) -> None:
        self._enough.set()

    def _run(self) -> None:
        while not self._enough.wait(EACH_S):
            self._move()


class PressedKey(HelpKeyStand):
    """Somebody presses it again and again."""

    def __init__(self) -> None:
        super().__init__()
        self.finger = Restless(lambda: self.key.set(closed=not self.key.closed))

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        return _soon_given_up(super().options())

    def close(self) -> None:
        self.finger.stop()


class PressedPad(KeypadStand):
    """Somebody presses its round key again and again."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.finger = Restless(lambda: self.press("ok"))

    def close(self) -> None:
        self.finger.stop()


class BusyMat(PresenceStand):
    """Somebody comes and goes. Without the radar, which would take the faults that are meant for the contact."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.radar.stop()
        self.visitor = Restless(lambda: self.person(0 if self.radar.distance_cm else 60))

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        return _soon_given_up(super().options())

    def close(self) -> None:
        self.visitor.stop()


def _soon_given_up(options: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
    """pyserial waits three seconds for an answer of a serial server unless its address says otherwise."""
    return {"contact": {"port": f"{options['contact']['port']}?timeout=0.6"}}


class SpeakerAndProgram(SpeakerStand):
    """Unplugged it loses its program, too: nothing else of a speaker can be missed without a sound."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._program = ProgramFile(folder / "player")
        self.wires: tuple[Wire, ...] = (*self.wires, self._program)

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        options = super().options()["player_program"]
        return {"player_program": {**options, "program": self._program.address}}


class ProgramFile:
    """A `Wire`: a program that is installed, or not."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def plugged(self) -> bool:
        return self._path.exists()

    @property
    def address(self) -> str:
        return str(self._path)

    def plug(self) -> None:
        fresh = self._path.with_suffix(".new")
        fresh.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
        fresh.chmod(0o700)
        fresh.replace(self._path)

    def unplug(self) -> None:
        self._path.unlink(missing_ok=True)

    def hang_up(self) -> None:
        """Nobody is connected to a file."""


STANDS: dict[str, Callable[[Path], Any]] = {
    "help_key": lambda _: HelpKeyStand(),
    "keypad": KeypadStand,
    "lights": LightsStand,
    "locker": LockerStand,
    "presence": PresenceStand,
    "relay": RelayStand,
    "speaker": SpeakerAndProgram,
    "ups": lambda _: UpsStand(),
}
QUICK: dict[str, dict[str, Any]] = {
    "help_key": {"debounce_s": 0.03},
    "keypad": {"double_strike_s": 0.0},
    "lights": {"answer_timeout_s": 0.15, "lights": {"card_reader": 1, "scanner.red": 2, "scanner.green": 3}},
    "locker": {"pulse_s": 0.1, "answer_timeout_s": 0.15},
    "presence": {"arrive_s": 0.01, "leave_s": 0.05},
    "relay": {"answer_timeout_s": 0.15},
    "speaker": {},
    "ups": {"answer_timeout_s": 0.2},
}
SMALL = (
    "help_key.contact",
    "keypad.evdev",
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
        self._made: list[Any] = []
        self.plug()

    def make(self, **options: Any) -> Any:
        """The device, not yet open."""
        table = {"driver": self.driver, **self.stand.options()[self.driver], **QUICK[self.device_class]}
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

    def unplug(self) -> None:
        for wire in self.stand.wires:
            wire.unplug()

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
