"""Drawn desks with a sheet of paper on them, whose corners are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

DESKS = {"dark mat": (40, 42, 44), "grey": (110, 112, 115), "blue": (120, 80, 50), "wood": (62, 96, 140)}
SIZE = (960, 720)


@dataclass
class Scene:
    image: Any
    corners: Any
    """Top left, top right, bottom right, bottom left."""


def sheet(seed: int, paper: int = 225) -> Any:
    rng = np.random.default_rng(seed)
    page = np.full((1188, 840, 3), paper, np.uint8)
    for line in range(26):
        text = "".join(rng.choice(list("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789   "), int(rng.integers(12, 34))))
        cv2.putText(page, text, (70, 110 + 40 * line), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (40, 40, 40), 2)
    return page


def desk(name: str, seed: int) -> Any:
    rng = np.random.default_rng(seed)
    width, height = SIZE
    plain = np.full((height, width, 3), DESKS[name], np.float32)
    if name == "wood":
        plain += (8 * np.sin(np.linspace(0, 70, height)))[:, None, None]
    light = np.linspace(*rng.uniform(0.85, 1.1, 2), width)
    return np.clip(plain * light[None, :, None] + rng.normal(0, 2, plain.shape), 0, 255).astype(np.uint8)


def corners_of(seed: int, *, share: float = 0.8, jitter: float = 0.05, turn_deg: float = 12.0) -> Any:
    """A page of `share` of the frame's height, turned and seen from a slant, inside the frame."""
    rng = np.random.default_rng(seed)
    width, height = SIZE
    tall = share * height
    wide = tall * 210 / 297
    four = np.array([(-wide, -tall), (wide, -tall), (wide, tall), (-wide, tall)]) / 2
    four += rng.uniform(-jitter, jitter, (4, 2)) * tall
    turn = np.radians(rng.uniform(-turn_deg, turn_deg))
    four = four @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    four += (width / 2, height / 2) + rng.uniform(-0.01, 0.01, 2) * (width, height)
    return np.clip(four, 20, (width - 21, height - 21)).astype(np.float32)


def scene(name: str, seed: int, corners: Any = None, paper: int = 225) -> Scene:
    """A good picture."""
    page = sheet(seed, paper)
    corners = corners_of(seed) if corners is None else np.asarray(corners, np.float32)
    flat = np.array([(0, 0), (840, 0), (840, 1188), (0, 1188)], np.float32)
    how = cv2.getPerspectiveTransform(flat, corners)
    laid = cv2.warpPerspective(page, how, SIZE, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full(page.shape[:2], 255, np.uint8), how, SIZE)
    image = np.where(mask[..., None] > 127, laid, desk(name, seed)).astype(np.uint8)
    return Scene(image, corners)
