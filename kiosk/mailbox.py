"""The one mailbox: events from every thread in, one visit step at a time on the UI thread."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from contract.civil_time import CIVIL
from visit.events import Event, Stamped, TimePassed
from visit.handlers.presence import next_deadline
from visit.step import step
from visit.view import view

if TYPE_CHECKING:
    from collections.abc import Callable

    from visit.effects import Effect
    from visit.state import State
    from visit.views import View

MINUTE_S = 60


class Scheduler(Protocol):
    """The UI thread's clock, as far as the mailbox needs it."""

    def soon(self, call: Callable[[], None]) -> None:
        """Run on the UI thread at its next turn. From any thread."""

    def later(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        """Run on the UI thread after so many seconds; the result cancels it. UI thread only."""


class Mailbox:
    """Holds the state. `post` may be called from any thread, everything else is the UI thread's."""

    def __init__(
        self,
        state: State,
        *,
        carry_out: Callable[[Effect], None],
        show: Callable[[View], None],
        scheduler: Scheduler,
        clock_trusted: Callable[[], bool],
    ) -> None:
        # Monotonic time begins anywhere: without this the time to start would be over before it began.
        now = time.monotonic()
        self.state = replace(state, at=now, entered_at=now, touched_at=now)
        self._carry_out = carry_out
        self._show = show
        self._scheduler = scheduler
        self._clock_trusted = clock_trusted
        self._events: deque[Event] = deque()
        self._cancel_timer: Callable[[], None] = lambda: None
        self._shown: View | None = None
        self._called = False

    def post(self, event: Event) -> None:
        """Hand in what happened. Never blocks."""
        self._events.append(event)
        if not self._called:
            self._called = True
            self._scheduler.soon(self.drain)

    def start(self) -> None:
        """Show the first page and set its deadline."""
        self.post(TimePassed())

    @property
    def shown(self) -> View | None:
        """The view that is on the screen now."""
        return self._shown

    def cleared(self) -> None:
        """Nothing is on the screen any more: the next view is shown even if it is the one that stood there."""
        self._shown = None

    def drain(self) -> None:
        """Take all events in, carry out what follows, then show the result once."""
        # Before taking: an event that comes from here on calls again, so none is left lying.
        self._called = False
        while self._events:
            self._take(self._events.popleft())
        shown = view(self.state)
        if shown != self._shown:
            self._shown = shown
            self._show(shown)
        self._set_timer()

    def _take(self, event: Event) -> None:
        stamped = Stamped(
            event, time.monotonic(), datetime.now(CIVIL), uuid4(), clock_trusted=self._clock_trusted()
        )
        self.state, effects = step(self.state, stamped)
        for effect in effects:
            self._carry_out(effect)

    def _set_timer(self) -> None:
        """One timer for the next deadline, or for the next minute on the clock, whichever comes first."""
        self._cancel_timer()
        now = datetime.now(CIVIL)
        to_minute = MINUTE_S - now.second - now.microsecond / 1e6
        seconds = max(0.0, min(next_deadline(self.state) - time.monotonic(), to_minute))
        self._cancel_timer = self._scheduler.later(seconds, lambda: self.post(TimePassed()))

    def stop(self) -> None:
        self._cancel_timer()
        self._events.clear()
