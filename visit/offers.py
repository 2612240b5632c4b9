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
    """Whether anything can be done here now; otherwise the terminal says that it is out of service. A guide is not done
    here: who came to do something is told plainly, and where to go.
    """
    return any(offer(machine, item).open for item in machine.items if item.complete)
