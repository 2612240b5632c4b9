"""A sync with ears, for tests to hear what it tells."""

from __future__ import annotations

import threading

from offline_bench_of_cases import TERMINAL

from offline_cache import HubLink, Pace, Sync, Timeouts
from offline_cache.backoff import Backoff

QUICK = Timeouts(connect=1.0, read=0.25, whole_answer=0.5, alive=0.25)
BRISK = Pace(Backoff(first=0.002, longest=0.02), probe_every=0.05, store_trouble=0.05)


class Desk:
    """A sync with ears."""

    def __init__(self, shelf, hub, pace=BRISK) -> None:
        self.heard = []
        self.lines = []
        self.aside = []
        self.changed = threading.Condition()
        link = HubLink(hub.url, TERMINAL, shelf.keys, QUICK)
        self.sync = Sync(
            shelf.cache,
            link,
            on_answer=self._answer,
            on_line=self._line,
            on_aside=lambda key, code: self.aside.append((key, code)),
            pace=pace,
        )

    def _answer(self, answer) -> None:
        with self.changed:
            self.heard.append(answer)
            self.changed.notify_all()

    def _line(self, online) -> None:
        with self.changed:
            self.lines.append(online)
            self.changed.notify_all()

    def wait_for(self, condition, seconds=20.0) -> None:
        with self.changed:
            assert self.changed.wait_for(condition, seconds), (self.lines, len(self.heard))
