"""A page as a picture, without a window: for the gallery, for tests and for documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from screens.compose import compose
from screens.painter import Painter
from screens.surface import image_of
from screens.theme import Panel, Theme

if TYPE_CHECKING:
    from PIL import Image

    from screens.palette import Palette
    from screens.raster import Pixels
    from screens.shapes import Picture
    from visit.held.comfort import Comfort
    from visit.views import View


def still(view: View, panel: Panel, comfort: Comfort | None = None, *, night: bool = False) -> Image.Image:
    """What the display would show, in its own pixels."""
    comfort = view.comfort if comfort is None else comfort
    theme = Theme(panel, comfort, night=night)
    return image_of(
        painted(compose(replace(view, comfort=comfort, night=night), theme), panel, theme.palette)
    )


def painted(picture: Picture, panel: Panel, palette: Palette) -> Pixels:
    """The pixels of a composed page: `0x00RRGGBB`, rows from the top."""
    pixels = np.zeros((panel.height_px, panel.width_px), np.uint32)
    Painter(pixels, palette).paint(picture)
    return pixels
