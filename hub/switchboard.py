"""Wakes the long polls that wait for a help call to change, without holding a thread for each."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING

from contract.codes import HelpState

if TYPE_CHECKING:
    from uuid import UUID

    from contract.help import HelpStatus


class Switchboard:
    """Waiters live on the event loop; `ring` may be called from any thread."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: dict[UUID, set[asyncio.Event]] = defaultdict(set)
        self._told: dict[UUID, HelpState] = {}

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

    def told(self, key: UUID) -> HelpState | None:
        """The state that the terminal was last told of, as far as this process knows."""
        return self._told.get(key)

    def tell(self, status: HelpStatus) -> None:
        """This is on its way to the terminal. A closed call is done with and forgotten."""
        self._told[status.key] = status.state
        if status.state is HelpState.CLOSED:
            del self._told[status.key]

    def ring(self, key: UUID) -> None:
        """Something about this call was committed."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring, key)

    def _ring(self, key: UUID) -> None:
        for bell in self._waiting.get(key, ()):
            bell.set()
