"""What a store was said to hold, against what a look from outside finds in it after each fault."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from torture_disk import Held, held, key_places
from torture_hub import shown

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Watch:
    """Of one store at a time; the counts go on when a new one is begun."""

    scratch: Path
    faults: int = 0
    shown: int = 0
    lost: int = 0
    """Numbers that were shown and are not there, and answers that were kept and are gone."""
    doubled: int = 0
    broken: int = 0
    """Files that SQLite calls damaged, or sequences with a hole."""
    unseen: int = 0
    """There without having been shown."""
    most_unseen: int = 0
    """Of one fault."""
    bare: int = 0
    """Data keys whose second place was empty."""
    spare: int = 0
    """Data keys in the second place alone, at the last look: erased, or never committed."""
    safe_modes: int = 0
    """Lives that found a store put aside as damaged."""
    failures: Counter[str] = field(default_factory=Counter)
    _known: dict[str, Held] = field(default_factory=dict)

    def new_store(self) -> None:
        self._known = {}

    def look(self, store: Path, told: list[str]) -> None:
        """After a fault: `told` is what the life that met it told before."""
        self.faults += 1
        self.safe_modes += "open 1" in told
        for one in shown(told):
            self.shown += 1
            self._known[one.key] = Held(one.sequence, one.number, 0)
        for words in map(str.split, told):
            if words[0] == "answered":
                before = self._known[words[1]]
                self._known[words[1]] = Held(before.sequence, before.number, 1)
            elif words[0] == "failure":
                self.failures[words[1]] += 1
        try:
            there = held(store, self.scratch)
            table, beside = key_places(self.scratch)
            self.bare += len(table - beside)
            self.spare = len(beside - table)
        except sqlite3.DatabaseError:
            self.broken += 1
            there = {}
        self.lost += sum(not _as_told(there.get(key), one) for key, one in self._known.items())
        unseen = len(set(there) - set(self._known))
        self.unseen += unseen
        self.most_unseen = max(self.most_unseen, unseen)
        sequences = sorted(one.sequence for one in there.values())
        self.doubled += len(there) - len({one.number for one in there.values()})
        self.broken += sequences != list(range(1, len(sequences) + 1))
        self._known = there

    @property
    def counts(self) -> dict[str, int]:
        names = ("faults", "shown", "lost", "doubled", "broken", "unseen")
        return {name: getattr(self, name) for name in names}


def _as_told(found: Held | None, told: Held) -> bool:
    return (
        found is not None
        and (found.sequence, found.number) == (told.sequence, told.number)
        and found.state >= told.state
    )
