"""What docs/add-an-item.md and docs/region-files.md show is what happens."""

from __future__ import annotations

import re
from pathlib import Path

from catalogue_files import write_region

from catalogue.cel import GIVEN
from catalogue.devices import DEVICES, ID_CARD_READER
from catalogue.examples import EXAMPLES
from catalogue.loader import Catalogue, load
from catalogue.model import Ends, FieldKind, Handling, Layout, MaterialWay

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "add-an-item.md").read_text(encoding="utf-8")
REGION = (DOCS / "region-files.md").read_text(encoding="utf-8")

MISTAKES = [
    ("handling: apply", "handling: aply"),
    ("window: minzheng", "window: minzhen"),
    ("        purpose: {zh: 办好了通知您, en: To tell you when it is done}\n", ""),
    ('example: "10000000001"', "example: 10000000001"),
    ("holds: age >= 80", "holds: agee >= 80"),
    ("    fails: [lives_here]\n", ""),
]


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def save(folder: Path, text: str) -> Path:
    """The item of the page, in a place that has the demo's region and the tree of the other page."""
    write_region(folder / "services")
    (folder / "services" / "_region" / "trees.yaml").write_text(blocks(REGION, "yaml")[2], encoding="utf-8")
    path = folder / "services" / "minzheng" / "gaoling-jintie.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return folder / "services"


def test_the_item_of_the_page_is_right(tmp_path):
    (text,) = blocks(PAGE, "yaml")
    loaded = load(save(tmp_path, text))
    assert isinstance(loaded, Catalogue), "\n".join(map(str, loaded))
    assert list(loaded.items) == ["gaoling-jintie"]


def test_the_region_of_the_page_is_right(tmp_path):
    (text,) = blocks(PAGE, "yaml")
    services = save(tmp_path, text)
    files = re.findall(r"^## (\w+)\.yaml.*?^```yaml\n(.*?)^```$", REGION, re.DOTALL | re.MULTILINE)
    assert {name for name, _ in files} >= {"region", "lists", "trees"}
    for name, written in files:
        one = written.replace("tree: always", "tree: person")  # the page shows only one of the trees
        (services / "_region" / f"{name}.yaml").write_text(one, encoding="utf-8")
    loaded = load(services)
    assert isinstance(loaded, Catalogue), "\n".join(map(str, loaded))


def test_the_messages_of_the_page_are_those_of_the_loader(tmp_path, monkeypatch):
    (text,) = blocks(PAGE, "yaml")
    for right, wrong in MISTAKES:
        assert text.count(right) == 1, right
        text = text.replace(right, wrong)
    save(tmp_path, text)
    monkeypatch.chdir(tmp_path)
    loaded = load(Path("services"))
    assert isinstance(loaded, tuple)
    (told,) = blocks(PAGE, "text")
    assert [str(one) for one in loaded] == told.splitlines()


def test_the_pages_name_every_word_a_file_can_use():
    devices = [name for name in DEVICES if name != ID_CARD_READER]
    words = [*FieldKind, *Handling, *MaterialWay, *Ends, *Layout, *devices, *GIVEN]
    assert [word for word in words if f"`{word}`" not in PAGE] == []
    assert [key for key in EXAMPLES if not re.search(rf"\b{key}\b", PAGE + REGION)] == []
