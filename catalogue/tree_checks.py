"""What must hold between the trees and lists of a region and its items: everything hangs somewhere, and once."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from catalogue.item_problem import ItemProblem
from catalogue.place import spelled
from catalogue.region import FOLDER
from catalogue.source import read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from catalogue.outlets import Outlets
    from catalogue.place import Place
    from catalogue.published import Published
    from catalogue.region import Branch, Region, Tree


def tree_problems(services: Path, region: Region, items: Collection[str]) -> list[ItemProblem]:
    """A branch that names what is not there, an item that hangs nowhere or twice. A region without trees has none."""
    if not region.trees:
        return []
    favourites = [(("favourites", outlet), names) for outlet, names in region.favourites.items()]
    zones = region.published.zones if region.published is not None else ()
    windows = [
        ((number, "offered", "items"), one.offered.items) for number, one in enumerate(region.handovers)
    ]
    published = [(("zones", number, "items"), zone.items) for number, zone in enumerate(zones)]
    outlets = region.outlets.outlets if region.outlets is not None else ()
    left_out = [
        (("outlets", number, "leaves_out", at, "items"), one.items)
        for number, outlet in enumerate(outlets)
        for at, one in enumerate(outlet.leaves_out)
    ]
    return [
        *_of_branches(services, region, items),
        *_of_lists(services / FOLDER / "region.yaml", favourites, items),
        *_of_lists(services / FOLDER / "published.yaml", published, items),
        *_of_lists(services / FOLDER / "handovers.yaml", windows, items),
        *_of_lists(services / FOLDER / "outlets.yaml", left_out, items),
        *_of_tree(services, region, "published", region.published),
        *_of_tree(services, region, "outlets", region.outlets),
    ]


def _of_lists(
    file: Path, lists: Iterable[tuple[Place, tuple[str, ...]]], items: Collection[str]
) -> Iterator[ItemProblem]:
    """A list that names what is not there, or one item twice."""
    source = read(file.read_bytes())[0] if file.exists() else None
    for place, names in lists:
        for position, name in enumerate(names):
            line = source.line((*place, position)) if source else 1
            if name not in items:
                reason, mend = f"there is no item `{name}`", _instead(name, items)
                yield ItemProblem(file, line, spelled(place), reason, mend)
            if name in names[:position]:
                yield ItemProblem(file, line, spelled(place), f"`{name}` stands here twice", "delete one")


def _of_tree(
    services: Path, region: Region, name: str, part: Published | Outlets | None
) -> Iterator[ItemProblem]:
    """The tree on whose page a file of the region is opened."""
    if part is not None and part.tree not in {one.id for one in region.trees}:
        file, reason = services / FOLDER / f"{name}.yaml", f"there is no tree `{part.tree}`"
        yield ItemProblem(file, 1, "tree", reason, "name one of trees.yaml")


def _instead(name: str, items: Collection[str]) -> str:
    near = get_close_matches(name, items, n=1)
    return f"did you mean `{near[0]}`?" if near else "write its file, or delete it here"


def _of_branches(services: Path, region: Region, items: Collection[str]) -> list[ItemProblem]:
    file = services / FOLDER / "trees.yaml"
    source, _ = read(file.read_bytes())
    hangs: dict[str, str] = {}
    found = []
    for place, tree, branch in _branches(region):
        where = f"{tree.id}.{branch.id}"
        for position, name in enumerate(branch.items):
            line = source.line((*place, "items", position)) if source else 1
            if name not in items:
                reason = f"there is no item `{name}`"
                found.append(ItemProblem(file, line, where, reason, _instead(name, items)))
            if name in hangs:
                reason = f"`{name}` hangs here and on {hangs[name]}"
                found.append(ItemProblem(file, line, where, reason, "keep one of the two"))
            hangs.setdefault(name, where)
    branches = ", ".join(branch.id for _, _, branch in _branches(region))
    mend = f"add it to `items` of one: {branches}"
    found += [
        ItemProblem(file, 1, "(file)", f"the item `{name}` hangs on no branch", mend)
        for name in sorted(set(items) - hangs.keys())
    ]
    return found


def _branches(region: Region) -> Iterator[tuple[Place, Tree, Branch]]:
    """Every branch, and where it stands in the file."""
    for number, tree in enumerate(region.trees):
        for position, branch in enumerate(tree.branches):
            yield (number, "branches", position), tree, branch
