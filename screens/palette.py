"""Colours by what they are for. Shapes carry these names; a palette says what each is when it is painted.

So a page is composed once and can be shown by day, by night and in high contrast. docs/design-language.md says what each
name is for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from visit.views import Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

PAPER: Final = "paper"
SURFACE: Final = "surface"
HAIRLINE: Final = "hairline"
EDGE: Final = "edge"
"""Frame of a thing that can be touched: 3:1 on paper and on surface (WCAG 2.2 1.4.11)."""
INK: Final = "ink"
MUTED: Final = "muted"
TEAL: Final = "teal"
TEAL_DARK: Final = "teal_dark"
TEAL_SOFT: Final = "teal_soft"
ON_TEAL: Final = "on_teal"
BAR: Final = "bar"
"""Ground of the line at the top."""
WELCOME: Final = "welcome"
ON_BAR: Final = "on_bar"
ON_BAR_SOFT: Final = "on_bar_soft"
AMBER: Final = "amber"
"""呼叫帮办, and nothing else."""
AMBER_DARK: Final = "amber_dark"
ON_AMBER: Final = "on_amber"
AMBER_SOFT: Final = "amber_soft"
WARNING: Final = "warning"
DANGER: Final = "danger"
DANGER_SOFT: Final = "danger_soft"
DONE: Final = "done"
DONE_SOFT: Final = "done_soft"
OFF: Final = "off"
ON_OFF: Final = "on_off"
FOCUS: Final = "focus"
"""Frame round what the keys of the keypad are on: 3:1 on every ground."""
FOCUS_EDGE: Final = "focus_edge"
"""Beside it, so that it shows on grounds of its own brightness too."""
SCRIM: Final = "scrim"
"""Over the page behind a question; the last two digits are opacity: a half, three quarters or seven eighths."""
DIMMED: Final = "dimmed"
"""Over the whole picture of a terminal at night that nobody uses; its opacity is one of those of `SCRIM`."""

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
    (ON_BAR, BAR),
    (ON_BAR_SOFT, BAR),
    (ON_BAR, WELCOME),
    (ON_BAR_SOFT, WELCOME),
    (WELCOME, ON_BAR),
    (BAR, ON_BAR),
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
"""Every pair of text and ground that the pages use; a test holds each to the palette's `text_contrast`."""

EDGE_PAIRS: tuple[tuple[str, str], ...] = (
    (EDGE, PAPER),
    (EDGE, SURFACE),
    (TEAL, PAPER),
    (TEAL, SURFACE),
    (DANGER, SURFACE),
)
"""Frames by which a thing that can be touched is known: 3:1 (WCAG 2.2 1.4.11)."""


@dataclass(frozen=True)
class Palette:
    """What each name is, as `#RRGGBB` or `#RRGGBBAA`."""

    name: str
    colours: Mapping[str, str]
    text_contrast: float = 4.5
    """Every pair of text and ground has at least so much (WCAG 2.2 1.4.3; 7 is 1.4.6)."""

    def __getitem__(self, name: str) -> str:
        return self.colours[name]

    def __hash__(self) -> int:
        return hash(self.name)

    def rgba(self, name: str) -> tuple[float, float, float, float]:
        return rgba(self.colours[name])


DAY: Final = Palette(
    "day",
    {
        PAPER: "#FAF8F3",
        SURFACE: "#FFFFFF",
        HAIRLINE: "#D8D3C7",
        EDGE: "#7C868C",
        INK: "#16262E",
        MUTED: "#4A5962",
        TEAL: "#0B5563",
        TEAL_DARK: "#07363F",
        TEAL_SOFT: "#E1EEEF",
        ON_TEAL: "#FFFFFF",
        BAR: "#07363F",
        WELCOME: "#0B5563",
        ON_BAR: "#FFFFFF",
        ON_BAR_SOFT: "#E1EEEF",
        AMBER: "#F5AE1B",
        AMBER_DARK: "#D08F00",
        ON_AMBER: "#221700",
        AMBER_SOFT: "#FDF1D3",
        WARNING: "#7A4B00",
        DANGER: "#A3211B",
        DANGER_SOFT: "#FBE9E7",
        DONE: "#1C6637",
        DONE_SOFT: "#E3F1E7",
        OFF: "#E7E4DC",
        ON_OFF: "#565D63",
        FOCUS: "#F5AE1B",
        FOCUS_EDGE: "#16262E",
        SCRIM: "#0A1A20BF",
        DIMMED: "#000000BF",
    },
)

NIGHT: Final = Palette(
    "night",
    {
        PAPER: "#0F1A1F",
        SURFACE: "#18262D",
        HAIRLINE: "#33454E",
        EDGE: "#7F939C",
        INK: "#E6EDEF",
        MUTED: "#A6B7BF",
        TEAL: "#7CCBD6",
        TEAL_DARK: "#5AAAB6",
        TEAL_SOFT: "#1E3A42",
        ON_TEAL: "#04252B",
        BAR: "#0A2F37",
        WELCOME: "#0E3B45",
        ON_BAR: "#DCEBED",
        ON_BAR_SOFT: "#A9CBD0",
        AMBER: "#E0A02A",
        AMBER_DARK: "#B98011",
        ON_AMBER: "#1C1300",
        AMBER_SOFT: "#33270C",
        WARNING: "#F0C36B",
        DANGER: "#FF9F98",
        DANGER_SOFT: "#3B1A18",
        DONE: "#86D6A2",
        DONE_SOFT: "#15301F",
        OFF: "#263238",
        ON_OFF: "#A3AFB5",
        FOCUS: "#FFC94D",
        FOCUS_EDGE: "#05090B",
        SCRIM: "#000000BF",
        DIMMED: "#000000BF",
    },
)
"""For a terminal in a dark place: a white panel blinds who comes in from the street."""

HIGH_CONTRAST: Final = Palette(
    "high_contrast",
    {
        PAPER: "#000000",
        SURFACE: "#000000",
        HAIRLINE: "#B0B0B0",
        EDGE: "#FFFFFF",
        INK: "#FFFFFF",
        MUTED: "#FFFFFF",
        TEAL: "#FFE45C",
        TEAL_DARK: "#FFF6C2",
        TEAL_SOFT: "#2C2800",
        ON_TEAL: "#000000",
        BAR: "#000000",
        WELCOME: "#000000",
        ON_BAR: "#FFFFFF",
        ON_BAR_SOFT: "#FFFFFF",
        AMBER: "#FF9F1C",
        AMBER_DARK: "#FFBD66",
        ON_AMBER: "#000000",
        AMBER_SOFT: "#2B1A00",
        WARNING: "#FFC56B",
        DANGER: "#FFA8A2",
        DANGER_SOFT: "#2E0B09",
        DONE: "#8CF0AC",
        DONE_SOFT: "#062412",
        OFF: "#2A2A2A",
        ON_OFF: "#D6D6D6",
        FOCUS: "#FFFFFF",
        FOCUS_EDGE: "#4B0082",
        SCRIM: "#000000E0",
        DIMMED: "#000000BF",
    },
    text_contrast=7.0,
)


@lru_cache(maxsize=256)
def rgba(colour: str) -> tuple[float, float, float, float]:
    """`#RRGGBB` or `#RRGGBBAA` as parts of one."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in range(1, len(colour), 2)]
    return parts[0], parts[1], parts[2], parts[3] if len(parts) == 4 else 1.0


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#RRGGBB` after WCAG 2.2 (relative luminance, sRGB)."""

    def luminance(colour: str) -> float:
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgba(colour)[:3]
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
