"""A WAV and its loudness."""

from __future__ import annotations

import io
import wave

import numpy as np

from outcome import Action, Failure, Ok, Outcome

SAMPLE_BYTES = 2
MOST_CHANNELS, FASTEST = 8, 192_000
"""What a sound card plays; with a header that says much more no WAV can be written."""


def silence(seconds: float, rate: int = 16000) -> bytes:
    return _wav(bytes(SAMPLE_BYTES * int(seconds * rate)), channels=1, rate=rate)


def seconds(wav: bytes) -> float:
    """Of a WAV that `scaled` or `silence` made."""
    with wave.open(io.BytesIO(wav)) as sound:
        return float(sound.getnframes() / sound.getframerate())


def scaled(wav: bytes, percent: int) -> Outcome[bytes]:
    """The same, softer. Done here because mixers differ from machine to machine, and samples do not."""
    try:
        with wave.open(io.BytesIO(wav)) as sound:
            channels, rate, width = sound.getnchannels(), sound.getframerate(), sound.getsampwidth()
            data = sound.readframes(sound.getnframes())
    except (wave.Error, EOFError, RuntimeError) as error:
        return Failure("sound_unreadable", Action.ENGINEER, f"{len(wav)} bytes: {type(error).__name__}")
    if width != SAMPLE_BYTES or not 1 <= channels <= MOST_CHANNELS or not 1 <= rate <= FASTEST:
        seen = f"samples of {8 * width} bits, {channels} channels at {rate} Hz"
        return Failure("sound_unreadable", Action.ENGINEER, seen)
    samples = np.frombuffer(data[: len(data) // SAMPLE_BYTES * SAMPLE_BYTES], "<i2").astype(np.int32)
    return Ok(_wav((samples * percent // 100).astype("<i2").tobytes(), channels, rate))


def _wav(data: bytes, channels: int, rate: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(SAMPLE_BYTES)
        sound.setframerate(rate)
        sound.writeframes(data)
    return out.getvalue()
