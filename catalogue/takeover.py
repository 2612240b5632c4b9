"""What taking over a pack would change here, or everything that stands in its way. Nothing is written."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from catalogue.hang import branch_of
from catalogue.item_problem import ItemProblem
from catalogue.model import version_order
from catalogue.needed import Needed, needed
from catalogue.place import at
from catalogue.references import LICENCES
from catalogue.source import Source, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from catalogue.pack import Manifest, PackedItem
    from catalogue.region import Region
    from catalogue.shelf import Catalogue

_ORIGIN = "# Taken over from "


@dataclass(frozen=True)
class Taken:
    """One file as it is to be written."""

    id: str
    domain: str
    version: str
    text: str
    replaces: str | None
    """The version here until now."""
    branch: str | None
    """Where it is to be hung; None: it hangs already, or nothing does here."""


def takeover(
    manifest: Manifest,
    files: Mapping[str, bytes],
    here: Catalogue,
    present: Mapping[str, tuple[str, str]],
    branch: str | None = None,
) -> tuple[Taken, ...] | tuple[ItemProblem, ...]:
    """The files to write; none where all are here already.

    `present` has domain and text of the items here, by id. `branch` is for items that hang nowhere here.
    """
    taken: list[Taken] = []
    found: list[ItemProblem] = []
    coming = {one.id for one in manifest.items} | here.items.keys()
    for one in manifest.items:
        source, complaints = read(files[one.file])
        if source is None or complaints:
            found += [
                _problem(one, 1, "(file)", complaint.reason, complaint.mend) for complaint in complaints
            ]
            continue
        found += _missing(manifest, one, source, here.region, coming)
        text = _written(files[one.file].decode("utf-8"), source, manifest, here.region)
        domain, before = present.get(one.id, (one.domain, None))
        hang = None if branch_of(here.region, one.id) else branch or one.branch
        if before is not None and _same(before, text):
            continue
        problem = _older(one, source, here) or _homeless(one, hang, here.region)
        if problem:
            found.append(problem)
        replaces = here.items[one.id].version if one.id in here.items else None
        hang = hang if here.region.trees else None
        taken.append(Taken(one.id, domain, str(at(source.data, ("version",))), text, replaces, hang))
    return tuple(found) or tuple(taken)


def _missing(
    manifest: Manifest, one: PackedItem, source: Source, region: Region, coming: set[str]
) -> Iterator[ItemProblem]:
    """Everything that the item names and this region has not, each with the line to add."""
    names = needed(source.data)
    groups = (
        (
            "department",
            names.departments,
            region.departments,
            manifest.departments,
            "region.yaml",
            "departments",
        ),
        ("window", names.windows, region.windows, manifest.windows, "region.yaml", "windows"),
        ("list", names.lists, region.lists, manifest.lists, "lists.yaml", ""),
    )
    for what, wanted, known, given, file, key in groups:
        for name in wanted:
            if name not in known:
                under = f" under `{key}`" if key else ""
                entry = json.dumps(given[name], ensure_ascii=False) if name in given else "…"
                mend = f"add to _region/{file}{under}, as it is in this place: `{name}: {entry}`"
                yield _problem(one, _line(source, name), what, f"the region has no {what} `{name}`", mend)
    yield from _missing_kinds(one, source, names, region, coming)


def _missing_kinds(
    one: PackedItem, source: Source, names: Needed, region: Region, coming: set[str]
) -> Iterator[ItemProblem]:
    kinds = {choice.id for choice in region.lists.get(LICENCES, ())}
    for name in names.licences:
        if kinds and name not in kinds:
            mend = (
                f"add to _region/lists.yaml under `{LICENCES}`: `- {{id: {name}, label: {{zh: …, en: …}}}}`"
            )
            yield _problem(one, _line(source, name), "licence", f"the region has no licence `{name}`", mend)
    for name in names.ways:
        if region.delivery is None or region.delivery.of(name) is None:
            mend = f"add to _region/delivery.yaml under `ways`: `- {{way: {name}, name: …, fee: …, workdays: …, note: …}}`"
            reason = f"the region has no way `{name}` in which results reach people"
            yield _problem(one, _line(source, name), "delivery", reason, mend)
    for name in names.items:
        if name not in coming:
            mend = f"export it into the pack too: kiosk items export {one.id} {name}"
            yield _problem(
                one, _line(source, name), "item", f"there is no item `{name}` here or in the pack", mend
            )


def _line(source: Source, name: str) -> int:
    """Where the file names it first."""
    return next((line for place, line in source.lines.items() if at(source.data, place) == name), 1)


def _written(text: str, source: Source, manifest: Manifest, region: Region) -> str:
    """The file for this place: its code begins with this place's office, and a first line says where it comes from."""
    code, office = (
        str(at(source.data, ("code",))),
        region.departments.get(str(at(source.data, ("department",)))),
    )
    if office and len(code) > len(office.code):
        coded = re.compile(rf"^(code: *[\"']?){re.escape(code[: len(office.code)])}", re.MULTILINE)
        text = coded.sub(rf"\g<1>{office.code}", text, count=1)
    place = " ".join(manifest.place.zh.split())  # a line break would end the comment
    version = " ".join(str(at(source.data, ("version",))).split())
    return f"{_ORIGIN}{place}, version {version}.\n{_without_origin(text)}"


def _without_origin(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(_ORIGIN))


def _same(one: str, other: str) -> bool:
    """But for the line that says where it comes from: an item may come back to its own place."""
    return _without_origin(one) == _without_origin(other)


def _older(one: PackedItem, source: Source, here: Catalogue) -> ItemProblem | None:
    item = here.items.get(one.id)
    if item is None:
        return None
    version = str(at(source.data, ("version",)))
    line = source.line(("version",))
    if version_order(item.version) > version_order(version):
        reason = f"version {item.version} is here, and the pack has the older {version}"
        return _problem(one, line, "version", reason, "keep the newer one, or take a newer pack")
    if version_order(item.version) == version_order(version):
        reason = f"version {version} is here too, and says something else"
        return _problem(
            one, line, "version", reason, "raise `version` where the pack comes from, or keep this one"
        )
    return None


def _homeless(one: PackedItem, branch: str | None, region: Region) -> ItemProblem | None:
    names = [entry.id for _, entry in region.branches()]
    if not names or branch in names or branch_of(region, one.id):
        return None
    reason = f"this region has no branch `{branch}`" if branch else "nothing says on which branch it hangs"
    return _problem(one, 1, "branch", reason, f"say --branch with one of: {', '.join(names)}")


def _problem(one: PackedItem, line: int, where: str, reason: str, mend: str) -> ItemProblem:
    return ItemProblem(Path(one.file), line, where, reason, mend)
