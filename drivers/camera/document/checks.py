"""A look at one frame: where the page is, and what keeps the picture from being a good one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from drivers.camera.document.corners import area, side_lengths, whole_frame
from drivers.camera.document.find_page import FoundPage, find_page
from drivers.camera.document.hints import Hint
from drivers.camera.document.measure import brightest_level, evenness, glare_share, paper_level, sharpness
from drivers.camera.document.warp import A4_MM, warp
from outcome import Failure

if TYPE_CHECKING:
    from drivers.camera.document.corners import Corners
    from drivers.camera.frame import Image


@dataclass(frozen=True, kw_only=True)
class Limits:
    """To be set for each model of camera: see `measure.py`."""

    smallest_share: float = 0.15
    """Of the frame that the page must cover."""
    edge_share: float = 0.008
    """Of the frame's long side: a corner nearer to the edge is taken for cut off."""
    darkest_paper: float = 100.0
    brightest_paper: float = 251.0
    darkest_frame: float = 60.0
    """For a frame without a page: too dark to tell."""
    least_sharpness: float = 0.14
    least_evenness: float = 0.35
    most_glare: float = 0.002


@dataclass(frozen=True)
class Look:
    page: FoundPage
    hints: tuple[Hint, ...]
    """In the order of importance; empty: a good picture."""


def look(image: Image, limits: Limits | None = None) -> Look:
    """About 0.1 s for a frame of full HD on one core."""
    limits = limits or Limits()
    page = find_page(image)
    if not page.found:
        dark = brightest_level(image) < limits.darkest_frame
        return Look(page, (Hint.TOO_DARK,) if dark else (Hint.NO_PAGE,))
    hints = {*_laid(image, page.corners, limits), *_seen_well(image, page.corners, limits)}
    return Look(page, tuple(hint for hint in Hint if hint in hints))


def _laid(image: Image, corners: Corners, limits: Limits) -> set[Hint]:
    hints = set()
    height, width = image.shape[:2]
    margin = limits.edge_share * max(height, width)
    if (corners < margin).any() or (corners > whole_frame(image)[2] - margin).any():
        hints.add(Hint.PAGE_CUT_OFF)
    if area(corners) < limits.smallest_share * height * width:
        hints.add(Hint.PAGE_TOO_SMALL)
    return hints


def _seen_well(image: Image, corners: Corners, limits: Limits) -> set[Hint]:
    straight = warp(image, corners, _own_dpi(corners))
    if isinstance(straight, Failure):
        return {Hint.NO_PAGE}
    page = _without_rim(straight.value)
    hints = set()
    paper = paper_level(page)
    if paper < limits.darkest_paper:
        hints.add(Hint.TOO_DARK)
    if paper > limits.brightest_paper:
        hints.add(Hint.TOO_BRIGHT)
    if glare_share(page) > limits.most_glare:
        hints.add(Hint.GLARE)
    if sharpness(page) < limits.least_sharpness or evenness(page) < limits.least_evenness:
        hints.add(Hint.HOLD_STILL)
    return hints


def _own_dpi(corners: Corners) -> int:
    """At which the page keeps about the pixels it has: stretching would make it look blurred. At most 100, which
    is enough to judge."""
    return int(np.clip(side_lengths(corners).max() / (A4_MM[1] / 25.4), 10, 100))


def _without_rim(page: Image) -> Image:
    """Three per cent less on each side: the desk must not be judged with the page."""
    height, width = page.shape[:2]
    down, across = round(0.03 * height), round(0.03 * width)
    return page[down : height - down, across : width - across]
