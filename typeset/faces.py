"""Which fonts a paper is set in: the bundled ones, and the folders of rare characters where it has any."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import typst

import fonts

if TYPE_CHECKING:
    from pathlib import Path


@cache
def fonts_in(folders: frozenset[Path]) -> typst.Fonts:
    """Only named folders: a font that happens to be installed must not change a paper's bytes."""
    every = {fonts.REGULAR.parent, *folders}
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted(str(path) for path in every),
    )


def families_of(known: typst.Fonts) -> list[str]:
    """The bundled family first, the families with rare characters after it."""
    bundled = [font.family for font in known.fonts() if str(font.path) == str(fonts.REGULAR)]
    return [*bundled, *sorted(set(known.families()) - set(bundled))]
