"""How a simulated device that only answers lets the ordered faults have their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.simulators.faults import GARBAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.simulators.faults import Faults
    from drivers.simulators.wires import Reply


def send(answer: bytes, reply: Reply, faults: Faults, hang_up: Callable[[], None]) -> None:
    """The answer, or what was ordered instead of it."""
    disturbance = faults.take()
    if disturbance.delay_s:
        faults.cleared.wait(disturbance.delay_s)
    if disturbance.silent:
        return
    if disturbance.drop:
        hang_up()
    elif disturbance.garbage:
        reply(GARBAGE)
    elif answer:
        reply(answer)
