"""The lists of a region name what there is; the hall's lists are those of the floor and zone where a terminal stands."""

from __future__ import annotations

from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING

import pytest

from catalogue.elsewhere_search import NotHere
from catalogue.loader import load
from catalogue.model import Text
from catalogue.published import Elsewhere
from catalogue.shelf import Catalogue

if TYPE_CHECKING:
    from catalogue.region import Region

SERVICES = Path(__file__).parents[2] / "services"
RECORD = "shebao-canbao-zhengming"
TREES = f"""
- id: all
  name: {{zh: 全部, en: All}}
  summary: {{zh: 全部, en: All}}
  branches:
    - {{id: all, name: {{zh: 全部, en: All}}, items: [{RECORD}]}}
"""
PUBLISHED = f"""
version: "1"
date: 2026-11-20
name: {{zh: 中心, en: Centre}}
tree: all
zones:
  - {{floor: "1", zone: A, name: {{zh: 一楼A区, en: 1 A}}, items: [{RECORD}]}}
  - {{floor: "1", zone: B, name: {{zh: 一楼B区, en: 1 B}}, items: [{RECORD}]}}
  - {{floor: "2", name: {{zh: 二楼, en: Floor 2}}, items: [{RECORD}]}}
elsewhere: []
"""


@pytest.fixture
def services(tmp_path: Path) -> Path:
    folder = tmp_path / "_region"
    folder.mkdir()
    copy(SERVICES / "_region" / "lists.yaml", folder / "lists.yaml")
    region = (SERVICES / "_region" / "region.yaml").read_text(encoding="utf-8").partition("favourites:")[0]
    (folder / "region.yaml").write_text(f"{region}favourites: {{hall: [{RECORD}]}}\n", encoding="utf-8")
    (folder / "trees.yaml").write_text(TREES, encoding="utf-8")
    (folder / "published.yaml").write_text(PUBLISHED, encoding="utf-8")
    (tmp_path / "renshe").mkdir()
    copy(SERVICES / "renshe" / f"{RECORD}.yaml", tmp_path / "renshe" / f"{RECORD}.yaml")
    return tmp_path


def region_of(services: Path) -> Region:
    found = load(services)
    assert isinstance(found, Catalogue), found
    return found.region


@pytest.mark.parametrize(
    ("floor", "zone", "names"),
    [
        ("", "", ["一楼A区", "一楼B区", "二楼"]),
        ("1", "", ["一楼A区", "一楼B区"]),
        ("1", "B", ["一楼B区"]),
        ("2", "", ["二楼"]),
        ("2", "A", ["二楼"]),
        ("3", "", []),
    ],
)
def test_lists_of_where_the_terminal_stands(services: Path, floor: str, zone: str, names: list[str]) -> None:
    published = region_of(services).published
    assert published is not None
    assert [one.name.zh for one in published.zones_of(floor, zone)] == names


def test_a_region_without_the_file_has_no_lists(services: Path) -> None:
    (services / "_region" / "published.yaml").unlink()
    region = region_of(services)
    assert region.published is None
    assert region.favourites == {"hall": (RECORD,)}


MISTAKES = {
    "a favourite that is not there": (
        "region.yaml",
        f"[{RECORD}]",
        "[shebao-canbao]",
        "there is no item `shebao-canbao`",
    ),
    "a favourite twice": ("region.yaml", f"[{RECORD}]", f"[{RECORD}, {RECORD}]", "stands here twice"),
    "a listed item that is not there": (
        "published.yaml",
        f"[{RECORD}]",
        "[flying]",
        "there is no item `flying`",
    ),
    "a listed item twice": ("published.yaml", f"[{RECORD}]", f"[{RECORD}, {RECORD}]", "stands here twice"),
    "no such tree": ("published.yaml", "tree: all", "tree: oak", "there is no tree `oak`"),
    "an unknown key": ("published.yaml", "tree: all", "tree: all\nforest: x", "forest"),
    "a day that is none": ("published.yaml", "2026-11-20", "2026-11-31", "date"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_file_and_line(services: Path, mistake: str) -> None:
    name, right, wrong, said = MISTAKES[mistake]
    path = services / "_region" / name
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    found = load(services)
    assert isinstance(found, tuple)
    found = tuple(one for one in found if one.file == path)
    assert found, "told of this file"
    assert said in str(found[0])
    if "tree" not in mistake:
        line = path.read_text(encoding="utf-8").splitlines()[found[0].line - 1]
        assert wrong.splitlines()[-1].split(",")[0].strip("[]") in line


ENTRIES = tuple(
    Elsewhere(
        id=name,
        name=Text(zh=zh, en=en),
        keywords=tuple(words.split()),
        reason=Text(zh="场地不够", en="no room"),
        place=Text(zh="别处", en="elsewhere"),
    )
    for name, zh, en, words in (
        ("papers", "护照、港澳台通行证", "Passports and travel permits", "出入境 passport"),
        ("cars", "车辆检验、驾驶证考试", "Vehicle inspection", "车管所 驾照"),
        ("animals", "动物检疫", "Inspection of animals", "养殖"),
    )
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("护照", "papers"),
        ("我想办护照", "papers"),
        ("出入境", "papers"),
        ("huzhao", "papers"),
        ("Passport", "papers"),
        ("a passport please", "papers"),
        ("驾照", "cars"),
        ("jiazhao", "cars"),
        ("车辆检验", "cars"),
        ("养殖", "animals"),
        ("insp", "animals"),
        ("in", None),
        ("hu", None),
        ("照", None),
        ("", None),
        ("社保", None),
        ("insurance", None),
        ("shebao", None),
    ],
)
def test_what_is_done_elsewhere_is_found_by_its_words(typed: str, found: str | None) -> None:
    one = NotHere(ENTRIES).find(typed)
    assert (one.id if one is not None else None) == found
