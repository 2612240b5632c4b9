"""The terminal itself: where it stands, what it carries and how it is. Nothing personal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from catalogue.nearby import Reports
from visit.held.delays import Delays

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalogue.model import Item, Text
    from catalogue.realm import Realm
    from catalogue.shelf import Catalogue
    from catalogue.surroundings import Around
    from visit.held.device_health import DeviceHealth
    from visit.held.night import Night
    from visit.held.upkeep import Closure
    from visit.held.writing import Mode


@dataclass(frozen=True)
class Place:
    """Where this terminal stands."""

    terminal_id: str
    name: Text
    window_phone: str
    version: str
    floor: str = ""
    zone: str = ""
    """Where in the hall it stands: it shows the published list of there; empty for all of them."""


@dataclass(frozen=True)
class Machine:
    """What is true of the terminal whoever stands before it."""

    place: Place
    catalogue: Catalogue = field(hash=False)
    watched: tuple[str, ...]
    """Fitted device classes that a visit uses; the terminal has started when each has reported."""
    realm: Realm
    simulated: bool
    languages: tuple[str, ...] = ("zh", "en")
    """The first is the one that a visit begins in."""
    delays: Delays = field(default_factory=Delays)
    devices: Mapping[str, DeviceHealth] = field(default_factory=dict, hash=False)
    line_up: bool = False
    room: bool = True
    """Whether the store can take another case."""
    closed: Closure | None = None
    """Staff took it out of service."""
    room_code: str = ""
    """Why not; a code of the store."""
    card_present: bool | None = False
    chip_card_present: bool | None = False
    night: Night | None = None
    """When the picture is dark."""
    dim_s: float | None = None
    """At night the picture of a terminal that nobody uses is dimmed after so long, seconds; None: never."""
    present: bool | None = None
    """Whether somebody stands before it; None: there is nothing that knows."""
    noticed_at: float = 0.0
    """Monotonic time at which somebody last came or went."""
    cannot_write: frozenset[Mode] = frozenset()
    """Ways of writing whose dictionary or recogniser is not on this machine."""
    reads: bool = False
    """In 长辈版 the pages are spoken along; False where that would disturb."""
    reports: Reports = field(default_factory=Reports, hash=False)
    """What the hub last said of all terminals of the place."""

    @property
    def around(self) -> Around:
        """The outlets around this terminal, and its own."""
        return self.catalogue.around(self.place.terminal_id)

    @property
    def card_left(self) -> bool:
        """Whether somebody's card is still in or on this machine."""
        return bool(self.card_present or self.chip_card_present)

    def usable(self) -> frozenset[str]:
        return frozenset(name for name, health in self.devices.items() if health.usable)

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(self.catalogue.items.values())

    def troubles(self) -> Mapping[str, str]:
        """Codes of the devices that cannot be used."""
        return {name: health.code for name, health in self.devices.items() if not health.usable}

    def item(self, item_id: str) -> Item | None:
        return self.catalogue.items.get(item_id)
