"""Folders of item files for the tests: the two oldest items, and what the loader says when one is changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from catalogue.loader import ItemProblem, load

SERVICES = Path(__file__).parents[2] / "services"
GOOD = (SERVICES / "shichang" / "getihu-sheli.yaml").read_text(encoding="utf-8")
PRINT = (SERVICES / "renshe" / "shebao-canbao-zhengming.yaml").read_text(encoding="utf-8")


def write(folder: Path, text: str, *, domain: str = "shichang", name: str = "getihu-sheli.yaml") -> Path:
    """An item's file in a folder that has the demo's region, without its trees."""
    region = folder / "_region"
    if folder.is_dir() and not region.exists():
        region.mkdir()
        for one in ("region.yaml", "lists.yaml"):
            shutil.copy(SERVICES / "_region" / one, region)
    path = folder / domain / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(folder: Path) -> tuple[ItemProblem, ...]:
    loaded = load(folder)
    assert isinstance(loaded, tuple), "the bad file was taken"
    return loaded


def line_of(text: str, needle: str) -> int:
    assert text.count(needle) == 1, needle
    return text[: text.index(needle)].count("\n") + 1
