"""Whose card a demo lays on the reader."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml

from catalogue.loader import load_file
from catalogue.model import Item
from kiosk.config import ROOT
from kiosk.demo_card import USUAL, card_for
from kiosk.surroundings import DEMO_RESIDENTS

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 23)


def item(name: str) -> Item:
    loaded = load_file(ROOT / "services" / f"{name}.yaml")
    assert isinstance(loaded, Item)
    return loaded


@pytest.mark.parametrize("name", ["shichang/getihu-sheli", "zhengwu/yijian-fanying"])
def test_the_usual_resident_where_the_examples_fit(name: str, tmp_path: Path) -> None:
    assert card_for(item(name), DAY, tmp_path) == (USUAL, DEMO_RESIDENTS)
    assert not list(tmp_path.iterdir())


def test_a_mother_where_the_examples_are_a_mothers(tmp_path: Path) -> None:
    card, path = card_for(item("yijianshi/chusheng-yijianshi"), DAY, tmp_path)
    people = yaml.safe_load(path.read_text(encoding="utf-8"))["residents"]
    assert path.parent == tmp_path
    assert people[card]["sex"] == "2"
    assert people[card]["id_number"].startswith("99"), "an area that no real person has"
    assert people[USUAL], "the demo's residents are still there: departments know them"
