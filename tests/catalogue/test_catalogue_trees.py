# ruff: noqa: E501 - the table of bad trees reads best with one case a line
"""Everything hangs somewhere, and once; what does not is told at the line of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from catalogue_files import problems_of, write_ruled

from catalogue.loader import Catalogue, load

if TYPE_CHECKING:
    from pathlib import Path

TREES = """\
- id: person
  name: {zh: 人生, en: Life}
  summary: {zh: 按阶段找, en: By stage}
  branches:
    - {id: one, name: {zh: 一, en: One}, items: [shiyan-yijianshi]}
    - {id: two, name: {zh: 二, en: Two}, items: []}
"""


def grow(folder: Path, text: str) -> Path:
    write_ruled(folder)
    path = folder / "_region" / "trees.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_item_on_one_branch_is_right(tmp_path):
    grow(tmp_path, TREES)
    loaded = load(tmp_path)
    assert isinstance(loaded, Catalogue), loaded
    assert [branch.items for _, branch in loaded.region.branches()] == [("shiyan-yijianshi",), ()]


@pytest.mark.parametrize(
    ("old", "new", "line", "where", "reason", "mend"),
    [
        ("[shiyan-yijianshi]", "[]", 1, "(file)", "`shiyan-yijianshi` hangs on no branch", "add it to `items` of one: one, two"),
        ("items: []", "items: [shiyan-yijianshi]", 6, "person.two", "hangs here and on person.one", "keep one"),
        ("items: []", "items: [shiyan-yijianhsi]", 6, "person.two", "no item", "did you mean `shiyan-yijianshi`?"),
        ("items: []", "items: [zzz]", 6, "person.two", "there is no item `zzz`", "write its file"),
        ("[shiyan-yijianshi]", "[shiyan-yijianshi, shiyan-yijianshi]", 5, "person.one", "here and on person.one", "keep one"),
    ],
)  # fmt: skip
def test_what_hangs_wrongly_is_told(*, tmp_path, old, new, line, where, reason, mend):
    path = grow(tmp_path, TREES.replace(old, new, 1))
    (problem,) = problems_of(tmp_path)
    assert (problem.file, problem.line, problem.where) == (path, line, where)
    assert reason in problem.reason
    assert mend in problem.mend


def test_a_place_may_have_no_trees(tmp_path):
    write_ruled(tmp_path)
    assert isinstance(load(tmp_path), Catalogue)
