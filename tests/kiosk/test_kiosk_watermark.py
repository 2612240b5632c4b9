"""演示样张 · 无效 in the demo realm: no word in the settings, in an item or in the region's files takes it away."""

from __future__ import annotations

import shutil

import pytest

from catalogue.loader import load_file
from catalogue.model import Item
from kiosk.config import ROOT, load
from kiosk.item_files import items_of
from outcome import Failure, Ok

CONFIG = (ROOT / "config.toml").read_text(encoding="utf-8")
ITEM = ROOT / "services" / "renshe" / "shebao-canbao-zhengming.yaml"
WORDS = ("watermark", "specimen", "demo")


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("table", ["", "[terminal]", "[hub]", "[store]", "[delays]", "[panel]"])
def test_the_settings_have_no_word_for_it(tmp_path, word, table):
    path = tmp_path / "config.toml"
    spelled = f"{word} = false\n"
    text = CONFIG.replace(f"{table}\n", f"{table}\n{spelled}", 1) if table else spelled + CONFIG
    if table and f"{table}\n" not in CONFIG:
        text = CONFIG.replace(table, f"[none]\n{spelled}{table}", 1)
    path.write_text(text, encoding="utf-8")
    assert text != CONFIG
    loaded = load(path)
    assert isinstance(loaded, Failure)
    assert loaded.code == "config"


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("place", ["", "  "])
def test_an_item_has_no_word_for_it(tmp_path, word, place):
    """Neither the item nor its certificate, whose keys are indented."""
    text = ITEM.read_text(encoding="utf-8")
    changed = (
        f"{word}: false\n{text}"
        if not place
        else text.replace("certificate:\n", f"certificate:\n  {word}: false\n")
    )
    assert changed != text
    path = tmp_path / "renshe" / ITEM.name
    path.parent.mkdir()
    shutil.copytree(ROOT / "services" / "_region", tmp_path / "_region")
    path.write_text(changed, encoding="utf-8")
    loaded = load_file(path)
    assert not isinstance(loaded, Item)
    assert any(word in str(one) for one in loaded)


def test_a_fictional_place_is_not_made_real_by_one_word(tmp_path):
    config = load(ROOT / "config.toml")
    assert isinstance(config, Ok)
    assert isinstance(items_of(config.value), Ok)
    path = tmp_path / "config.toml"
    path.write_text(CONFIG.replace('realm = "demo"', 'realm = "real"', 1), encoding="utf-8")
    real = load(path)
    assert isinstance(real, Ok)
    refused = items_of(real.value)
    assert isinstance(refused, Failure)
    assert (refused.code, "fictional" in refused.detail) == ("config", True)
