"""`kiosk items new | schema | export | import` as a person types them: what is written, said, refused."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from kiosk_small_place import small_place

from catalogue.loader import Catalogue, load
from catalogue.model import Handling
from kiosk.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["items", *map(str, arguments)])


@pytest.fixture
def services(tmp_path: Path) -> Path:
    return small_place(tmp_path / "services")


def catalogue_of(folder: Path) -> Catalogue:
    loaded = load(folder)
    assert isinstance(loaded, Catalogue), "\n".join(map(str, loaded))
    return loaded


def new(folder: Path, item: str, *more: object) -> Result:
    return run("new", item, "--folder", folder, "--name", "高龄津贴发放", *more)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*")}


def test_a_new_item_is_there_at_once(services):
    done = new(services, "gaoling-jintie", "--domain", "minzheng", "--branch", "support")
    assert done.exit_code == 0, done.output
    assert "gaoling-jintie.yaml" in done.output
    grown = catalogue_of(services)
    assert grown.items["gaoling-jintie"].names.legal.zh == "高龄津贴发放"
    assert grown.items["gaoling-jintie"].names.legal.en == "Gaoling jintie"
    assert [branch.items for _, branch in grown.region.branches()][1][-1] == "gaoling-jintie"
    assert "# kept" in (services / "_region" / "trees.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("handling", Handling)
def test_a_new_item_of_each_handling(services, handling):
    done = new(services, "xin", "--domain", "minzheng", "--branch", "support", "--handling", handling.value)
    assert done.exit_code == 0, done.output
    assert catalogue_of(services).items["xin"].handling is handling


def test_a_check_lists_what_is_not_filled_in_yet(services):
    new(services, "xin", "--domain", "minzheng", "--branch", "support")
    path = services / "minzheng" / "xin.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    marked = ", ".join(str(number) for number, line in enumerate(lines, 1) if "# yours" in line)
    checked = run("check", services)
    assert checked.exit_code == 0
    assert f"{path}: it still says “# yours” on the lines {marked}" in checked.output
    path.write_text("\n".join(line.partition("  # yours")[0] for line in lines) + "\n", encoding="utf-8")
    assert "xin.yaml" not in run("check", services).output


PUBLISHED = """\
version: "1"
date: 2026-11-20
name: {zh: 大厅, en: Hall}
tree: life
zones:
  - {floor: "1", name: {zh: 一楼, en: Ground floor}, items: [getihu-sheli]}
