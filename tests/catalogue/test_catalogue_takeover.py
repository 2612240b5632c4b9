"""What another place takes over loads there under its own codes; what stands in the way is told, all of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from catalogue_files import RULED, SERVICES, line_of, write_region

from catalogue.hang import hung
from catalogue.loader import Catalogue, load
from catalogue.model import Text
from catalogue.needed import Needed, needed
from catalogue.pack import Manifest, PackedItem, digest
from catalogue.source import read
from catalogue.takeover import Taken, takeover

THERE = Text(zh="云溪市清河县", en="Qinghe County")
ITEM = "shiyan-yijianshi"
FILE = f"items/yijianshi/{ITEM}.yaml"
OTHER_CODE = "11220381MB1658330T"
TREES = """\
- id: person
  name: {zh: 人生, en: Life}
  summary: {zh: 按阶段找, en: By stage}
  branches:
    - {id: opening, name: {zh: 开办, en: Opening}, items: [getihu-sheli]}
    - {id: joint, name: {zh: 一件事, en: Joint}, items: []}
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Another place: its social security office has another code, and it has one item of its own."""
    folder = tmp_path / "services"
    (folder / "shichang").mkdir(parents=True)
    write_region(folder)
    shutil.copy(SERVICES / "shichang" / "getihu-sheli.yaml", folder / "shichang")
    for name in ("region.yaml", "lists.yaml"):
        path = folder / "_region" / name
        text = path.read_text(encoding="utf-8").replace("11990101MB0000027X", OTHER_CODE)
        path.write_text(text, encoding="utf-8")
    (folder / "_region" / "trees.yaml").write_text(TREES, encoding="utf-8")
    return folder


def catalogue_of(folder: Path) -> Catalogue:
    loaded = load(folder)
    assert isinstance(loaded, Catalogue), "\n".join(map(str, loaded))
    return loaded


def taking(
    folder: Path, text: str = RULED, branch: str | None = None, *, hangs: str | None = "joint", **region
):
    """What `takeover` says of a pack with the one item."""
    data = text.encode()
    packed = PackedItem(file=FILE, version="1", name=THERE, sha256=digest(data), branch=hangs)
    manifest = Manifest(place=THERE, items=(packed,), **region)
    present = {
        path.stem: (path.parent.name, path.read_text(encoding="utf-8"))
        for path in folder.glob("[a-z]*/*.yaml")
    }
    return takeover(manifest, {FILE: data}, catalogue_of(folder), present, branch)


def write(folder: Path, taken: Taken) -> None:
    path = folder / taken.domain / f"{taken.id}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(taken.text, encoding="utf-8")
    trees = folder / "_region" / "trees.yaml"
    if taken.branch:
        trees.write_text(hung(trees.read_text(encoding="utf-8"), taken.branch, taken.id), encoding="utf-8")


def test_it_names_what_it_needs():
    source, _ = read(RULED.encode())
    assert source
    assert needed(source.data) == Needed(("renshe", "gongan", "yibao"), ("renshe",), ("relations",))
    assert needed({"guide": 3, "form": [7], "joint": "x"}) == Needed()


def test_what_is_taken_over_loads_under_the_code_of_this_place(here):
    (taken,) = taking(here)
    assert isinstance(taken, Taken)
    assert (taken.domain, taken.version, taken.replaces, taken.branch) == ("yijianshi", "1", None, "joint")
    assert taken.text.startswith("# Taken over from 云溪市清河县, version 1.\n")
    write(here, taken)
    item = catalogue_of(here).items[ITEM]
    assert item.code.startswith(OTHER_CODE)
    assert item.code[18:] == "4000714901001"


def test_what_is_here_already_is_left_alone(here):
    (taken,) = taking(here)
    write(here, taken)
    assert taking(here) == ()


def test_an_item_that_comes_back_to_its_own_place_is_the_same(here):
    (taken,) = taking(here)
    write(here, taken)
    assert taking(here, taken.text) == ()


@pytest.mark.parametrize(
    ("here_is", "comes", "reason"),
    [
        ("10", "9", "version 10 is here, and the pack has the older 9"),
        ("2026-11", "2026-9", "version 2026-11 is here, and the pack has the older 2026-9"),
        ("2", "2", "version 2 is here too, and says something else"),
    ],
)
def test_a_newer_version_is_never_overwritten(here, here_is, comes, reason):
    (taken,) = taking(here, RULED.replace('version: "1"\nnames', f'version: "{here_is}"\nnames'))
    write(here, taken)
    text = RULED.replace('version: "1"\nnames', f'version: "{comes}"\nnames').replace("不收费", "免费")
    (problem,) = taking(here, text)
    assert problem.reason == reason
    assert (problem.file, problem.line) == (Path(FILE), line_of(text, f'version: "{comes}"\nnames'))


def test_an_older_version_is_replaced_where_it_stands_and_hangs(here):
    (taken,) = taking(here)
    write(here, taken)
    moved = here / "renshe" / f"{ITEM}.yaml"
    moved.parent.mkdir()
    (here / "yijianshi" / f"{ITEM}.yaml").rename(moved)
    (newer,) = taking(here, RULED.replace('version: "1"\nnames', 'version: "2"\nnames'), hangs="nowhere")
    assert (newer.domain, newer.version, newer.replaces, newer.branch) == ("renshe", "2", "1", None)


def test_everything_that_the_region_has_not_is_told_with_the_lines_to_add(here):
    region = here / "_region" / "region.yaml"
    text = (
        region.read_text(encoding="utf-8")
        .replace("  renshe:\n", "  renli:\n")
        .replace("  gongan:\n", "  jingju:\n")
    )
    region.write_text(text, encoding="utf-8")
    lists = here / "_region" / "lists.yaml"
    lists.write_text(lists.read_text(encoding="utf-8").replace("relations:", "kin:"), encoding="utf-8")
    window = {"name": {"zh": "社保窗口", "en": "Insurance"}, "phone": "10000099001"}
    found = {(one.where, one.reason): one for one in taking(here, windows={"renshe": window})}
    assert [where for where, _ in found] == ["department", "department", "window", "list"]
    told = found["window", "the region has no window `renshe`"]
    assert told.mend == (
        "add to _region/region.yaml under `windows`, as it is in this place: "
        '`renshe: {"name": {"zh": "社保窗口", "en": "Insurance"}, "phone": "10000099001"}`'
    )
    kin = found["list", "the region has no list `relations`"]
    assert kin.mend.startswith("add to _region/lists.yaml, as it is in this place: `relations: ")
    assert kin.line == line_of(RULED, "choices: relations")


def test_a_kind_of_licence_that_is_not_known_is_told(here):
    text = RULED.replace("way: card, trust: A", "way: licence, licence: hukou, trust: A")
    (problem,) = taking(here, text)
    assert problem.reason == "the region has no licence `hukou`"
    assert "`licences`" in problem.mend


def test_a_part_whose_own_item_is_nowhere_is_told(here):
    text = RULED.replace("output: {zh: 户口簿", "item: chusheng-dengji, output: {zh: 户口簿")
    (problem,) = taking(here, text)
    assert problem.reason == "there is no item `chusheng-dengji` here or in the pack"
    assert problem.mend == f"export it into the pack too: kiosk items export {ITEM} chusheng-dengji"
    assert isinstance(taking(here, text.replace("chusheng-dengji", "getihu-sheli"))[0], Taken)


def test_a_guide_that_leads_to_an_item_which_is_nowhere_is_told(here):
    window = next(line for line in RULED.splitlines() if line.startswith("  window: "))
    text = RULED.replace(window, f"{window}\n  see: chusheng-dengji")
    (problem,) = taking(here, text)
    assert problem.reason == "there is no item `chusheng-dengji` here or in the pack"


@pytest.mark.parametrize(("hangs", "reason"), [("farewell", "no branch `farewell`"), (None, "nothing says")])
def test_a_branch_that_is_not_here_is_asked_for(here, hangs, reason):
    (problem,) = taking(here, hangs=hangs)
    assert reason in problem.reason
    assert problem.mend == "say --branch with one of: opening, joint"
    (taken,) = taking(here, hangs=hangs, branch="opening")
    assert taken.branch == "opening"


def test_a_place_without_trees_hangs_nothing(here):
    (here / "_region" / "trees.yaml").unlink()
    (taken,) = taking(here)
    assert taken.branch is None


def test_a_file_that_cannot_be_read_is_told(here):
    (problem,) = taking(here, "id: [\n")
    assert "not valid YAML" in problem.reason


def test_the_name_of_a_place_cannot_become_a_line_of_the_file(here):
    data = RULED.encode()
    packed = PackedItem(file=FILE, version="1", name=THERE, sha256=digest(data), branch="joint")
    sly = Text(zh="云溪\nhandling: print", en="Sly")
    (taken,) = takeover(Manifest(place=sly, items=(packed,)), {FILE: data}, catalogue_of(here), {}, None)
    assert taken.text.splitlines()[0] == "# Taken over from 云溪 handling: print, version 1."
