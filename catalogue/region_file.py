"""Reads `services/_region/`: one file for each part of a region, joined into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.complaint import Complaint
from catalogue.item_problem import ItemProblem, placed
from catalogue.region import FOLDER, NOWHERE, Region
from catalogue.region_checks import region_complaints
from catalogue.source import Source, read
from catalogue.structure import validated

if TYPE_CHECKING:
    from pathlib import Path

FILES = (
    "region",
    "handovers",
    "lists",
    "notices",
    "trees",
    "published",
    "delivery",
    "outlets",
    "appointments",
    "retired",
)
"""`region.yaml` holds name, departments and windows; the others what is called as they are."""


def load_region(services: Path) -> tuple[Region, tuple[ItemProblem, ...]]:
    """The region of a folder of items; `NOWHERE` where there is none. Never raises for what a file holds."""
    folder = services / FOLDER
    if not folder.is_dir():
        return NOWHERE, ()
    data: dict[str, object] = {}
    sources: dict[str, tuple[Path, Source]] = {}
    problems: list[ItemProblem] = []
    for name in FILES:
        path = folder / f"{name}.yaml"
        if name != "region" and not path.exists():
            continue
        source, found = _read(path)
        problems += placed(path, source, found)
        if source is None:
            continue
        if name == "region" and isinstance(source.data, dict):
            data |= source.data
            sources |= dict.fromkeys(source.data, (path, source))
        elif name != "region":
            data[name] = source.data
            sources[name] = (path, source)
    region, found = validated(Region, data)
    for one in (*found, *(region_complaints(region) if region else ())):
        key = str(one.place[0]) if one.place else ""
        path, source = sources.get(key, (folder / "region.yaml", None))
        inside = one.place if path.stem == "region" else one.place[1:]
        problems += placed(path, source, (Complaint(inside, one.reason, one.mend),))
    return (region if region is not None and not problems else NOWHERE), tuple(problems)


def _read(path: Path) -> tuple[Source | None, tuple[Complaint, ...]]:
    try:
        return read(path.read_bytes())
    except OSError as error:
        reason = f"it cannot be read ({error.strerror})"
        return None, (Complaint((), reason, "look at the name and the rights of the file", 1),)