"""


def test_a_check_names_what_is_on_no_list_of_the_hall(services):
    path = services / "_region" / "published.yaml"
    path.write_text(PUBLISHED, encoding="utf-8")
    checked = run("check", services)
    assert checked.exit_code == 0
    assert f"{path}: on no zone of the list of the hall: shebao-canbao-zhengming. Add" in checked.output
    listed = PUBLISHED.replace("getihu-sheli", "getihu-sheli, shebao-canbao-zhengming")
    path.write_text(listed, encoding="utf-8")
    assert "published.yaml" not in run("check", services).output


def test_a_new_item_like_another_hangs_beside_it(services):
    done = new(services, "fandian-sheli", "--like", "getihu-sheli", "--name-en", "Open a restaurant")
    assert done.exit_code == 0, done.output
    grown = catalogue_of(services)
    made, model = grown.items["fandian-sheli"], grown.items["getihu-sheli"]
    assert made.names.legal.en == "Open a restaurant"
    assert (made.form, made.department, made.code[:18]) == (model.form, model.department, model.code[:18])
    assert made.code != model.code
    path = services / "shichang" / "fandian-sheli.yaml"
    assert f"{path}: it still says “# yours” on the lines 1." in run("check", services).output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("Gaoling", "--domain", "minzheng", "--branch", "support"), "small letters"),
        (("../evil", "--domain", "minzheng", "--branch", "support"), "small letters"),
        (("getihu-sheli", "--domain", "minzheng", "--branch", "support"), "there already"),
        (("new-one", "--branch", "support"), "--domain"),
        (("new-one", "--domain", "../up", "--branch", "support"), "--domain"),
        (("new-one", "--domain", "minzheng"), "opening 开办, support 扶助"),
        (("new-one", "--domain", "minzheng", "--branch", "nowhere"), "opening 开办, support 扶助"),
        (("new-one", "--domain", "more", "--branch", "support"), "--department"),
        (("new-one", "--domain", "gongan", "--branch", "support"), "huji 户籍窗口"),
        (("new-one", "--domain", "minzheng", "--branch", "support", "--window", "no"), "there is no “no”"),
        (("new-one", "--like", "nothing"), "getihu-sheli"),
    ],
)
def test_what_cannot_be_begun_is_told_and_nothing_is_written(services, arguments, says):
    before = contents(services)
    done = new(services, *arguments)
    assert done.exit_code == 2
    assert says in done.output
    assert contents(services) == before


def test_a_folder_with_mistakes_is_told_before_anything_is_written(services):
    path = services / "shichang" / "getihu-sheli.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("handling: apply", "handling: aply"), encoding="utf-8"
    )
    before = contents(services)
    done = new(services, "new-one", "--domain", "minzheng", "--branch", "support")
    assert done.exit_code == 1
    assert "write `handling: apply`" in done.output
    assert contents(services) == before


def test_the_schema_is_json_with_the_words_of_the_region(services, tmp_path):
    printed = json.loads(run("schema", "--folder", services).output)
    assert "minzheng" in str(printed["properties"]["department"])
    outlets = json.loads(run("schema", "--folder", services, "--of", "outlets").output)
    assert outlets["$defs"]["Outlet"]["properties"]["acts_for"]["description"].startswith("Authorised")
    out = tmp_path / "item.schema.json"
    assert run("schema", "--folder", services, "--out", out).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8")) == printed


def elsewhere(services: Path, tmp_path: Path) -> Path:
    """A second place, without the shop."""
    other = tmp_path / "elsewhere"
    shutil.copytree(services, other)
    (other / "shichang" / "getihu-sheli.yaml").unlink()
    trees = other / "_region" / "trees.yaml"
    trees.write_text(trees.read_text(encoding="utf-8").replace("[getihu-sheli]", "[]"), encoding="utf-8")
    return other


def test_an_item_goes_from_place_to_place(services, tmp_path):
    pack, other = tmp_path / "shop.pack", elsewhere(services, tmp_path)
    done = run("export", "getihu-sheli", "--folder", services, "--out", pack)
    assert done.exit_code == 0, done.output
    done = run("import", pack, "--folder", other)
    assert done.exit_code == 0, done.output
    assert "getihu-sheli: version" in done.output
    taken, given = catalogue_of(other), catalogue_of(services)
    assert taken.items["getihu-sheli"] == given.items["getihu-sheli"]
    before = contents(other)
    assert "1 were here already" in run("import", pack, "--folder", other).output
    assert contents(other) == before


def test_what_stands_in_the_way_is_told_and_nothing_is_written(services, tmp_path):
    pack, other = tmp_path / "shop.pack", elsewhere(services, tmp_path)
    run("export", "getihu-sheli", "--folder", services, "--out", pack)
    lists = other / "_region" / "lists.yaml"
    lists.write_text(lists.read_text(encoding="utf-8").replace("villages:", "places:"), encoding="utf-8")
    (other / "_region" / "delivery.yaml").unlink()
    trees = other / "_region" / "trees.yaml"
    trees.write_text(trees.read_text(encoding="utf-8").replace("id: opening", "id: begin"), encoding="utf-8")
    before = contents(other)
    done = run("import", pack, "--folder", other)
    assert done.exit_code == 1
    assert "the region has no list `villages`" in done.output
    assert "the region has no way `locker` in which results reach people" in done.output
    assert "say --branch with one of: begin, support" in done.output
    assert f"{pack}/items/shichang/getihu-sheli.yaml:" in done.output
    assert contents(other) == before


def test_a_pack_whose_item_does_not_load_changes_nothing(services, tmp_path):
    pack, other = tmp_path / "shop.pack", elsewhere(services, tmp_path)
    run("export", "getihu-sheli", "--folder", services, "--out", pack)
    taken = (services / "shichang" / "getihu-sheli.yaml").read_text(encoding="utf-8")
    code = next(line for line in taken.splitlines() if line.startswith("code:"))
    own = other / "renshe" / "shebao-canbao-zhengming.yaml"
    lines = own.read_text(encoding="utf-8").splitlines()
    lines = [code if line.startswith("code:") else line for line in lines]
    own.write_text("\n".join(lines).replace("department: renshe", "department: shichang"), encoding="utf-8")
    catalogue_of(other)
    before = contents(other)
    done = run("import", pack, "--folder", other)
    assert done.exit_code == 1
    assert "is taken by" in done.output
    assert contents(other) == before


def test_a_pack_that_is_cut_or_foreign_is_told(services, tmp_path):
    pack = tmp_path / "shop.pack"
    run("export", "getihu-sheli", "--folder", services, "--out", pack)
    pack.write_bytes(pack.read_bytes()[:-40])
    done = run("import", pack, "--folder", services)
    assert done.exit_code == 2
    assert "is damaged" in done.output
    shutil.make_archive(str(tmp_path / "foreign"), "zip", services / "renshe")
    assert run("import", tmp_path / "foreign.zip", "--folder", services).exit_code == 2


def test_an_item_that_is_not_there_cannot_be_put_into_a_pack(services, tmp_path):
    done = run("export", "nothing", "--folder", services, "--out", tmp_path / "a.pack")
    assert done.exit_code == 2
    assert "getihu-sheli" in done.output
    assert not (tmp_path / "a.pack").exists()
