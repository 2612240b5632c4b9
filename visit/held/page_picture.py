"""A document's page, ready to be shown: to unpack a PNG would hold the UI thread for two frames."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class PagePicture:
    """Size in pixels. Two are equal only if they are the same: megabytes are not compared at every touch."""

    width: int
    height: int
    rgba: bytes = field(repr=False)
    """Four bytes a pixel, rows from the top."""
