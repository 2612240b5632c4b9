"""Reads `services/<domain>/<item>.yaml`: the whole catalogue, or everything that is wrong in it, at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from catalogue.checks import complaints
from catalogue.complaint import Complaint
from catalogue.item_problem import ItemProblem, placed
from catalogue.links import link_complaints
from catalogue.model import Item
from catalogue.place import at
from catalogue.references import resolved
from catalogue.region import FOLDER
from catalogue.region_file import load_region
from catalogue.retired import retired_complaints, retired_problems
from catalogue.shelf import Catalogue
from catalogue.source import Source, read
from catalogue.structure import validated
from catalogue.tree_checks import tree_problems
from catalogue.trial_checks import trial_complaints

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from catalogue.place import Place
    from catalogue.region import Region

__all__ = ["Catalogue", "ItemProblem", "load", "load_file"]

_DOMAIN = re.compile(r"[a-z][a-z0-9-]*")


def load(folder: Path) -> Catalogue | tuple[ItemProblem, ...]:
    """Every item below `folder`, or every problem of every file, ordered by file and line.

    Never raises for what a file holds. A folder that is missing or holds no item is a problem too.
    """
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".yaml", ".yml"})
    files = [path for path in files if path.relative_to(folder).parts[0] != FOLDER]
    items: dict[str, Item] = {}
    sources: dict[Path, Source] = {}
    homes: dict[str, tuple[Path, int]] = {}
    region, found_there = load_region(folder)
    problems = list(found_there)
    if not files:
        mend = "copy the folder `services` of the product there"
        problems.append(ItemProblem(folder, 1, "(folder)", "there is no item here", mend))
    for path in files:
        item, source, found = _load(path, region)
        found += _misplaced(path, folder)
        problems += placed(path, source, found)
        for key in ("id", "code"):
            problems += _taken(path, source, key, homes)
        if item:
            items[item.id] = item
        if source:
            sources[path] = source
    names = {path.stem for path in files}  # of files with mistakes too: what they lack is told once
    guided = {name for name, item in items.items() if not item.complete}
    for path, source in sources.items():
        problems += placed(path, source, link_complaints(source.data, names, guided))
    if not problems:
        problems += tree_problems(folder, region, items)
        problems += retired_problems(folder / FOLDER / "retired.yaml", region.retired, items)
    if problems:
        return tuple(sorted(problems, key=lambda one: (one.file, one.line, one.where)))
    return Catalogue(items, region)


def load_file(path: Path) -> Item | tuple[ItemProblem, ...]:
    """One item, or everything wrong in its file. Its region is the one beside the folder of its domain."""
    region, problems = load_region(path.parent.parent)
    item, source, found = _load(path, region)
    problems = (*problems, *placed(path, source, found))
    if problems or item is None:
        return tuple(sorted(problems, key=lambda one: one.line))
    return item


def _load(path: Path, region: Region) -> tuple[Item | None, Source | None, tuple[Complaint, ...]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = f"it cannot be read ({error.strerror})"
        return None, None, (Complaint((), reason, "look at the name and the rights of the file", 1),)
    source, found = read(content)
    if source is None:
        return None, None, found
    data, lost = resolved(source.data, region)
    item, misshapen = validated(Item, data)
    told = set(_told_by(lost))
    found = (*found, *lost, *(one for one in (*misshapen, *complaints(data)) if one.place not in told))
    found = (*found, *retired_complaints(source.data, region.retired))
    name = at(source.data, ("id",))
    if isinstance(name, str) and name != path.stem and all(one.place != ("id",) for one in found):
        reason = f"the id `{name}` is not the file's name"
        found = (
            *found,
            Complaint(("id",), reason, f"write `id: {path.stem}`, or rename the file {name}.yaml"),
        )
    if item and not found:
        found = tuple(trial_complaints(item))
    return item, source, found


def _told_by(lost: tuple[Complaint, ...]) -> Iterator[Place]:
    """Where a name that leads nowhere would be complained of again: it has not the shape, nor the choices, either."""
    for one in lost:
        yield one.place
        if one.place[-1] == "choices":
            yield from ((*one.place[:-1], key) for key in ("kind", "example", "default"))


def _misplaced(path: Path, folder: Path) -> tuple[Complaint, ...]:
    found = []
    if path.suffix != ".yaml":
        found.append(Complaint((), "the file's name ends with .yml", f"rename it {path.stem}.yaml", 1))
    parents = path.relative_to(folder).parts[:-1]
    if len(parents) != 1 or not _DOMAIN.fullmatch(parents[0]):
        mend = "put it into one folder of a domain, e.g. services/renshe/"
        found.append(Complaint((), "an item stands in the folder of its domain", mend, 1))
    return tuple(found)


def _taken(
    path: Path, source: Source | None, key: str, homes: dict[str, tuple[Path, int]]
) -> list[ItemProblem]:
    value = at(source.data, (key,)) if source else None
    if not source or not isinstance(value, str):
        return []
    line = source.line((key,))
    if value not in homes:
        homes[value] = (path, line)
        return []
    other, where = homes[value]
    return [ItemProblem(path, line, key, f"`{value}` is taken by {other}:{where}", f"give it another {key}")]
