"""One driver with what stands at the far end of its wire, as the shared proofs need it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from drivers.device import DeviceClass
from drivers.registry import factory
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from drivers.simulators.simulator import Simulator


class Row:
    def __init__(self, name: str, options: Mapping[str, Any], stand: Simulator | None = None) -> None:
        self.name = name
        self.stand = stand
        self.device_class = DeviceClass(name.partition(".")[0])
        table = {"driver": name.partition(".")[2], **options}
        made = factory(self.device_class, table)
        assert isinstance(made, Ok), made
        self.make: Callable[[], Any] = made.value
        self.ready: Callable[[], None] = lambda: None
        """A person lays down the card, shows the code, puts in paper: the class's command can now succeed."""

    def unplug(self) -> None:
        for wire in self.stand.wires if self.stand else ():
            wire.unplug()

    def plug(self) -> None:
        for wire in self.stand.wires if self.stand else ():
            wire.plug()


@dataclass(frozen=True)
class Entry:
    """A line of `ROWS`."""

    stand: Callable[[Path], Any]
    """Builds the device's stand in a folder with a short path."""
    ready: Callable[[Any], None] = lambda stand: None
    """With the stand: make the class's command succeed."""
    quick: Mapping[str, Any] = field(default_factory=dict)
    """Options that make waits short."""
    faults: Mapping[str, Callable[[Any], None]] = field(default_factory=dict)
    """With the stand: what only this device can suffer, for the fault matrix, by the name it has in the table."""
    mend: Callable[[Any], None] = lambda stand: None
    """With the stand: undo these, as far as `faults.clear` does not."""
    bears: frozenset[str] = frozenset()
    """Faults that this driver makes up for by itself, so that nobody need ever hear of them."""
    felt_s: float = 0.5
    """A fault at the idle device is heard of within this, or it did no harm."""
    most_answers: int = 12
    """Of one call, for the fault matrix."""
    streams: bool = False
    """It sends by itself, and the same over and over."""
    side_by_side: int = 20
    """So many of these stand beside each other without being in each other's way."""
