"""From a template and its content to PDF/A-2u with Typst: archival, with every letter to be read out again.

Equal input gives equal bytes: the only time in the file is the one that is given, and only bundled fonts are used.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typst

import fonts
from typeset.faces import families_of, fonts_in
from typeset.glyphs import with_glyphs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


def pdf_of(template: bytes, content: Mapping[str, object], at: datetime) -> bytes:
    """The paper as PDF. The template finds the content as JSON in `sys.inputs.content`, and the font families in
    `sys.inputs.families`; `missing` in the content names the characters that no font has (`typeset/glyphs.py`). An
    exception means that the template is wrong, not what is filled in.
    """
    drawn, missing = with_glyphs(content)
    text = json.dumps({**drawn, "missing": missing}, ensure_ascii=False, sort_keys=True)
    known = fonts_in(frozenset(fonts.path_for(char).parent for char in text))
    pdf = typst.compile(
        template,
        font_paths=known,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2u"],
        sys_inputs={"content": text, "families": json.dumps(families_of(known))},
        timestamp=int(at.timestamp()),
    )
    assert isinstance(pdf, bytes)  # noqa: S101  one format, no output path: Typst returns the bytes
    return pdf
