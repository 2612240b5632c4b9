"""What every terminal of the place can do, so that nobody is sent to one that cannot. Nothing of a person is in it."""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from contract.message import Message


class TerminalNow(Message):
    """One terminal by its last heartbeat."""

    terminal_id: str
    online: bool
    """Heard of lately. Its line is up then; otherwise nobody knows."""
    last_seen: AwareDatetime | None = None
    """Of one that is silent; None: it is online, or was never heard of."""
    takes_cases: bool = True
    """Its disk takes another case."""
    devices: tuple[str, ...] = ()
    """Device classes that a command can be sent to."""


class OutletsNow(Message):
    """Asked for with the mark of the last answer: then only what changed since."""

    mark: str = Field(max_length=64)
    whole: bool
    """These are all terminals; else those that changed since the mark that was asked with."""
    terminals: tuple[TerminalNow, ...] = ()
