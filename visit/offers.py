"""What can be done at this machine now: an item's needs against devices, line, room and outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.availability import Availability, availability

if TYPE_CHECKING:
    from datetime import datetime

    from catalogue.model import Item
    from visit.held.machine import Machine


def offer(machine: Machine, item: Item, now: datetime | None = None) -> Availability:
    """`now`: some outlets leave out more while nobody of the staff is there; None: in general."""
    return availability(
        item,
        usable=machine.usable(),
        line_up=machine.line_up,
        room=machine.room,
        troubles=machine.troubles(),
        left_out=machine.around.left_out(item, now),
    )


def any_open(machine: Machine) -> bool:
    """Whether anything can be done here now; otherwise the terminal says that it is out of service. A guide is not done
    here: who came to do something is told plainly, and where to go.
    """
    if machine.closed is not None:
        return False
    return any(offer(machine, item).open for item in machine.items if item.complete and not item.hand_over)
