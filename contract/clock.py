"""When something happened by a machine whose calendar clock may be wrong, as a token without blanks.

`boot.monotonic.offset`: eight hex digits that name the start of the machine, milliseconds since that start, and, when
known, what must be added to them to get the hub's time (milliseconds since 1970). The counter since the start cannot
be set, so what was written under a wrong calendar can be reckoned later, also by an offset that was learnt later in the
same run of the machine.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

PATTERN = r"(?:[0-9a-f]{8}\.[0-9]{1,13}\.[0-9]{0,14})?"
"""Empty when the machine does not say."""
_TOKEN = re.compile(r"([0-9a-f]{8})\.([0-9]{1,13})\.([0-9]{0,14})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(NamedTuple):
    """Read from a token, or to be written as one."""

    boot: str
    monotonic_ms: int
    offset_ms: int | None

    def __str__(self) -> str:
        return f"{self.boot}.{self.monotonic_ms}.{'' if self.offset_ms is None else self.offset_ms}"

    def time(self, offset_ms: int | None = None) -> datetime | None:
        """The hub's time of this moment, by its own offset or else by one that was learnt in the same run."""
        offset = self.offset_ms if self.offset_ms is not None else offset_ms
        if offset is None:
            return None
        try:
            return _EPOCH + timedelta(milliseconds=self.monotonic_ms + offset)
        except OverflowError:
            return None


def read(token: str) -> Moment | None:
    """None when it is no token."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    boot, monotonic, offset = found.groups()
    return Moment(boot, int(monotonic), int(offset) if offset else None)
