"""Online or offline, computed whenever somebody looks and never stored.

A stored flag is wrong after every restart.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, timedelta

SILENCE = 2.5
"""Heartbeats that may be missing before a terminal counts as offline."""
GRACE = 3
"""Heartbeat intervals after a hub's start in which nobody is called offline: they had nobody to report to."""


class Presence(StrEnum):
    """`AWAITED`: the hub has just started and cannot know yet."""

    NEVER_SEEN = "never_seen"
    ONLINE = "online"
    AWAITED = "awaited"
    OFFLINE = "offline"


def presence(now: datetime, last_seen: datetime | None, hub_up_since: datetime, every: timedelta) -> Presence:
    """How a terminal stands, from three times and the heartbeat interval."""
    if last_seen is None:
        return Presence.NEVER_SEEN
    if now - last_seen <= SILENCE * every:
        return Presence.ONLINE
    if now - hub_up_since < GRACE * every:
        return Presence.AWAITED
    return Presence.OFFLINE
