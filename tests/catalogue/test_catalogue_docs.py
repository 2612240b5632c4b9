"""What docs/add-an-item.md shows is what happens."""

from __future__ import annotations

import re
from pathlib import Path

from catalogue.devices import DEVICES, ID_CARD_READER
from catalogue.examples import EXAMPLES
from catalogue.loader import Catalogue, load
from catalogue.model import FieldKind, Handling, MaterialWay

PAGE = (Path(__file__).parents[2] / "docs" / "add-an-item.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def save(folder: Path, text: str) -> None:
    path = folder / "services" / "minzheng" / "gaoling-jintie.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_item_of_the_page_is_right(tmp_path):
    save(tmp_path, block("yaml"))
    loaded = load(tmp_path / "services")
    assert isinstance(loaded, Catalogue), "\n".join(map(str, loaded))
    assert list(loaded.items) == ["gaoling-jintie"]


def test_the_messages_of_the_page_are_those_of_the_loader(tmp_path, monkeypatch):
    wrong = block("yaml").replace("handling: collect", "handling: colect")
    wrong = wrong.replace("        purpose: {zh: 办好了通知您, en: To tell you when it is done}\n", "")
    save(tmp_path, wrong.replace('example: "10000000001"', "example: 10000000001"))
    monkeypatch.chdir(tmp_path)
    loaded = load(Path("services"))
    assert isinstance(loaded, tuple)
    told = [str(one) for one in loaded]
    assert told == block("text").splitlines()


def test_the_page_names_every_word_a_file_can_use():
    words = [*FieldKind, *Handling, *MaterialWay, *(name for name in DEVICES if name != ID_CARD_READER)]
    assert [word for word in words if f"`{word}`" not in PAGE] == []
    assert [key for key in EXAMPLES if not re.search(rf"\b{key}\b", PAGE)] == []
