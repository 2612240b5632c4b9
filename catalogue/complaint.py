"""What is wrong in an item's file: said so that whoever wrote the file can mend it without asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.place import spelled

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from catalogue.place import Place
    from catalogue.source import Source


@dataclass(frozen=True)
class Complaint:
    """One thing wrong at a place of one file."""

    place: Place
    reason: str
    mend: str
    line: int | None = None
    """Known only where the text could not be read as YAML; otherwise the place has the line."""


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
