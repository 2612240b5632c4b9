"""Sounds that people do not tell apart: who says lán for nán finds 男 as well, without losing 蓝 from its place.

librime mixes such spellings in as if they were right, so that 您 stands before 零售. Therefore two schemas are asked: one
that takes the letters at their word, and one that does not; here their answers become one list.
"""

from __future__ import annotations

from itertools import filterfalse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

EXACT, FUZZY = "bangban", "bangban_fuzzy"
"""Names of the schemas."""

ALIKE: dict[str, tuple[str, ...]] = {
    "zh-z": ("fuzz/^zh/z/", "fuzz/^z([^h])/zh$1/"),
    "ch-c": ("fuzz/^ch/c/", "fuzz/^c([^h])/ch$1/"),
    "sh-s": ("fuzz/^sh/s/", "fuzz/^s([^h])/sh$1/"),
    "n-l": ("fuzz/^n/l/", "fuzz/^l/n/"),
    "en-eng": ("fuzz/en$/eng/", "fuzz/eng$/en/"),
    "in-ing": ("fuzz/in$/ing/", "fuzz/ing$/in/"),
    "h-f": (
        *("fuzz/^hu([ao])/f$1/", "fuzz/^hui$/fei/", "fuzz/^hun$/fen/", "fuzz/^hu$/fu/", "fuzz/^hong$/feng/"),
        *("fuzz/^fa/hua/", "fuzz/^fo$/huo/", "fuzz/^fei$/hui/", "fuzz/^fen$/hun/", "fuzz/^fu$/hu/"),
        "fuzz/^feng$/hong/",
    ),
}
"""By name, librime's rules for it."""

USUAL = ("zh-z", "ch-c", "sh-s", "n-l", "en-eng", "in-ing")
"""What many speakers from the south do not tell apart."""

_FIRST = 12
"""So many single characters as typed stand before those of another sound: two strips."""

Candidate = tuple[str, int]


def schema(name: str, alike: Collection[str]) -> str:
    """librime's file for one of the two."""
    text = Path(__file__).with_name("schema.yaml").read_text(encoding="utf-8")
    rules = "\n    ".join(f"- {rule}" for one in alike for rule in ALIKE[one])
    return text.replace("NAME", name).replace("# ALIKE", rules)


def merged(exact: list[Candidate], fuzzy: list[Candidate], limit: int) -> list[Candidate]:
    """Phrases of all letters first, as typed and then of other sounds; then the same of what is shorter or single."""
    known = set(exact)
    most = max((used for _, used in (*exact, *fuzzy)), default=0)

    def whole(one: Candidate) -> bool:
        return len(one[0]) > 1 and one[1] == most

    others = [one for one in fuzzy if one not in known]
    first = [*filter(whole, exact), *filter(whole, others)]
    typed, alike = (list(filterfalse(whole, found)) for found in (exact, others))
    return [*first, *typed[:_FIRST], *alike, *typed[_FIRST:]][:limit]
