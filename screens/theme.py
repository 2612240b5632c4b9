"""Sizes in millimetres that a panel, and who stands before it, turn into pixels.

Sizes: EN 301 549 V3.2.1 clause 5.1.4 asks for capitals of 0.7 degrees, which is 7.3 mm at 600 mm; Noto Sans SC draws
capitals of 0.733 em, so body text is 10 mm. No letter's capitals are smaller than the 4.8 mm of 36 CFR 1191 App. D 707.7.2.
Targets are at least 15 mm (our choice; the MIIT annex for older users asks for 60 dp, which is 9.5 mm), in the elder mode
20 mm. Reach: nothing to touch above 1,220 mm or below 380 mm from the floor (2010 ADA Standards 308, as quoted).
The clauses are quoted from memory of the standards, not from their text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, hypot

from screens.palette import DAY, HIGH_CONTRAST, NIGHT, Palette
from visit.held.comfort import USUAL, Comfort

HIGHEST_REACH_MM = 1220.0
LOWEST_REACH_MM = 380.0
LEAST_LETTER_MM = 4.8 / 0.733
"""Em size of letters whose capitals are 4.8 mm."""
ELDER_LETTERS = 1.25
LOW_MM = 230.0
LEAST_FOR_LARGE_KEYS_MM = 240.0
"""Short side of a panel from which keys are as large as everything else in the elder mode."""
WIDE = 1.2
"""Width over height from which a panel counts as landscape; what somebody who sits reaches may be nearly square."""


@dataclass(frozen=True)
class Panel:
    """The display in front of the resident."""

    diagonal_inch: float
    width_px: int
    height_px: int
    bottom_edge_mm: float = 850.0
    """How high above the floor its picture begins."""

    @property
    def px_per_mm(self) -> float:
        """Pixels are taken to be square."""
        return hypot(self.width_px, self.height_px) / (self.diagonal_inch * 25.4)

    def reach_band(self) -> tuple[int, int]:
        """The rows of pixels, from and to, that somebody who sits reaches; all of them where none are within reach."""
        scale = self.px_per_mm
        top = ceil(self.height_px - (HIGHEST_REACH_MM - self.bottom_edge_mm) * scale)
        bottom = int(self.height_px - (LOWEST_REACH_MM - self.bottom_edge_mm) * scale)
        top, bottom = max(0, top), min(self.height_px, bottom)
        return (top, bottom) if bottom - top >= LEAST_BAND_MM * scale else (0, self.height_px)


LEAST_BAND_MM = 150.0
"""A page needs so much; a panel that hangs higher cannot be used sitting, whatever is drawn on it."""


@dataclass(frozen=True)
class Style:
    """One kind of text: em size in pixels, and weight."""

    size: int
    bold: bool = False


class Theme:
    """Sizes and colours of one panel in one way of being used. All lengths in the screens come from `mm` or from these
    styles.
    """

    def __init__(self, panel: Panel, comfort: Comfort = USUAL, *, night: bool = False) -> None:
        self.whole = panel
        """The display."""
        self.comfort = comfort
        self.night = night
        self.palette: Palette = HIGH_CONTRAST if comfort.contrast else NIGHT if night else DAY
        self.top, bottom = panel.reach_band() if comfort.seated else (0, panel.height_px)
        """Pages begin this many pixels below the top of the display."""
        self.panel = replace(panel, height_px=bottom - self.top)
        """The part of the display that pages are laid out on."""
        self.wide = self.panel.width_px > WIDE * self.panel.height_px
        """A landscape panel: things stand side by side."""
        self.low = self.panel.height_px < LOW_MM * panel.px_per_mm
        """Short of height: what can be left out is."""
        self._px_per_mm = panel.px_per_mm
        # A small panel is looked at from nearer and cannot hold 600 mm letters: shrink in step with its
        # short side, down to 15.6 inch in portrait, but never below seven tenths.
        short_mm = min(panel.width_px, panel.height_px) / self._px_per_mm
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
        self.smallest = self._whole_mm(20 if comfort.elder else 15)
        """No target is smaller than 15 mm on any panel, in the elder mode 20."""
        self.key = self.smallest if short_mm >= LEAST_FOR_LARGE_KEYS_MM else self._whole_mm(15)
        """No key of the on-screen keys is smaller: a panel that is not high enough cannot hold forty of 20 mm."""
        self.target = max(self.mm(24 if comfort.elder else 20), self.smallest)
        """Height of a usual button."""

    def styles(self) -> tuple[Style, ...]:
        """Every kind of text there is."""
        return tuple(one for one in vars(self).values() if isinstance(one, Style))

    def _style(self, mm: float, *, bold: bool = False) -> Style:
        # The largest letters are large enough for everybody, and grown by a quarter they would not fit.
        larger = ELDER_LETTERS if self.comfort.elder and mm < 18 else 1.0
        size = max(mm * self.shrink * larger, LEAST_LETTER_MM)
        return Style(ceil(size * self._px_per_mm), bold)

    def _whole_mm(self, length: float) -> int:
        """Whole pixels for real millimetres, never less than them."""
        return ceil(length * self._px_per_mm)

    def mm(self, length: float) -> float:
        """Pixels for a length in millimetres (smaller on a panel that is used from nearer)."""
        return length * self._px_per_mm * self.shrink
