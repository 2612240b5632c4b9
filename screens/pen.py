"""The pen that a finger draws with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens.theme import Theme


def pen_width(theme: Theme) -> float:
    """Pixels; like a thick felt pen."""
    return max(3.0, theme.mm(1.6))
