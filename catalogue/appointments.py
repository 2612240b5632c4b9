"""预约: which desks take appointments, when, and how many at once. `services/_region/appointments.yaml`.

Terminal and hub read the same file: the terminal shows the rules and the places, the hub counts.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field as Attribute

from catalogue.model.part import Part, Text
from catalogue.outlets import OUTLET_ID, Hours


class Desk(Part):
    """Where somebody with an appointment is waited for."""

    id: str = Attribute(pattern=OUTLET_ID, max_length=40)
    """Places are counted under this name: a desk that gets another one begins at nought."""
    outlet: str
    name: Text | None = None
    """What stands over it; without one it is the window of the item."""
    windows: tuple[str, ...] = Attribute(min_length=1)
    """Windows of the region whose items are done here."""
    each_window: bool = False
    """Whether `at_once` is of each of its windows, not of all of them together."""
    at_once: int = Attribute(ge=1, le=50)
    """How many people one time has room for."""
    hours: Hours | None = None
    """When it takes appointments; without them while the outlet is open."""

    def counted_as(self, window: str) -> str:
        """The name under which the places of a time are counted."""
        return f"{self.id}/{window}" if self.each_window else self.id


class Appointments(Part):
    slot_minutes: int = Attribute(ge=5, le=120)
    days_ahead: int = Attribute(ge=1, le=60)
    """The last day that can be booked, counted from today."""
    notice_minutes: int = Attribute(ge=0, le=24 * 60)
    """A time that begins sooner than this cannot be booked any more."""
    early_minutes: int = Attribute(ge=0, le=240)
    """So long before its time a ticket is taken."""
    late_minutes: int = Attribute(ge=0, le=240)
    """So long after its time has ended a ticket is still taken."""
    closed: tuple[date, ...] = ()
    """Days on which no desk takes appointments although the calendar would have it so."""
    conditions: tuple[Text, ...] = Attribute(min_length=1)
    """预约规则, published as they stand here: on the page, on the slip and on the telephone page."""
    desks: tuple[Desk, ...] = Attribute(min_length=1)

    def desk(self, name: str) -> Desk | None:
        return next((one for one in self.desks if one.id == name), None)
