"""A speaker through a program that plays a WAV from its standard input, such as ALSA's `aplay`. It is a child process,
so that a sound system that hangs is killed and nothing else.

To check on hardware: that `aplay -q -` ends with an error when the sound device is unplugged while it plays; that nothing
of what is for the earphones is heard from the loudspeaker, with the plug in, out, and pulled in the middle.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from drivers.driver_spec import DriverSpec, Seconds, Where
from drivers.speaker import sound
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading
    from typing import IO

_SLICE_S = 0.02
ENDS_WITHIN_S = 0.4
"""A player that works has ended so soon after its sound; one that had this time and did not end hangs."""
PROBE_S = 0.05
"""Length of the silence that is played to learn whether there is a sound device."""


@dataclass(frozen=True, kw_only=True)
class PlayerProgramOptions:
    """Options of `driver = "player_program"`."""

    program: Where = "aplay"
    """Name or path. PulseAudio's and PipeWire's: `pw-cat`, arguments `["--playback", "-"]`."""
    arguments: tuple[str, ...] = ("-q", "-")
    earphones: tuple[str, ...] = ()
    """Arguments that play into the socket of the earphones, e.g. `["-q", "-D", "plughw:CARD=Keypad", "-"]`; none: there is
    no socket. A socket whose plug switches the loudspeaker off takes the same as `arguments`."""
    volume_percent: Annotated[int, Field(ge=0, le=100)] = 80
    """At the begin of each visit."""
    probe_timeout_s: Seconds = 5.0
    simulated: bool = False


class PlayerProgram:
    """`Speaker`."""

    def __init__(self, options: PlayerProgramOptions) -> None:
        self._options = options
        self._volume = options.volume_percent
        self._open = False
        self._child: subprocess.Popen[bytes] | None = None
        self._trouble: Failure | None = None

    @property
    def capabilities(self) -> Capabilities:
        options = self._options
        facts = {"program": options.program, "earphones": "yes" if options.earphones else "no"}
        return Capabilities(DeviceClass.SPEAKER, "player_program", options.simulated, facts)

    def open(self) -> Outcome[None]:
        """`player_missing`, `no_sound`: a moment of silence is played."""
        self._open = True
        return self.reset()

    def close(self) -> None:
        self._open = False
        child, self._child = self._child, None
        if child is not None:
            _kill(child)

    def claim(self) -> Outcome[None]:
        self._volume = self._options.volume_percent
        return Ok(None)

    def release(self) -> None:
        """The next resident is not startled by what the one before could not hear."""
        self._volume = self._options.volume_percent

    def reset(self) -> Outcome[None]:
        return self._play(
            sound.silence(PROBE_S), None, self._options.probe_timeout_s, self._options.arguments
        )

    def poll(self) -> DeviceStatus:
        """Starts no program: what is known is the last sound, and whether the program is there still."""
        if not self._open:
            return DeviceStatus(DeviceState.OFFLINE, code="not_open", detail=self._options.program)
        missing = self._missing()
        if missing is not None:
            return DeviceStatus(
                DeviceState.OFFLINE, action=missing.action, code=missing.code, detail=missing.detail
            )
        if self._trouble is not None:
            seen = self._trouble
            return DeviceStatus(
                DeviceState.HARDWARE_ERROR, action=seen.action, code=seen.code, detail=seen.detail
            )
        return DeviceStatus(DeviceState.ONLINE)

    def set_volume(self, percent: int) -> Outcome[None]:
        self._volume = max(0, min(100, percent))
        return Ok(None)

    def play_sound(
        self, wav: bytes, cancel: threading.Event, deadline_s: float = 60.0, *, earphones: bool = False
    ) -> Outcome[None]:
        if earphones and not self._options.earphones:
            return Failure("no_earphones", Action.ENGINEER, "config.toml names no way to the earphones")
        scaled = sound.scaled(wav, self._volume)
        if isinstance(scaled, Failure):
            return scaled
        way = self._options.earphones if earphones else self._options.arguments
        return self._play(scaled.value, cancel, deadline_s, way)

    def _missing(self) -> Failure | None:
        if shutil.which(self._options.program) is not None:
            return None
        return Failure("player_missing", Action.ENGINEER, f"{self._options.program} is not installed")

    def _play(
        self, wav: bytes, cancel: threading.Event | None, deadline_s: float, way: tuple[str, ...]
    ) -> Outcome[None]:
        if not self._open:
            return Failure("not_open", Action.NOBODY, self._options.program)
        missing = self._missing()
        if missing is not None:
            return missing
        until = time.monotonic() + deadline_s
        try:
            # A session of its own, so that what the program starts is killed together with it.
            child = subprocess.Popen(
                [self._options.program, *way],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            return Failure(
                "player_missing", Action.ENGINEER, f"{self._options.program}: {type(error).__name__}"
            )
        self._child = child
        try:
            outcome = self._until_played(child, wav, cancel, until)
        finally:
            self._child = None
            _kill(child)
        if isinstance(outcome, Failure):
            if outcome.code == "timeout" and deadline_s >= sound.seconds(wav) + ENDS_WITHIN_S:
                outcome = Failure(
                    "no_sound", Action.SITE_KEEPER, f"{self._options.program} did not end; killed"
                )
            if outcome.code in {"timeout", "cancelled"}:
                return outcome  # cut short by whoever asked: that says nothing of the speaker
        self._trouble = outcome if isinstance(outcome, Failure) else None
        return outcome

    def _until_played(
        self, child: subprocess.Popen[bytes], wav: bytes, cancel: threading.Event | None, until: float
    ) -> Outcome[None]:
        left: memoryview | None = memoryview(wav)
        pipe = _nonblocking(child)
        while child.poll() is None:
            if cancel is not None and cancel.is_set():
                return Failure("cancelled", Action.NOBODY)
            if time.monotonic() >= until:
                return Failure("timeout", Action.NOBODY, f"{self._options.program} was killed")
            left = _feed(pipe, left)
        if child.returncode == 0:
            return Ok(None)
        seen = f"{self._options.program} ended with {child.returncode}"
        return Failure("no_sound", Action.SITE_KEEPER, seen)


def _nonblocking(child: subprocess.Popen[bytes]) -> IO[bytes]:
    pipe = child.stdin
    if pipe is None:
        raise TypeError("the child was started without a pipe")
    os.set_blocking(pipe.fileno(), False)
    return pipe


def _feed(pipe: IO[bytes], left: memoryview | None) -> memoryview | None:
    """Write what the program takes within a slice of time; None once it has everything and the pipe is closed."""
    if left is None:
        time.sleep(_SLICE_S)
        return None
    if not select.select([], [pipe], [], _SLICE_S)[1]:
        return left
    try:
        left = left[os.write(pipe.fileno(), left) :]
    except BlockingIOError:
        return left
    except BrokenPipeError:
        left = left[:0]  # it ends by itself: its exit status says why
    if not left:
        pipe.close()
        return None
    return left


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Safe twice and for one that has ended; leaves no zombie."""
    if child.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stdin is not None:
        with suppress(OSError):
            child.stdin.close()


DRIVER = DriverSpec(
    PlayerProgramOptions,
    PlayerProgram,
    'driver = "player_program", program = "aplay", arguments = ["-q", "-"]',
    wire={"program": "aplay", "arguments": ["-q", "-"], "earphones": []},
)
