"""What to change so that a picture of a page becomes a good one."""

from __future__ import annotations

from enum import StrEnum


class Hint(StrEnum):
    """Stable words; in the order in which one of them is said at a time."""

    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    NO_PAGE = "no_page"
    PAGE_CUT_OFF = "page_cut_off"
    """A corner is outside the frame: move the page in."""
    PAGE_TOO_SMALL = "page_too_small"
    """Move it nearer, or it is not the page."""
    GLARE = "glare"
    """A reflection hides a part: tilt or move the page."""
    HOLD_STILL = "hold_still"
    """Blurred or moving."""
