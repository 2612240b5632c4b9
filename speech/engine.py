"""What makes sound of a sentence. One small interface; the terminal's choice stands in `config.toml`, `[speech]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import threading

    from outcome import Failure, Outcome
    from speech.sentence import Sentence


class Engine(Protocol):
    """Called from a worker thread; keeps and logs nothing of what it says."""

    @property
    def name(self) -> str:
        """As in `config.toml`."""

    def check(self) -> Outcome[str]:
        """What speaks, for staff; `no_voice` (engineer) when nothing does. May take seconds."""

    @property
    def fault(self) -> Failure | None:
        """What was asked for and is not there, though something else speaks in its place; as `check` found it."""

    def synthesise(self, sentence: Sentence, speed: float, cancel: threading.Event) -> Outcome[bytes]:
        """A WAV, PCM of 16 bits, one channel. `speed` 1.0 is usual; `cancelled`, `no_voice`, `voice_hung`."""

    def close(self) -> None:
        """End what it started. Afterwards it says nothing."""
