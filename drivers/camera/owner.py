"""The one thread that touches a camera: reads it while somebody looks, and keeps the newest frame only.

A camera cannot be opened twice, so that everybody who looks shares this one. It rests when nobody has looked for a
while: its light is out between visits, and it costs nothing at night.
"""

from __future__ import annotations

import threading
import time
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.camera.frame import Frame
from outcome import Action, Failure, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.camera.feed import Feed
    from drivers.camera.frame import Image

_NOTHING_YET_S = 0.005
"""Pause after a read without an image, for feeds that do not wait by themselves."""


@dataclass(frozen=True, kw_only=True)
class OwnerLimits:
    """Seconds, as asked for by a driver's options."""

    first_frame_s: float
    """No frame for so long after switching on is trouble."""
    stall_s: float
    """No new frame for so long while running is trouble (`no_frames`)."""
    rest_after_s: float
    """Nobody looked for so long: the camera is switched off."""
    same_is_stale: bool
    """Equal images count as no image. Right for every sensor, whose noise makes no two images equal, and
    needed because OpenCV goes on handing out the last image of some unplugged cameras (its issue 14044)."""


class FrameOwner:
    """Implements `FrameSource`. Lives from `open` of a driver to its `close`."""

    def __init__(self, feed: Feed, limits: OwnerLimits, clock: Callable[[], float] = time.monotonic) -> None:
        self._feed = feed
        self._limits = limits
        self._clock = clock
        self._changed = threading.Condition()
        self._frame: Frame | None = None
        self._number = 0
        self._trouble: Failure | None = None
        self._wanted_until = -1.0
        self._waiting = 0
        """Threads in `wait_for_frame`."""
        self._running = False
        self._alive_at = 0.0
        """When the last new image came in, or the camera was switched on."""
        self._patience_s = limits.first_frame_s
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="camera-owner", daemon=True)
        self._thread.start()

    def latest(self) -> Frame | None:
        with self._changed:
            self._want()
            return self._frame

    def wait_for_frame(self, after: int = 0, timeout_s: float = 1.0) -> Frame | None:
        until = self._clock() + timeout_s
        with self._changed:
            after = after if after <= self._number else 0
            self._waiting += 1
            try:
                while not self._stopping and self.trouble() is None:
                    self._want()
                    if self._frame is not None and self._frame.number > after:
                        return self._frame
                    left = until - self._clock()
                    if left <= 0:
                        break
                    self._changed.wait(min(left, self._until_stalled()))
                return None
            finally:
                self._waiting -= 1

    @property
    def number(self) -> int:
        """Of the newest frame there was; does not wake the camera."""
        with self._changed:
            return self._number

    def trouble(self) -> Failure | None:
        """What keeps frames from coming, once known; only a new owner mends it. While the camera rests there
        is none."""
        with self._changed:
            if self._trouble is None and self._running:
                silent_s = self._clock() - self._alive_at
                if silent_s > self._patience_s:
                    self._fail(self._stalled())
            return self._trouble

    def resting(self) -> bool:
        """Nobody looks: the camera is off, or about to be."""
        with self._changed:
            return not self._running or not self._wanted()

    def forget(self) -> None:
        """Drop the frame and let the camera rest."""
        with self._changed:
            self._frame = None
            self._wanted_until = -1.0
            self._changed.notify_all()

    def close(self, timeout_s: float = 3.0) -> bool:
        """False when the thread is still stuck in the camera; it lets go of it as soon as it comes back."""
        with self._changed:
            self._stopping = True
            self._frame = None
            self._changed.notify_all()
        self._feed.interrupt()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _want(self) -> None:
        """Caller holds the lock."""
        now = self._clock()
        before, self._wanted_until = self._wanted_until, now + self._limits.rest_after_s
        if before < now or not self._running:
            self._changed.notify_all()

    def _wanted(self) -> bool:
        """Caller holds the lock."""
        return self._waiting > 0 or self._wanted_until >= self._clock()

    def _until_stalled(self) -> float:
        """Caller holds the lock. Never zero: the moment itself is not yet too late."""
        left = self._alive_at + self._patience_s - self._clock() if self._running else self._patience_s
        return max(0.001, left)

    def _fail(self, failure: Failure) -> None:
        """Caller holds the lock."""
        self._trouble = self._trouble or failure
        self._frame = None
        self._changed.notify_all()

    def _stalled(self) -> Failure:
        return Failure(
            "no_frames",
            Action.SITE_KEEPER,
            f"{self._feed.where}: no new picture for {self._patience_s:g} s",
        )

    def _run(self) -> None:
        while self._sleep_until_wanted():
            failure = self._watch_camera()
            self._feed.stop()
            with self._changed:
                self._running = False
                self._frame = None
                if failure is not None and not self._stopping:
                    self._fail(failure)

    def _sleep_until_wanted(self) -> bool:
        """False: it is over."""
        with self._changed:
            while not self._stopping and (self._trouble or not self._wanted()):
                self._changed.wait()
            self._running = not self._stopping
            self._alive_at, self._patience_s = self._clock(), self._limits.first_frame_s
            return not self._stopping

    def _watch_camera(self) -> Failure | None:
        """Until nobody looks any more (None) or the camera fails."""
        started = self._guarded(self._feed.start)
        if isinstance(started, Failure):
            return started
        last_mark = -1
        while self._still_wanted():
            got = self._guarded(self._feed.read)
            if isinstance(got, Failure):
                return got
            if got.value is None:
                time.sleep(_NOTHING_YET_S)
                continue
            mark = zlib.crc32(got.value.tobytes()) if self._limits.same_is_stale else -2
            if mark != last_mark:
                last_mark = mark if self._limits.same_is_stale else -1
                self._keep(got.value)
        return None

    def _guarded(
        self, call: Callable[[], Outcome[Image | None]] | Callable[[], Outcome[None]]
    ) -> Outcome[Image | None]:
        try:
            return call()
        except Exception as bug:  # noqa: BLE001  a bug of a feed must be told and not end this thread in silence
            return Failure("driver_bug", Action.ENGINEER, f"{self._feed.where}: {type(bug).__name__}")

    def _still_wanted(self) -> bool:
        if self.trouble() is not None:
            return False
        with self._changed:
            return not self._stopping and self._wanted()

    def _keep(self, image: Image) -> None:
        image.flags.writeable = False
        with self._changed:
            self._alive_at, self._patience_s = self._clock(), self._limits.stall_s
            if self._stopping or self._wanted_until < 0:  # forgotten while this one was on its way
                return
            self._number += 1
            self._frame = Frame(image, self._number, self._clock())
            self._changed.notify_all()
