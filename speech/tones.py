"""The short sounds, made here: soft, and told apart by their shape as well as by their pitch, for ears that hear badly.

Below 1.5 kHz, where hearing stays longest in old age (general knowledge); far below the 3 s of EN 301 549 5.1.3.10 (named,
the clause itself not read).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from speech import wav
from speech.speaker import Tone

if TYPE_CHECKING:
    from speech.wav import Samples

SOFT = 0.35
"""Of full loudness: speech has 0.8."""
_FADE_S = 0.012

_NOTES: dict[Tone, tuple[tuple[float, float], ...]] = {
    Tone.FOCUS: ((660.0, 0.05),),
    Tone.PAGE: ((440.0, 0.07), (587.0, 0.07), (440.0, 0.1)),
    Tone.ACCEPTED: ((523.0, 0.06), (784.0, 0.09)),
    Tone.EDGE: ((196.0, 0.09), (0.0, 0.04), (196.0, 0.09)),
    Tone.WRONG: ((392.0, 0.14), (262.0, 0.24)),
    Tone.ATTENTION: ((784.0, 0.12), (0.0, 0.06), (784.0, 0.12), (0.0, 0.06), (1047.0, 0.22)),
    Tone.DONE: ((523.0, 0.12), (659.0, 0.12), (784.0, 0.12), (1047.0, 0.3)),
}
"""Hertz (0: nothing) and seconds."""


@cache
def sound(tone: Tone) -> bytes:
    """A WAV."""
    return wav.wav(np.concatenate([_note(hertz, seconds) for hertz, seconds in _NOTES[tone]]))


def _note(hertz: float, seconds: float) -> Samples:
    at = np.arange(int(seconds * wav.RATE), dtype=np.float32) / wav.RATE
    # A little of the octave: small loudspeakers give the low notes badly.
    wave = np.sin(2 * np.pi * hertz * at) + 0.3 * np.sin(4 * np.pi * hertz * at)
    fade = np.clip(np.minimum(at, seconds - at) / _FADE_S, 0.0, 1.0)
    return (wave / 1.3 * fade * SOFT).astype(np.float32)
