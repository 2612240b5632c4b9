"""A text that takes a while to make out of large tables, kept beside them for the next process: each resident has a new
one, and none should wait until 300,000 rows were read again. There is nothing of a person in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


def kept(place: Path, sources: Sequence[Path], make: Callable[[], str]) -> str:
    """The text at `place` if it is newer than all its sources, else made and put there; a full disk keeps nothing."""
    try:
        made = place.stat().st_mtime_ns
        if all(made > source.stat().st_mtime_ns for source in sources):
            return place.read_text(encoding="utf-8")
    except OSError:
        pass  # not made yet
    text = make()
    beside = place.with_suffix(".new")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(place)
    except OSError:
        beside.unlink(missing_ok=True)
    return text
