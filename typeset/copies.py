"""Copies of scanned pages on A4: each marked across as a copy, with when and where it was made, and its number."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typst

import fonts
from typeset.faces import families_of, fonts_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

_TEMPLATE = """
#let c = json(bytes(sys.inputs.words))
#let pages = json(bytes(sys.inputs.pages))
#let across(body, size, dy, paint) = place(center + horizon, dy: dy,
  rotate(-32deg, text(size: size, weight: "bold", tracking: 6pt, fill: paint, body)))
#set text(font: json(bytes(sys.inputs.families)), lang: "zh", region: "cn", size: 9pt, fill: rgb("#1d2b3a"))
#set page(
  paper: "a4",
  margin: (x: 14mm, top: 20mm, bottom: 18mm),
  header: [#text(weight: "bold", c.title) #h(1fr) #c.made],
  footer: [#c.case #h(1fr) #context c.pages.at(counter(page).get().first() - 1)],
  foreground: {
    across(c.mark, 110pt, 0mm, rgb(29, 43, 58, 30))
    if c.watermark != "" { for dy in (-85mm, 85mm) { across(c.watermark, 44pt, dy, rgb(176, 42, 42, 34)) } }
  },
)
#for (number, each) in pages.enumerate() {
  if number > 0 { pagebreak() }
  align(center + horizon, image(bytes(each), format: "jpg", width: 100%, height: 100%, fit: "contain"))
}
"""


def copies_of(pages: Sequence[bytes], words: Mapping[str, object], at: datetime) -> bytes:
    """A PDF with one A4 sheet for each JPEG. `words`: mark, title, made, case, pages (one each), watermark (perhaps empty).

    Not PDF/A: it is for the printer and is kept nowhere. An exception means that a page is no JPEG.
    """
    said = json.dumps(words, ensure_ascii=False, sort_keys=True)
    known = fonts_in(frozenset(fonts.path_for(char).parent for char in said))
    made = typst.compile(
        _TEMPLATE.encode(),
        font_paths=known,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={
            "families": json.dumps(families_of(known)),
            "words": said,
            "pages": json.dumps([list(page) for page in pages]),
        },
        timestamp=int(at.timestamp()),
    )
    assert isinstance(made, bytes)  # noqa: S101  one format, no output path: Typst returns the bytes
    return made
