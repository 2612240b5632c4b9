"""One thing asked of a device: it is answered exactly once, whatever becomes of the device."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

from outcome import Action, Failure, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger("bangban.drivers")


class Command:
    """Handle of a submitted command. Its answer comes through `done`; the first answer wins."""

    def __init__(
        self,
        name: str,
        call: Callable[[Any], Outcome[Any]],
        deadline: float,
        done: Callable[[Outcome[Any]], None],
        cancel_event: threading.Event,
        *,
        gives_way: bool = False,
    ) -> None:
        """One that `gives_way` waits for something: it is cancelled as soon as anything else is asked of the device."""
        self.name = name
        self.call = call
        self.deadline = deadline
        """On the supervisor's clock; counts from submission, so waiting in the queue uses it up too."""
        self.cancel_event = cancel_event
        self.gives_way = gives_way
        self._done = done
        self._lock = threading.Lock()
        self._started = False
        self._answered = False

    def cancel(self) -> None:
        """Ask to stop. A waiting command is answered at once with `cancelled`, a running one when it
        listens."""
        self.cancel_event.set()
        if not self._started:
            self.answer(Failure("cancelled", Action.NOBODY))

    @property
    def answered(self) -> bool:
        return self._answered

    def start(self) -> bool:
        """The worker takes it up; False when it was already answered."""
        with self._lock:
            self._started = not self._answered
            return self._started

    def answer(self, outcome: Outcome[Any]) -> bool:
        """Hand over the result, if nobody did yet. True when this was the one."""
        with self._lock:
            if self._answered:
                return False
            self._answered = True
        try:
            self._done(outcome)
        except Exception as bug:  # noqa: BLE001  a bug in the caller's callback must not take the worker down
            log.error("%s: callback raised %s", self.name, type(bug).__name__)  # noqa: TRY400  text may be personal
        return True
