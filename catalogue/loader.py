"""Reads `services/<domain>/<item>.yaml`: the whole catalogue, or everything that is wrong in it, at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from catalogue.checks import complaints
from catalogue.complaint import Complaint, ItemProblem
from catalogue.place import at, spelled
from catalogue.shelf import Catalogue
from catalogue.source import Source, read
from catalogue.structure import validated

if TYPE_CHECKING:
    from pathlib import Path

    from catalogue.model import Item

__all__ = ["Catalogue", "ItemProblem", "load", "load_file"]

_DOMAIN = re.compile(r"[a-z][a-z0-9-]*")


def load(folder: Path) -> Catalogue | tuple[ItemProblem, ...]:
    """Every item below `folder`, or every problem of every file, ordered by file and line.

    Never raises for what a file holds. A folder that is missing or holds no item is a problem too.
    """
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".yaml", ".yml"})
    items: dict[str, Item] = {}
    homes: dict[str, tuple[Path, int]] = {}
    problems: list[ItemProblem] = []
    if not files:
        mend = "copy the folder `services` of the product there"
        problems.append(ItemProblem(folder, 1, "(folder)", "there is no item here", mend))
    for path in files:
        item, source, found = _load(path)
        found += _misplaced(path, folder)
        problems += _placed(path, source, found)
        for key in ("id", "code"):
            problems += _taken(path, source, key, homes)
        if item:
            items[item.id] = item
    if problems:
        return tuple(sorted(problems, key=lambda one: (one.file, one.line, one.where)))
    return Catalogue(items)


def load_file(path: Path) -> Item | tuple[ItemProblem, ...]:
    """One item, or everything wrong in its file."""
    item, source, found = _load(path)
    if found or item is None:
        return tuple(sorted(_placed(path, source, found), key=lambda one: one.line))
    return item


def _load(path: Path) -> tuple[Item | None, Source | None, tuple[Complaint, ...]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = f"it cannot be read ({error.strerror})"
        return None, None, (Complaint((), reason, "look at the name and the rights of the file", 1),)
    source, found = read(content)
    if source is None:
        return None, None, found
    item, misshapen = validated(source.data)
    found = (*found, *misshapen, *complaints(source.data))
    name = at(source.data, ("id",))
    if isinstance(name, str) and name != path.stem:
        reason = f"the id `{name}` is not the file's name"
        found = (
            *found,
            Complaint(("id",), reason, f"write `id: {path.stem}`, or rename the file {name}.yaml"),
        )
    return item, source, found


def _placed(path: Path, source: Source | None, found: tuple[Complaint, ...]) -> list[ItemProblem]:
    return [
        ItemProblem(
            path,
            one.line if one.line is not None else source.line(one.place) if source else 1,
            spelled(one.place),
            one.reason,
            one.mend,
        )
        for one in found
    ]


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
