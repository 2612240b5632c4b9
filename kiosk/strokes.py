"""A signature by a fictional hand."""

from __future__ import annotations

import math

POINTS = 25
"""Of one stroke."""


def signature(
    x: float = 0.0, y: float = 0.0, w: float = 1.0, h: float = 1.0
) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Three strokes inside a rectangle, each a row of points."""
    along = [number / (POINTS - 1) for number in range(POINTS)]
    return (
        tuple((x + w * (0.15 + 0.2 * t), y + h * (0.3 + 0.05 * math.sin(6 * t))) for t in along),
        tuple((x + w * (0.25 + 0.03 * math.sin(4 * t)), y + h * (0.25 + 0.5 * t)) for t in along),
        tuple((x + w * (0.45 + 0.35 * t), y + h * (0.55 + 0.2 * math.sin(12 * t))) for t in along),
    )
