"""What the region's file says of appointments, as the hub counts by it: read once, like the items."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from catalogue.appointment_times import bookable, desks_for, hours_of, window_of
from catalogue.region_file import load_region

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from catalogue.appointments import Appointments, Desk
    from catalogue.model import Item
    from catalogue.outlets import Hours
    from catalogue.region import Region

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Counter:
    """A desk as far as one item is concerned."""

    desk: Desk
    key: str
    """Under which places are counted."""
    hours: Hours
    rules: Appointments

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.rules.slot_minutes)

    def times(self, now: datetime) -> tuple[datetime, ...]:
        return bookable(self.rules, self.hours, now)


class Timetable:
    """Any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._regions: dict[Path, Region] = {}

    def region(self, services: Path) -> Region:
        """A folder that does not read has no appointments; its mistakes are told with those of the items."""
        with self._lock:
            if services not in self._regions:
                region, problems = load_region(services)
                if problems:
                    log.error("region_wrong: %d mistakes; must act: engineer", len(problems))
                self._regions[services] = region
            return self._regions[services]

    def counters(self, services: Path, item: Item) -> tuple[Counter, ...]:
        """Where an appointment for this item can be kept."""
        region = self.region(services)
        window, rules = window_of(region, item), region.appointments
        if window is None or rules is None or region.outlets is None:
            return ()
        outlets = {one.id: one for one in region.outlets.outlets}
        return tuple(
            Counter(desk, desk.counted_as(window), hours_of(desk, outlets[desk.outlet]), rules)
            for desk in desks_for(region, item)
        )

    def counter(self, services: Path, item: Item, outlet: str) -> Counter | None:
        return next((one for one in self.counters(services, item) if one.desk.outlet == outlet), None)

    def outlet_of(self, services: Path, terminal_id: str) -> str:
        """Where a terminal stands; empty for one that no outlet lists."""
        outlets = self.region(services).outlets
        found = outlets.of_terminal(terminal_id) if outlets is not None else None
        return found.id if found is not None else ""
