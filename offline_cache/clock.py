"""The hub's time, held against a counter of this machine that nobody can set.

Village terminals wake up in 1970 when their battery is flat, and somebody sets the calendar by hand. The counter since
the start of the machine (`CLOCK_BOOTTIME`, which also runs while it sleeps) jumps for neither.
"""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from contract.clock import Moment

if TYPE_CHECKING:
    from collections.abc import Callable

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
LONGEST_EXCHANGE_S = 10.0
"""What took longer teaches nothing: the hub's time may be anywhere within it."""


def since_boot_s() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME)


@cache
def boot_of_machine() -> str:
    """Eight hex digits of the random id that the kernel draws at each start.

    Where it cannot be read each start of the program counts as one of the machine: offsets then help only later
    records of the same run, and nothing wrong is reckoned.
    """
    try:
        return BOOT_ID.read_text(encoding="ascii").replace("-", "")[:8]
    except (OSError, UnicodeDecodeError):
        return secrets.token_hex(4)


class HubTime:
    """Any thread. `counter` gives seconds since the start of the machine."""

    def __init__(self, boot: str | None = None, counter: Callable[[], float] = since_boot_s) -> None:
        self._boot = boot or boot_of_machine()
        self._counter = counter
        self._offset_ms: int | None = None

    def ask(self) -> float:
        """To be taken right before a question whose answer tells the hub's time, and handed to `learn`."""
        return self._counter()

    def learn(self, hub_time: datetime, asked: float) -> None:
        """The hub read its clock somewhere between question and answer: the middle is wrong by half of that at most."""
        answered = self._counter()
        if 0 <= answered - asked <= LONGEST_EXCHANGE_S:
            self._offset_ms = round(hub_time.timestamp() * 1000 - (asked + answered) * 500)

    def token(self) -> str:
        """Now, for `contract/clock.py`."""
        return str(Moment(self._boot, int(self._counter() * 1000), self._offset_ms))

    def now(self) -> datetime | None:
        """The hub's time now; None when it was not heard since the start of this program."""
        if self._offset_ms is None:
            return None
        return datetime.fromtimestamp(self._counter() + self._offset_ms / 1000, UTC)
