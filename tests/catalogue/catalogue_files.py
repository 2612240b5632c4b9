"""Folders of item files for the tests: known items, and what the loader says when one is changed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from catalogue.loader import ItemProblem, load, load_file

if TYPE_CHECKING:
    from catalogue.model import Item

SERVICES = Path(__file__).parents[2] / "services"
GOOD = Path(__file__).with_name("collected.yaml").read_text(encoding="utf-8")
PRINT = (SERVICES / "renshe" / "shebao-canbao-zhengming.yaml").read_text(encoding="utf-8")
RULED = Path(__file__).with_name("ruled.yaml").read_text(encoding="utf-8")


def write_region(folder: Path) -> None:
    """The demo's departments, windows and lists, without what names items of the demo."""
    region = folder / "_region"
    region.mkdir(parents=True)
    for name in ("lists.yaml", "delivery.yaml"):
        shutil.copy(SERVICES / "_region" / name, region)
    text = (SERVICES / "_region" / "region.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^favourites:\n(?:[ #].*\n)*", "", text, flags=re.MULTILINE)
    (region / "region.yaml").write_text(text, encoding="utf-8")


def write(folder: Path, text: str, *, domain: str = "shichang", name: str = "getihu-sheli.yaml") -> Path:
    """An item's file in a folder that has the demo's region, without its trees."""
    if folder.is_dir() and not (folder / "_region").exists():
        write_region(folder)
    path = folder / domain / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_ruled(folder: Path, *changes: tuple[str, str]) -> Path:
    """The item with parts, facts, rules and trials, with some of its text replaced."""
    text = RULED
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return write(folder, text, domain="yijianshi", name="shiyan-yijianshi.yaml")


def ruled(folder: Path, *changes: tuple[str, str]) -> Item:
    """The item itself: the changes must leave it right."""
    item = load_file(write_ruled(folder, *changes))
    assert not isinstance(item, tuple), "\n".join(map(str, item))
    return item


def told_of(folder: Path, *changes: tuple[str, str]) -> dict[str, ItemProblem]:
    """What the loader says of the changed item, by place."""
    write_ruled(folder, *changes)
    return {one.where: one for one in problems_of(folder)}


def problems_of(folder: Path) -> tuple[ItemProblem, ...]:
    loaded = load(folder)
    assert isinstance(loaded, tuple), "the bad file was taken"
    return loaded


def line_of(text: str, needle: str) -> int:
    assert text.count(needle) == 1, needle
    return text[: text.index(needle)].count("\n") + 1
