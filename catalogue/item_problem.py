"""What is wrong in the catalogue, with file and line, for the person who keeps the items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.place import spelled

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from catalogue.complaint import Complaint
    from catalogue.source import Source


@dataclass(frozen=True)
class ItemProblem:
    """One thing wrong in the catalogue, for the person who keeps the items."""

    file: Path
    line: int
    """From 1."""
    where: str
    reason: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.where}: {self.reason}. Mend: {self.mend}"


def placed(path: Path, source: Source | None, found: Iterable[Complaint]) -> list[ItemProblem]:
    """The complaints about a file, each with its line."""
    return [
        ItemProblem(
            path,
            one.line if one.line is not None else source.line(one.place) if source else 1,
            spelled(one.place),
            one.reason,
            one.mend,
        )
        for one in found
    ]
