"""What a walk found: for people as lines, for programs as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk.locale import language, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalogue.model import Item

GUIDED = "guided"
"""Where a guide ends: it was read, and every way on leads somewhere."""


@dataclass(frozen=True)
class Stop:
    """Where a play went another way than its file says."""

    page: str
    expected: str
    seen: str


@dataclass(frozen=True)
class Played:
    """One play, as it went."""

    id: str
    ends: str
    """A value of `Ends`, `guided`, or empty when it came to no end."""
    fails: tuple[str, ...]
    """Rules that were seen not to hold, by what the pages and the office told."""
    steps: int
    """Pages that were gone through."""
    seconds: float
    stop: Stop | None = None

    @property
    def as_promised(self) -> bool:
        return self.stop is None

    def table(self) -> dict[str, Any]:
        row: dict[str, Any] = {
            "id": self.id,
            "ends": self.ends,
            "as_promised": self.as_promised,
            "steps": self.steps,
            "seconds": round(self.seconds, 2),
            "fails": list(self.fails),
        }
        if self.stop is not None:
            stop = self.stop
            row["stopped"] = {"page": stop.page, "expected": stop.expected, "seen": stop.seen}
        return row


@dataclass(frozen=True)
class Walked:
    """One item with all of its plays."""

    item: Item
    plays: tuple[Played, ...]

    @property
    def finished(self) -> bool:
        return bool(self.plays) and all(one.as_promised for one in self.plays)

    @property
    def steps(self) -> int:
        """Of the longest way."""
        return max((one.steps for one in self.plays), default=0)

    @property
    def seconds(self) -> float:
        return sum(one.seconds for one in self.plays)

    def table(self) -> dict[str, Any]:
        needs = self.item.needs
        return {
            "id": self.item.id,
            "name": self.item.names.plain.to(language()),
            "complete": self.item.complete,
            "finished": self.finished,
            "steps": self.steps,
            "seconds": round(self.seconds, 2),
            "needs": {
                "identity": [str(one) for one in needs.identity],
                "devices": list(needs.devices),
                "network": str(needs.network),
            },
            "trials": [one.table() for one in self.plays],
        }

    def lines(self) -> list[str]:
        """One for the item, and one for each play that did not go as promised."""
        mark = "✓" if self.finished else "✗"
        needs = "、".join((*(str(one) for one in self.item.needs.identity), *self.item.needs.devices)) or "—"
        head = told(
            "cli.walk_item",
            mark=mark,
            id=self.item.id,
            name=self.item.names.plain.to(language()),
            plays=len(self.plays),
            steps=self.steps,
            seconds=f"{self.seconds:.1f}",
            needs=needs,
        )
        return [head, *(_stopped(self.item, one) for one in self.plays if one.stop is not None)]


def _stopped(item: Item, played: Played) -> str:
    stop = played.stop
    assert stop is not None
    return "    " + told(
        "cli.walk_stopped",
        item=item.id,
        trial=played.id,
        page=stop.page,
        expected=stop.expected,
        seen=stop.seen,
    )


def table(walked: Sequence[Walked]) -> dict[str, Any]:
    """Of the whole walk."""
    plays = [one for item in walked for one in item.plays]
    return {
        "items": [one.table() for one in walked],
        "complete": sum(one.item.complete for one in walked),
        "finished": sum(one.finished for one in walked),
        "plays": len(plays),
        "not_as_promised": sum(not one.as_promised for one in plays),
        "seconds": round(sum(one.seconds for one in plays), 2),
    }
