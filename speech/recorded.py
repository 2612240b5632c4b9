"""A person's recordings of the fixed sentences, and another voice for everything else.

`kiosk speech prompts` lists the sentences with the name of the file for each; whatever is in the folder is used, the
rest is said by the voice underneath.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from outcome import Action, Failure, Ok, Outcome
from speech import wav

if TYPE_CHECKING:
    import threading
    from pathlib import Path

    from speech.engine import Engine
    from speech.sentence import Sentence

AS_RECORDED = 0.9, 1.15
"""Speeds at which a recording is played as it is; slower and faster wishes go to the voice underneath."""
LARGEST = 10_000_000
"""Bytes of one recording."""


class Recorded:
    """`Engine`."""

    name = "recorded"

    def __init__(self, folder: Path, floor: Engine) -> None:
        self._folder = folder
        self._floor = floor
        self._names: frozenset[str] | None = None

    def check(self) -> Outcome[str]:
        floor = self._floor.check()
        if isinstance(floor, Failure):
            return floor
        return Ok(f"{len(self._recordings())} recordings, otherwise {floor.value}")

    @property
    def fault(self) -> Failure | None:
        if not self._recordings():
            return Failure("no_recordings", Action.ENGINEER, f"no WAV in {self._folder}")
        return self._floor.fault

    def synthesise(self, sentence: Sentence, speed: float, cancel: threading.Event) -> Outcome[bytes]:
        slowest, fastest = AS_RECORDED
        file = f"{sentence.digest}.wav"
        if not sentence.private and slowest <= speed <= fastest and file in self._recordings():
            sound = self._read(self._folder / file)
            if sound is not None:
                return Ok(sound)
        return self._floor.synthesise(sentence, speed, cancel)

    def close(self) -> None:
        self._floor.close()

    def _recordings(self) -> frozenset[str]:
        """Read once: new ones are heard after the next start."""
        if self._names is None:
            self._names = frozenset(one.name for one in self._folder.glob("*.wav"))
        return self._names

    def _read(self, path: Path) -> bytes | None:
        """None for one that cannot be played: the voice underneath says it then."""
        try:
            data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
        except OSError:
            return None
        sound = wav.of_stream(data)
        return wav.tidy(*sound) if sound is not None else None
