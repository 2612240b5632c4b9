"""Wakes the long polls that wait for a help call to change, without holding a thread for each."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


class Switchboard:
    """Waiters live on the event loop; `ring` may be called from any thread."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: dict[UUID, set[asyncio.Event]] = defaultdict(set)

    def attach(self) -> None:
        """Called on the event loop when the hub starts."""
        self._loop = asyncio.get_running_loop()

    def begin(self, key: UUID) -> asyncio.Event:
        """Register before reading the call's state, so that no change falls between reading and waiting."""
        bell = asyncio.Event()
        self._waiting[key].add(bell)
        return bell

    def end(self, key: UUID, bell: asyncio.Event) -> None:
        """Every `begin` is ended, also when the terminal hung up."""
        self._waiting[key].discard(bell)
        if not self._waiting[key]:
            del self._waiting[key]

    def ring(self, key: UUID) -> None:
        """Something about this call was committed."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring, key)

    def _ring(self, key: UUID) -> None:
        for bell in self._waiting.get(key, ()):
            bell.set()
