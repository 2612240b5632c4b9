"""Handwriting: strokes in, characters out. Its process runs from when somebody is about to draw until they have left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.input_method.child import Helper
from kiosk.input_method.recogniser import trouble
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from kiosk.input_method.ink import Strokes

MOST = 10
"""Characters offered for one drawing."""


class Handwriting:
    """Call it from a worker thread: the first answer takes up to a second, the others 10 ms."""

    def __init__(self, helper: Helper) -> None:
        """Use `open`."""
        self.helper = helper

    @staticmethod
    def open() -> Outcome[Handwriting]:
        """Looks only; the process is not started yet. Failure `no_handwriting` (engineer): a package is missing."""
        missing = trouble()
        if missing is not None:
            return Failure("no_handwriting", Action.ENGINEER, missing)
        return Ok(Handwriting(Helper("handwriting", "kiosk.input_method.ink_worker", [])))

    def get_ready(self) -> bool:
        """Start the process, before the first stroke is drawn; whether it is there."""
        return self.helper.start() is None

    def read(self, strokes: Strokes, aspect: float) -> tuple[str, ...] | None:
        """The likeliest characters, best first; None when handwriting does not work now."""
        if not any(strokes):
            return ()
        answer = self.helper.ask([strokes, aspect, MOST])
        return None if answer is None else tuple(answer)

    def rest(self) -> None:
        """Give the memory back until somebody draws again."""
        self.helper.rest()

    def close(self) -> None:
        self.helper.close()
