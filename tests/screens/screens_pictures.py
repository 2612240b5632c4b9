"""Pictures of pages that people have looked at and found good, and how a page of today is held against them.

A picture is kept at a third of its size and in few colours: small enough for the repository, and so coarse that another
version of the letters' rasteriser makes no difference, while a letter that moved or is missing does.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from screens_walk import PANELS

from visit.held.comfort import USUAL, Comfort

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from screens.theme import Panel

KEPT = Path(__file__).parent / "pictures"
DIFFERENCES = Path(__file__).parents[2] / "out" / "picture-diffs"
ACCEPT = "BANGBAN_ACCEPT_PICTURES"
SMALLER, COLOURS = 3, 64
FAR = 48
"""Of 255: a pixel that is further off counts. Edges of letters that were rasterised anew stay below it."""
MOST = 12
"""Pixels of the small picture that may be further off: less than one letter."""

FEW = (
    "attract",
    "home",
    "branch",
    "guide",
    "identify",
    "choice",
    "pinyin",
    "date",
    "materials",
    "check",
    "sign",
    "result",
    "rating",
    "help",
)
"""One of every kind, for the ways of showing that share their layout with another."""


@dataclass(frozen=True)
class Setting:
    """One way of showing pages, and which of them are kept."""

    panel: Panel
    comfort: Comfort = USUAL
    language: str = "zh"
    night: bool = False
    pages: tuple[str, ...] = FEW
    """Empty: every page."""


SETTINGS = {
    "usual": Setting(PANELS["27 portrait"], pages=()),
    "elder": Setting(PANELS["27 portrait"], Comfort(elder=True)),
    "contrast": Setting(PANELS["27 portrait"], Comfort(contrast=True)),
    "night": Setting(PANELS["27 portrait"], night=True),
    "seated": Setting(PANELS["27 portrait"], Comfort(seated=True)),
    "english": Setting(PANELS["27 portrait"], language="en"),
    "landscape": Setting(PANELS["21.5 landscape"]),
    "landscape-english-elder": Setting(PANELS["15.6 landscape"], Comfort(elder=True), "en"),
}


def small(image: Image.Image) -> Image.Image:
    return (
        image.convert("RGB")
        .reduce(SMALLER)
        .quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    )


def far_off(kept: Image.Image, now: Image.Image) -> NDArray[np.bool_]:
    """Which pixels of the small pictures differ; all of them when the sizes do."""
    one, other = (np.asarray(image.convert("RGB"), np.int16) for image in (kept, now))
    if one.shape != other.shape:
        return np.ones(one.shape[:2], np.bool_)
    far: NDArray[np.bool_] = np.abs(one - other).max(axis=2) > FAR
    return far


def accepting() -> bool:
    return os.environ.get(ACCEPT) == "1"


def accept(path: Path, image: Image.Image) -> None:
    """Only what differs is written anew, so that nothing changes in the repository for nothing."""
    now = small(image)
    if path.exists() and far_off(Image.open(path), now).sum() <= MOST:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    now.save(path, "PNG", optimize=True)


def tell_difference(setting: str, page: str, kept: Image.Image | None, now: Image.Image) -> Path:
    """Expected, actual and what differs, side by side, and a page with all that differ; returns the page."""
    DIFFERENCES.mkdir(parents=True, exist_ok=True)
    now = small(now).convert("RGB")
    before = kept.convert("RGB") if kept is not None else Image.new("RGB", now.size, "white")
    marked = Image.blend(now, Image.new("RGB", now.size, "white"), 0.7)
    if before.size == now.size:
        marked.paste((200, 0, 0), mask=Image.fromarray(far_off(before, now).astype(np.uint8) * 255))
    sheet = Image.new("RGB", (before.width + 2 * now.width + 40, max(before.height, now.height)), "#888")
    for image, left in ((before, 0), (now, before.width + 20), (marked, before.width + now.width + 40)):
        sheet.paste(image, (left, 0))
    sheet.save(DIFFERENCES / f"{setting}--{page}.png")
    listed = "".join(
        f'<h2>{escape(one.stem.replace("--", ": "))}</h2><img loading="lazy" src="{escape(one.name)}">\n'
        for one in sorted(DIFFERENCES.glob("*.png"))
    )
    index = DIFFERENCES / "index.html"
    index.write_text(
        '<!doctype html><meta charset="utf-8"><title>Pictures that differ</title>'
        "<style>body{font:16px sans-serif;margin:2em}img{max-width:100%}</style>"
        "<h1>Pictures that differ</h1><p>Kept, now, and red where they differ. "
        "If the new ones are right: <code>make pictures</code>.</p>\n" + listed,
        encoding="utf-8",
    )
    return index
