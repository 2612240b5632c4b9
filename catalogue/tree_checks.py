"""What must hold between the trees of a region and its items: everything hangs somewhere, and once."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from catalogue.complaint import ItemProblem
from catalogue.region import FOLDER

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from catalogue.region import Region


def tree_problems(services: Path, region: Region, items: Collection[str]) -> list[ItemProblem]:
    """A branch that names what is not there, an item that hangs nowhere or twice. A region without trees has none."""
    if not region.trees:
        return []
    file = services / FOLDER / "trees.yaml"
    text = file.read_text(encoding="utf-8").splitlines()
    hangs: dict[str, str] = {}
    found = []
    for tree, branch in region.branches():
        where = f"{tree.id}.{branch.id}"
        for name in branch.items:
            line = next((number for number, one in enumerate(text, 1) if _names(one, name)), 1)
            if name not in items:
                near = get_close_matches(name, items, n=1)
                mend = f"did you mean `{near[0]}`?" if near else "write its file, or delete it here"
                found.append(ItemProblem(file, line, where, f"there is no item `{name}`", mend))
            if name in hangs:
                reason = f"`{name}` hangs here and on {hangs[name]}"
                found.append(ItemProblem(file, line, where, reason, "keep one of the two"))
            hangs.setdefault(name, where)
    found += [
        ItemProblem(file, 1, "(file)", f"the item `{name}` hangs on no branch", "add it to one")
        for name in sorted(set(items) - hangs.keys())
    ]
    return found


def _names(line: str, item: str) -> bool:
    """Whether a line of the file names the item: as an entry of its own, or in a list."""
    return item in line.replace("[", " ").replace("]", " ").replace(",", " ").split()
