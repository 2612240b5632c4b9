"""Colours, and sizes in millimetres that a panel turns into pixels.

Sizes: EN 301 549 V3.2.1 clause 5.1.4 asks for capitals of 0.7 degrees, which is 7.3 mm at 600 mm; Noto
Sans SC draws
capitals of 0.733 em, so body text is 10 mm. Small notes stay above the 4.8 mm capitals of 36 CFR 1191 App.
D 707.7.2.
Targets are at least 15 mm (our choice; the MIIT annex for older users asks for 60 dp, which is 9.5 mm).
The clauses are quoted from memory of the standards, not from their text.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from visit.views import Mark

PAPER = "#FAF8F3"
SURFACE = "#FFFFFF"
HAIRLINE = "#D8D3C7"
EDGE = "#7C868C"
"""Frame of a thing that can be touched: 3:1 on paper and on white (WCAG 2.2 1.4.11)."""
INK = "#16262E"
MUTED = "#4A5962"
TEAL = "#0B5563"
TEAL_DARK = "#07363F"
TEAL_SOFT = "#E1EEEF"
ON_TEAL = "#FFFFFF"
AMBER = "#F5AE1B"
AMBER_DARK = "#D08F00"
ON_AMBER = "#221700"
AMBER_SOFT = "#FDF1D3"
WARNING = "#7A4B00"
DANGER = "#A3211B"
DANGER_SOFT = "#FBE9E7"
DONE = "#1C6637"
DONE_SOFT = "#E3F1E7"
OFF = "#E7E4DC"
ON_OFF = "#565D63"
SCRIM = "#0A1A20B8"
"""Over the page behind a question; the last two digits are opacity."""

MARK_COLOURS: dict[Mark, tuple[str, str]] = {
    Mark.NONE: (MUTED, SURFACE),
    Mark.DONE: (DONE, DONE_SOFT),
    Mark.NOW: (TEAL, TEAL_SOFT),
    Mark.WAITING: (MUTED, SURFACE),
    Mark.WARNING: (WARNING, AMBER_SOFT),
    Mark.TROUBLE: (DANGER, DANGER_SOFT),
}
"""Colour of sign and word, and of the ground behind them."""

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    (INK, PAPER),
    (INK, SURFACE),
    (MUTED, PAPER),
    (MUTED, SURFACE),
    (MUTED, TEAL_SOFT),
    (INK, TEAL_SOFT),
    (TEAL, PAPER),
    (TEAL, SURFACE),
    (TEAL, TEAL_SOFT),
    (ON_TEAL, TEAL),
    (ON_TEAL, TEAL_DARK),
    (TEAL_SOFT, TEAL),
    (TEAL_SOFT, TEAL_DARK),
    (ON_AMBER, AMBER),
    (ON_AMBER, AMBER_DARK),
    (WARNING, AMBER_SOFT),
    (INK, AMBER_SOFT),
    (DANGER, SURFACE),
    (DANGER, PAPER),
    (DANGER, DANGER_SOFT),
    (INK, DANGER_SOFT),
    (ON_TEAL, DANGER),
    (DONE, SURFACE),
    (DONE, PAPER),
    (DONE, DONE_SOFT),
    (INK, DONE_SOFT),
    (ON_OFF, OFF),
    (ON_OFF, PAPER),
)
"""Every pair of text and ground that the pages use; a test holds each to 4.5:1."""


@dataclass(frozen=True)
class Panel:
    """The display in front of the resident."""

    diagonal_inch: float
    width_px: int
    height_px: int

    @property
    def px_per_mm(self) -> float:
        """Pixels are taken to be square."""
        return hypot(self.width_px, self.height_px) / (self.diagonal_inch * 25.4)


@dataclass(frozen=True)
class Style:
    """One kind of text: em size in pixels, and weight."""

    size: int
    bold: bool = False


class Theme:
    """Sizes of one panel. All lengths in the screens come from `mm` or from these styles."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        # A small panel is looked at from nearer and cannot hold 600 mm letters: shrink in step with its
        # short side, down to 15.6 inch in portrait, but never below seven tenths.
        short_mm = min(panel.width_px, panel.height_px) / panel.px_per_mm
        self.shrink = min(1.0, max(0.7, short_mm / 300))
        self.note = self._style(8)
        self.note_bold = self._style(8, bold=True)
        self.body = self._style(10)
        self.body_bold = self._style(10, bold=True)
        self.lead = self._style(12)
        self.lead_bold = self._style(12, bold=True)
        self.heading = self._style(14, bold=True)
        self.title = self._style(18, bold=True)
        self.giant = self._style(28, bold=True)
        self.margin = self.mm(14)
        self.gap = self.mm(5)
        self.radius = self.mm(4)
        self.target = self.mm(20)
        """Height of a usual button."""
        self.smallest = round(15 * panel.px_per_mm + 0.5)
        """No target is smaller than 15 mm, on any panel."""

    def styles(self) -> tuple[Style, ...]:
        """Every kind of text there is."""
        return tuple(one for one in vars(self).values() if isinstance(one, Style))

    def _style(self, mm: float, *, bold: bool = False) -> Style:
        return Style(round(self.mm(mm)), bold)

    def mm(self, length: float) -> float:
        """Pixels for a length in millimetres (smaller on a panel that is used from nearer)."""
        return length * self.panel.px_per_mm * self.shrink


def rgba(colour: str) -> tuple[float, float, float, float]:
    """`#RRGGBB` or `#RRGGBBAA` as parts of one."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in range(1, len(colour), 2)]
    return parts[0], parts[1], parts[2], parts[3] if len(parts) == 4 else 1.0


def contrast(one: str, other: str) -> float:
    """Contrast ratio after WCAG 2.2 (relative luminance, sRGB)."""

    def luminance(colour: str) -> float:
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgba(colour)[:3]
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
