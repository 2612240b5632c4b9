"""Looks the open store through, some time after the start and once a day, so that damage is found before it is needed.

Records are gone through in slices of some milliseconds. SQLite's own check of every page and index cannot be cut into
slices (0.5 s for 100,000 cases of 1 KB in a warm cache, more from a slow disk), so it waits until nobody stands at the
machine.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outcome import Failure

if TYPE_CHECKING:
    from collections.abc import Callable

    from offline_cache.store import OfflineCache

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rounds:
    """Seconds."""

    first_after: float = 120.0
    """The start has enough to do with devices and the line."""
    every: float = 86_400.0
    slice_pause: float = 0.05
    ask_idle_every: float = 5.0


class Checkup:
    """Its own thread. `idle` tells whether nobody stands at the machine; `on_damage` hears that the store was put
    aside, from this thread.
    """

    def __init__(
        self,
        cache: OfflineCache,
        *,
        idle: Callable[[], bool],
        on_damage: Callable[[], None],
        rounds: Rounds = Rounds(),
    ) -> None:
        self._cache = cache
        self._idle = idle
        self._on_damage = on_damage
        self._rounds = rounds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="offline-cache-checkup", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, wait_s: float = 5.0) -> None:
        """After the slice that is under way."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(wait_s)

    def _run(self) -> None:
        wait = self._rounds.first_after
        while not self._stopping.wait(wait):
            wait = self._rounds.every
            try:
                self._look()
            except Exception as bug:  # noqa: BLE001 -- a bug in the check must not end the checks of the days to come
                log.critical("bug in the check of the store: %s", type(bug).__name__)

    def _look(self) -> None:
        found = self._cache.for_staff.check_rows(self._pause)
        if not isinstance(found, Failure):
            while not self._idle():
                if self._stopping.wait(self._rounds.ask_idle_every):
                    return
            found = self._cache.for_staff.check_file().result()
        if isinstance(found, Failure) and found.code == "store_damaged":
            log.critical("the check of the store found damage: %s", found.detail)
            self._on_damage()

    def _pause(self) -> bool:
        return not self._stopping.wait(self._rounds.slice_pause)
