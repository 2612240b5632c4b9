"""Sounds as samples, and as WAV: PCM, 16 bits, one channel."""

from __future__ import annotations

import io
import wave
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

NOTHING: Samples = np.zeros(0, np.float32)
RATE = 22050
"""Samples a second of what is made here, as espeak-ng's voices have it."""
HEADER = 44
"""Bytes of a WAV made here before its first sample."""
FULL = 32767
PEAK = 0.8
"""Of the loudest that there is: every voice comes equally loud, whatever made it."""
QUIET = 0.004
"""What is softer counts as silence at the ends."""
BEHIND_S = 0.18
"""Silence left behind a sentence: the pause before the next."""


def wav(samples: Samples, rate: int = RATE) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes((np.clip(samples, -1.0, 1.0) * FULL).astype("<i2").tobytes())
    return out.getvalue()


def tidy(samples: Samples, rate: int, speed: float = 1.0) -> bytes:
    """As a WAV of even loudness, without the silence around it but for a short pause."""
    loud = np.flatnonzero(np.abs(samples) > QUIET)
    if not len(loud):
        return wav(samples[:0], rate)
    kept = samples[loud[0] : loud[-1] + 1]
    kept = kept * (PEAK / float(np.abs(kept).max()))
    return wav(np.concatenate([kept, np.zeros(int(BEHIND_S / speed * rate), np.float32)]), rate)


def of_stream(data: bytes) -> tuple[Samples, int] | None:
    """Samples of a WAV that a program wrote to a pipe, so that the sizes in its header are wrong; None: it is no WAV."""
    at = data.find(b"data", 12, 200)
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE" or at < 0:
        return None
    channels, rate = int.from_bytes(data[22:24], "little"), int.from_bytes(data[24:28], "little")
    if channels != 1 or not rate or int.from_bytes(data[34:36], "little") != 16:
        return None
    body = data[at + 8 :]
    samples = np.frombuffer(body[: len(body) // 2 * 2], "<i2").astype(np.float32)
    return samples / np.float32(FULL), rate


def seconds(data: bytes) -> float:
    with wave.open(io.BytesIO(data)) as sound:
        return float(sound.getnframes() / sound.getframerate())


def joined(sounds: list[bytes]) -> bytes:
    """Of sounds made here: one after another, as one; at the rate of the first."""
    if len({sound[24:28] for sound in sounds}) <= 1:
        return _framed(b"".join(sound[HEADER:] for sound in sounds), sounds[0] if sounds else wav(NOTHING))
    parts = [part for part in map(of_stream, sounds) if part is not None]
    rate = parts[0][1]
    return wav(np.concatenate([_at_rate(samples, old, rate) for samples, old in parts]), rate)


def _framed(data: bytes, like: bytes) -> bytes:
    """The same header, but for the two sizes in it."""
    riff, body = (HEADER - 8 + len(data)).to_bytes(4, "little"), len(data).to_bytes(4, "little")
    return like[:4] + riff + like[8:40] + body + data


def _at_rate(samples: Samples, old: int, new: int) -> Samples:
    if old == new or not len(samples):
        return samples
    at = np.arange(int(len(samples) * new / old)) * (old / new)
    stretched: Samples = np.interp(at, np.arange(len(samples)), samples).astype(np.float32)
    return stretched
