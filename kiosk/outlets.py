"""Asks the hub how the other terminals are, beside the heartbeat; what it says goes to the visit, and nowhere else."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from outcome import Failure
from visit.events import Event, OutletsHeard

if TYPE_CHECKING:
    from collections.abc import Callable

    from offline_cache.hub_link import HubLink


class OutletNews:
    """Called by the heartbeat's thread after each beat that the hub answered."""

    def __init__(
        self,
        link: HubLink,
        post: Callable[[Event], None],
        every_s: float,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`every_s` lie between two questions, however often the heart beats."""
        self._link = link
        self._post = post
        self._every_s = every_s
        self._now = now
        self._mark = ""
        self._due = float("-inf")

    def ask(self) -> None:
        """A failure is no news: what was known stays, and grows old."""
        if self._now() < self._due:
            return
        answer = self._link.outlets(self._mark)
        if isinstance(answer, Failure):
            return
        self._due = self._now() + self._every_s
        self._mark = answer.value.mark
        self._post(OutletsHeard(answer.value))
