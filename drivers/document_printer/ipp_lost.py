"""A question to the printer that nobody answered. Beside the link and not in it, which brings the HTTP library along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outcome import Failure


@dataclass(frozen=True)
class Lost:
    """No answer that could be read."""

    failure: Failure
    unheard: bool
    """The printer has surely not acted on the question."""
