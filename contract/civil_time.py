"""The time residents live by. Terminals and hub must mean the same day by a date, whatever a machine was set to."""

from __future__ import annotations

from datetime import timedelta, timezone

CIVIL = timezone(timedelta(hours=8), "UTC+8")
"""One zone in all of China, and no summer time."""
