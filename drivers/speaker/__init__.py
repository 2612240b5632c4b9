"""What a terminal says and signals aloud (UPOS Sound Player, as its name goes; the chapter was not read)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from drivers.device import Device

if TYPE_CHECKING:
    import threading

    from outcome import Outcome


class Speaker(Device, Protocol):
    def play_sound(
        self, wav: bytes, cancel: threading.Event, deadline_s: float = 60.0, *, earphones: bool = False
    ) -> Outcome[None]:
        """Play a whole WAV (PCM, 16 bits); `Ok` when it was played to its end.

        `earphones`: there and nowhere else; `no_earphones` where the machine has no such way.
        `cancelled` and `timeout` (the sound is longer than that) fall silent at once. `sound_unreadable`,
        `player_missing`, `no_sound` (the player gave up, or did not end: mostly there is no sound device).
        """

    def set_volume(self, percent: int) -> Outcome[None]:
        """0 to 100 of the loudness that the machine was set up with, for what is played next in this visit."""
