"""Where things are on the pages, for the finger and the eye."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

FILE = "geometry.json"


@dataclass(frozen=True)
class Geometry:
    """x, y, width and height in pixels of the screen."""

    targets: dict[str, dict[str, tuple[float, float, float, float]]]
    """By page and id."""
    entry: tuple[float, float, float, float]
    """Around what is typed."""
    first: list[tuple[tuple[float, float, float, float], str]]
    """Words of the first page and the colour they stand on: its place, its title, 呼叫帮办."""


def geometry(folder: Path) -> Geometry:
    table: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return Geometry(**table)
