"""What must hold between the trees of a region and its items: everything hangs somewhere, and once."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from catalogue.complaint import ItemProblem
from catalogue.region import FOLDER
from catalogue.source import read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from catalogue.place import Place
    from catalogue.region import Branch, Region, Tree


def tree_problems(services: Path, region: Region, items: Collection[str]) -> list[ItemProblem]:
    """A branch that names what is not there, an item that hangs nowhere or twice. A region without trees has none."""
    if not region.trees:
        return []
    file = services / FOLDER / "trees.yaml"
    source, _ = read(file.read_bytes())
    hangs: dict[str, str] = {}
    found = []
    for place, tree, branch in _branches(region):
        where = f"{tree.id}.{branch.id}"
        for position, name in enumerate(branch.items):
            line = source.line((*place, "items", position)) if source else 1
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


def _branches(region: Region) -> Iterator[tuple[Place, Tree, Branch]]:
    """Every branch, and where it stands in the file."""
    for number, tree in enumerate(region.trees):
        for position, branch in enumerate(tree.branches):
            yield (number, "branches", position), tree, branch
