"""A further print of a paper: the very paper, with a line on each page that says so.

Nobody shall take two prints for two papers. The paper itself is not set anew: its pages are laid into new ones as they
are, so it may be of any age and of any layout.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typst

import fonts
from pdfium import count_pages
from typeset.faces import families_of, fonts_in

if TYPE_CHECKING:
    from datetime import datetime

_TEMPLATE = """
#set page(paper: "a4", margin: 0mm)
#set text(font: json(bytes(sys.inputs.families)), lang: "zh", size: 9pt, fill: rgb("#8a1c1c"))
#let paper = bytes(json(bytes(sys.inputs.paper)))
#for number in range(1, int(sys.inputs.pages) + 1) {
  page(
    image(paper, format: "pdf", page: number, width: 100%, height: 100%),
    foreground: place(top + center, dy: 6mm, box(stroke: 0.6pt + rgb("#8a1c1c"), inset: 1.6mm, sys.inputs.words)),
  )
}
"""
"""Not PDF/A: Typst takes no finished pages into that. It is for the printer; what is kept is the paper itself."""


def marked(pdf: bytes, words: str, at: datetime) -> bytes:
    """The pages of an A4 paper, each with `words` at its top. An exception means that `pdf` is none of ours."""
    known = fonts_in(frozenset(fonts.path_for(char).parent for char in words))
    made = typst.compile(
        _TEMPLATE.encode(),
        font_paths=known,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={
            "families": json.dumps(families_of(known)),
            "paper": json.dumps(list(pdf)),
            "pages": str(count_pages(pdf)),
            "words": words,
        },
        timestamp=int(at.timestamp()),
    )
    assert isinstance(made, bytes)  # noqa: S101  one format, no output path: Typst returns the bytes
    return made
