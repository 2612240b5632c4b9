"""What can be done at this machine now: an item's needs against devices, line and room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.availability import Availability, availability

if TYPE_CHECKING:
    from catalogue.model import Item
    from visit.state import Machine


def offer(machine: Machine, item: Item) -> Availability:
    return availability(item, usable=machine.usable(), line_up=machine.line_up, room=machine.room)


def any_open(machine: Machine) -> bool:
    """Whether a resident could begin anything; otherwise the terminal says that it is out of service."""
    return any(offer(machine, item).open for item in machine.items)
