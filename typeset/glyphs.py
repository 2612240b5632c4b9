"""Characters that no font here can draw: a paper shows 〓 in their place and says which they are.

An identity card may bear a name with a character that is newer than every font, or of a private area. Typst makes no
PDF/A with a glyph that is missing, and nobody's case may fail for the letters of their name.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

import typst

import fonts
from typeset.faces import families_of, fonts_in

if TYPE_CHECKING:
    from collections.abc import Mapping

GETA = "〓"
"""The printers' mark for a type that is not in the case."""
_LAID_OUT = "\n\t"
"""Characters that are obeyed and not drawn."""
_TRIAL = b"#set text(font: json(bytes(sys.inputs.families)))\n#sys.inputs.char"


def with_glyphs(content: Mapping[str, object]) -> tuple[dict[str, object], tuple[str, ...]]:
    """The content with 〓 for what cannot be drawn, and the code points of that (`U+31350`), in order."""
    missing: dict[str, None] = {}
    replaced = {name: _replaced(value, missing) for name, value in content.items()}
    return replaced, tuple(missing)


def _replaced(value: object, missing: dict[str, None]) -> object:
    if isinstance(value, str):
        return "".join(_or_geta(char, missing) for char in value)
    if isinstance(value, (list, tuple)):
        return [_replaced(one, missing) for one in value]
    if isinstance(value, dict):
        return {name: _replaced(one, missing) for name, one in value.items()}
    return value


def _or_geta(char: str, missing: dict[str, None]) -> str:
    if char in _LAID_OUT or can_draw(char):
        return char
    missing[f"U+{ord(char):04X}"] = None
    return GETA


def can_draw(char: str) -> bool:
    """Whether a paper may hold this one character."""
    return fonts.covers(char) or _was_drawn(char)


@lru_cache(maxsize=10_000)
def _was_drawn(char: str) -> bool:
    """By drawing it: only Typst knows what it takes for missing. Some 10 ms, once for each rare character."""
    known = fonts_in(frozenset({fonts.path_for(char).parent}))
    try:
        typst.compile(
            _TRIAL,
            font_paths=known,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["a-2u"],
            sys_inputs={"char": char, "families": json.dumps(families_of(known))},
        )
    except typst.TypstError:
        return False
    return True
