"""What goes into this terminal's boxes is asked of the hub; what happened at them is told, in order, until it is heard."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from outcome import Failure

if TYPE_CHECKING:
    from offline_cache.hub_link import HubLink
    from offline_cache.locker_side import LockerSide

log = logging.getLogger("bangban.kiosk")

EVERY_S = 30.0
STOP_S = 5.0


class LockerNews:
    """Its own thread. `soon` makes it speak at once."""

    def __init__(self, store: LockerSide, link: HubLink, every_s: float = EVERY_S) -> None:
        self._store = store
        self._link = link
        self._every_s = every_s
        self._nudged = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="locker-news", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def soon(self) -> None:
        self._nudged.set()

    def stop(self) -> None:
        self._stopping.set()
        self._nudged.set()
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._nudged.clear()
            try:
                if self.tell():
                    self.ask()
            except Exception as bug:  # noqa: BLE001 -- without it no code would reach this locker any more
                log.critical("bug in the locker's news: %s", type(bug).__name__)
            self._nudged.wait(self._every_s)

    def tell(self) -> bool:
        """Whether the hub has heard everything: what it says then of a box is not older than what happened there."""
        waiting = self._store.reports().result()
        if isinstance(waiting, Failure):
            return False
        for report in waiting.value:
            told = self._link.report_box(report)
            if isinstance(told, Failure) and told.code != "refused":
                return False
            if isinstance(told, Failure):
                # A hub that will not have it never will, and those behind it are of other residents.
                log.error("a box's report was refused: %s; must act: %s", told.detail, told.action)
            self._store.reported(report.key).result()
        return True

    def ask(self) -> None:
        """An answer that does not come leaves everything as it is: codes that are known open with no line."""
        duties = self._link.box_duties()
        if isinstance(duties, Failure):
            return
        kept = self._store.keep(duties.value).result()
        if isinstance(kept, Failure):
            log.error("what goes into boxes is not kept: %s; must act: %s", kept.code, kept.action)
