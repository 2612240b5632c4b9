"""From a template and its content to PDF/A-2b with Typst.

Equal input gives equal bytes: the only time in the file is the one that is given, and only bundled fonts are used.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import typst

import fonts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path


def pdf_of(template: bytes, content: Mapping[str, object], at: datetime) -> bytes:
    """The paper as PDF. The template finds the content as JSON in `sys.inputs.content`, and the font families in
    `sys.inputs.families`. An exception means that the template is wrong, not what is filled in.
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    known = fonts_in(frozenset(fonts.path_for(char).parent for char in text))
    pdf = typst.compile(
        template,
        font_paths=known,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2b"],
        sys_inputs={"content": text, "families": json.dumps(families_of(known))},
        timestamp=int(at.timestamp()),
    )
    assert isinstance(pdf, bytes)  # noqa: S101  one format, no output path: Typst returns the bytes
    return pdf


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
