"""The fault matrix as Markdown: a table for each driver, a line for each fault."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import Any

COLUMNS = ("fault", "at open", "when idle", "in the command, after so many answers", "must act", "well again")
CALLS = ("open", "poll", "command")

Told = tuple[str, str, list[dict[str, Any]]]
"""Driver, fault, and the cells of the line."""


def fault_table(found: list[Told]) -> str:
    lines = [
        "# What each fault led to",
        "",
        "Each fault struck just before each answer of the simulated device. `2-4 no_answer`: so it was told when it struck",
        "after the second, third and fourth answer of the call. *Well again*: the longest time from the mending of the",
        "fault to a command that succeeded, with nobody's help.",
    ]
    for driver in sorted({name for name, _, _ in found}):
        rows = [_row(fault, cells) for name, fault, cells in found if name == driver]
        wide = [max(_columns(row[at]) for row in [COLUMNS, *rows]) for at in range(len(COLUMNS))]
        lines += ["", f"## {driver}", "", _line(COLUMNS, wide), _line(tuple("-" * one for one in wide), wide)]
        lines += [_line(row, wide) for row in rows]
    return "\n".join(lines) + "\n"


def _row(fault: str, cells: list[dict[str, Any]]) -> tuple[str, ...]:
    told = [_told([cell for cell in cells if cell["moment"]["call"] == call]) for call in CALLS]
    reached = [cell for cell in cells if cell["reached"]]
    act = sorted({cell["action"] for cell in reached if cell["action"] != "nobody"}) or ["nobody"]
    back = max((cell["back_s"] for cell in reached), default=0.0)
    return (fault, *told, ", ".join(act), f"{back:.1f} s")


def _told(cells: list[dict[str, Any]]) -> str:
    """Moments that follow each other and led to the same stand together."""
    parts = []
    for word, group in groupby(cells, lambda cell: cell["told"] if cell["reached"] else "(not reached)"):
        numbers = [cell["moment"]["answer"] for cell in group]
        span = f"{numbers[0]}-{numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}"
        parts.append(f"{span} {word}")
    return parts[0].partition(" ")[2] if len(parts) == 1 else ", ".join(parts)


def _line(row: tuple[str, ...], wide: list[int]) -> str:
    return (
        "| "
        + " | ".join(text + " " * (to - _columns(text)) for text, to in zip(row, wide, strict=True))
        + " |"
    )


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
