"""Orders to the terminal itself: the beginning and end of a visit, its log, its voice in the hall."""

from dataclasses import dataclass

from visit.effects.base import Effect


@dataclass(frozen=True)
class ClaimDevices(Effect):
    """A visit begins: every device drops what arrived while nobody asked."""


@dataclass(frozen=True)
class ReleaseDevices(Effect):
    """The visit is over: every device forgets."""


@dataclass(frozen=True)
class Wipe(Effect):
    """Clear every cache, picture and buffer that held something of the visit, then say `Wiped`."""


@dataclass(frozen=True)
class Note(Effect):
    """One line for staff in the log; never a person's data."""

    code: str
    detail: str = ""


@dataclass(frozen=True)
class Greet(Effect):
    """Say one short sentence into the hall, to whoever has come; it says nothing of anybody."""

    text: str
    language: str


@dataclass(frozen=True)
class SyncNow(Effect):
    """Try the line at once instead of at the next turn."""
