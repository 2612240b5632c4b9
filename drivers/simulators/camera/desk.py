"""What the simulated camera looks at: a fictional sheet of paper on a desk, well and badly laid."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import qrcode

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from drivers.camera.frame import Image

WIDTH, HEIGHT = 1280, 720
_PAGE_W, _PAGE_H = 840, 1188  # A4 at about 100 dpi
_WELL_LAID = ((395, 50), (880, 70), (905, 670), (360, 660))
_CUT_OFF = ((395, -160), (880, -140), (905, 460), (360, 450))
_FAR = ((590, 290), (690, 295), (692, 430), (586, 428))
_MOST_CODE = 500
"""Characters in a code, so that its modules stay larger than the camera's pixels."""


def _as_bytes(values: NDArray[Any]) -> Image:
    return np.asarray(np.clip(values, 0, 255), np.uint8)


def _desk() -> Image:
    grain = np.linspace(0, 60, HEIGHT).reshape(-1, 1, 1)
    wave = 6 * np.sin(grain + np.linspace(0, 3, WIDTH).reshape(1, -1, 1))
    return _as_bytes(np.array([52, 66, 84]) + wave)


def _page(content: str) -> Image:
    page = np.full((_PAGE_H, _PAGE_W, 3), 222, np.uint8)
    cv2.putText(page, "SAMPLE - NOT VALID", (90, 110), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (40, 40, 40), 4)
    for line in range(24):
        text = content if line == 0 else "Lorem ipsum dolor sit amet 0123456789"[: 20 + line * 7 % 17]
        cv2.putText(page, text[:40], (90, 190 + 38 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (45, 45, 45), 2)
    cv2.rectangle(page, (90, 1080), (750, 1140), (60, 60, 60), 2)
    return page


def _lay(page: Image, corners: tuple[tuple[int, int], ...]) -> Image:
    """The page on the desk with its corners there: top left, top right, bottom right, bottom left."""
    height, width = page.shape[:2]
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    how = cv2.getPerspectiveTransform(flat, np.array(corners, np.float32))
    laid = cv2.warpPerspective(page, how, (WIDTH, HEIGHT), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), how, (WIDTH, HEIGHT))
    return _as_bytes(np.where(mask[..., None] > 127, laid, _desk()))


def _dimmed(image: Image, times: float) -> Image:
    return _as_bytes(image.astype(np.float32) * times)


def _with_glare(image: Image) -> Image:
    spot = np.zeros(image.shape[:2], np.float32)
    cv2.ellipse(spot, (640, 330), (90, 60), 20, 0, 360, 1.0, -1)
    spot = np.asarray(cv2.GaussianBlur(spot, (0, 0), 14), np.float32)
    return _as_bytes(image + 200 * spot[..., None])


def _code(content: str) -> Image:
    """As on a telephone held before the camera."""
    code = qrcode.QRCode(border=4)
    code.add_data(content[:_MOST_CODE])
    code.make(fit=True)
    modules = np.array(code.get_matrix(), bool)
    small = np.where(modules, 20, 230).astype(np.uint8)
    scale = max(1, 600 // len(small))
    large = np.kron(small, np.ones((scale, scale), np.uint8))
    image = _dimmed(_desk(), 0.6)
    top, left = (HEIGHT - len(large)) // 2, (WIDTH - len(large)) // 2
    image[top : top + len(large), left : left + len(large)] = large[..., None]
    return image


SCENES: dict[str, Callable[[str], Image]] = {
    "page": lambda content: _lay(_page(content), _WELL_LAID),
    "none": lambda _: _desk(),
    "blurred": lambda content: np.asarray(
        cv2.GaussianBlur(_lay(_page(content), _WELL_LAID), (0, 0), 4), np.uint8
    ),
    "dark": lambda content: _dimmed(_lay(_page(content), _WELL_LAID), 0.25),
    "bright": lambda content: _dimmed(_lay(_page(content), _WELL_LAID), 1.9),
    "glare": lambda content: _with_glare(_lay(_page(content), _WELL_LAID)),
    "cut": lambda content: _lay(_page(content), _CUT_OFF),
    "far": lambda content: _lay(_page(content), _FAR),
    "code": _code,
}
"""By the word for `camera-show`; each takes the text to write or encode."""


@lru_cache(maxsize=16)
def stills(scene: str, content: str, count: int = 4) -> tuple[bytes, ...]:
    """JPEGs of one scene that differ in their noise alone, as a sensor's images do."""
    image = SCENES[scene](content).astype(np.int16)
    rng = np.random.default_rng(1)
    made = []
    for _ in range(count):
        noisy = _as_bytes(image + rng.integers(-2, 3, image.shape, np.int16))
        made.append(cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes())
    return tuple(made)
