"""A number that is typed instead of laying its code under the reader."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class CodeEntry:
    """A number that is being typed, and why a code was not taken."""

    typed: str = field(default="", repr=False)
    fault: str = ""
    """Key of the words; empty while nothing is wrong."""
