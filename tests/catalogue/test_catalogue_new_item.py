"""What is written for a newcomer loads as it is, hangs on its branch, and leaves the rest of the tree as it was."""

from __future__ import annotations

import shutil

import pytest
from catalogue_files import SERVICES
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.hang import branch_of, hung
from catalogue.loader import Catalogue, load, load_file
from catalogue.model import Handling
from catalogue.new_item import Start, from_nothing, like
from catalogue.numbering import free_code
from catalogue.region_file import load_region
from catalogue.source import read

REGION, _ = load_region(SERVICES)


def start(**more) -> Start:
    code = free_code(REGION.departments["minzheng"], "4", ())
    given = {
        "id": "gaoling-jintie",
        "code": code,
        "name": "高龄津贴发放",
        "name_en": "Old-age allowance",
        "department": "minzheng",
        "window": "minzheng",
        "level": "4",
        "handling": Handling.COLLECT,
    }
    return Start(**(given | more))


def loaded(folder, text):
    if not (folder / "_region").exists():
        shutil.copytree(SERVICES / "_region", folder / "_region")
    path = folder / "minzheng" / "gaoling-jintie.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    item = load_file(path)
    assert not isinstance(item, tuple), "\n".join(map(str, item))
    return item


@pytest.mark.parametrize("handling", Handling)
def test_a_file_from_nothing_loads(tmp_path, handling):
    item = loaded(tmp_path, from_nothing(start(handling=handling)))
    assert (item.id, item.handling, item.names.legal.zh) == ("gaoling-jintie", handling, "高龄津贴发放")
    assert item.complete == bool(item.form)


@settings(max_examples=20)
@given(name=st.text(min_size=1, max_size=12).filter(lambda text: text.strip() and text.isprintable()))
def test_whatever_its_name_is(tmp_path_factory, name):
    folder = tmp_path_factory.getbasetemp() / "named"
    folder.mkdir(exist_ok=True)
    assert loaded(folder, from_nothing(start(name=name, name_en=name))).names.plain.zh == name


ALIKE = [
    path
    for path in sorted(SERVICES.glob("[a-z]*/*.yaml"))
    if "handling: guide" not in path.read_text(encoding="utf-8") or path.stem.startswith("q")
]
"""All that can be played to the end, and a few of the many that only guide."""


@pytest.mark.parametrize("path", ALIKE, ids=lambda path: path.stem)
def test_a_file_like_any_other_loads(tmp_path, path):
    model = load_file(path)
    assert not isinstance(model, tuple)
    department = next(name for name, one in REGION.departments.items() if one.code == model.code[:18])
    code = free_code(REGION.departments[department], model.level, ())
    made = like(path.read_text(encoding="utf-8"), start(code=code, department=department))
    item = loaded(tmp_path, made)
    assert (item.id, item.code, item.version) == ("gaoling-jintie", code, "1")
    assert (item.names.legal.zh, item.names.plain) == ("高龄津贴发放", model.names.plain)
    assert (item.form, item.rules) == (model.form, model.rules)


def test_a_free_code_is_free_and_of_the_office(catalogue):
    office = REGION.departments["minzheng"]
    taken = {item.code for item in catalogue.items.values()}
    for _ in range(30):
        code = free_code(office, "4", taken)
        assert code not in taken
        assert code.startswith(office.code + "4")
        assert len(code) == 31
        taken.add(code)


TREE = """\
# kept
- id: person
  name: {zh: 人生, en: Life}
  summary: {zh: 按阶段, en: By stage}
  branches:
    - {id: flow, name: {zh: 一, en: One}, items: [a, b]}  # behind
    - {id: empty, name: {zh: 二, en: Two}, items: []}
    - id: block
      items:
        - c
        - d  # the last
      name: {zh: 三, en: Three}
    - id: long
      name: {zh: 四, en: Four}
      items: [
        e,
        f,  # a comment
      ]
    - id: last
      name: {zh: 五, en: Five}
      items:
        - g"""


@pytest.mark.parametrize(
    ("branch", "line"),
    [
        ("flow", "    - {id: flow, name: {zh: 一, en: One}, items: [a, b, new-one]}  # behind"),
        ("empty", "    - {id: empty, name: {zh: 二, en: Two}, items: [new-one]}"),
        ("block", "        - new-one"),
        ("last", "        - new-one"),
    ],
)
def test_an_item_is_hung_last_and_all_else_stays(branch, line):
    text = hung(TREE, branch, "new-one")
    assert line in text.splitlines()
    assert [one for one in text.splitlines() if one not in TREE.splitlines()] == [line]
    assert branches(text) == branches(TREE) | {branch: [*branches(TREE)[branch], "new-one"]}


def test_a_list_with_a_comma_at_its_end_stays_a_list():
    assert branches(hung(TREE, "long", "new-one"))["long"] == ["e", "f", "new-one"]


def branches(text: str) -> dict[str, list[str]]:
    source, complaints = read(text.encode())
    assert source
    assert not complaints
    return {branch["id"]: branch["items"] for tree in source.data for branch in tree["branches"]}


def test_every_branch_of_the_demo_can_take_one(tmp_path):
    shutil.copytree(SERVICES, tmp_path, dirs_exist_ok=True)
    trees = tmp_path / "_region" / "trees.yaml"
    for number, (_, branch) in enumerate(list(REGION.branches())):
        name = f"neu-{number}"
        code = f"{REGION.departments['minzheng'].code}40020999{number:03}001"[:31]
        made = from_nothing(start(id=name, code=code))
        (tmp_path / "minzheng" / f"{name}.yaml").write_text(made, encoding="utf-8")
        trees.write_text(hung(trees.read_text(encoding="utf-8"), branch.id, name), encoding="utf-8")
    grown = load(tmp_path)
    assert isinstance(grown, Catalogue), "\n".join(map(str, grown))
    assert branch_of(grown.region, "neu-0") == next(REGION.branches())[1].id
    assert branch_of(grown.region, "nobody") is None
