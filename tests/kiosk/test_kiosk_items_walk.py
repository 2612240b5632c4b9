"""An item that was begun with one command, and the one of the page for newcomers, are played from guide to result."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from kiosk_small_place import small_place

from catalogue.hang import hung
from catalogue.loader import Catalogue
from catalogue.loader import load as load_items
from catalogue.model import Handling
from contract.civil_time import CIVIL
from kiosk.cli import main
from kiosk.config import ROOT, load
from kiosk.walk.plays import plays_of
from kiosk.walk.rig import Rig
from kiosk.walk.shelf_walk import walked
from outcome import Ok

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (ROOT / "docs" / "add-an-item.md").read_text(encoding="utf-8")
BEGUN = {f"xin-{handling.value}": handling for handling in Handling}

MORE = """
      - id: at_home
        label: {zh: 在家收, en: At home}
        question: {zh: 在家里收吗？, en: 'Shall it come to your home?'}
        purpose: {zh: 送到哪里, en: Where to bring it}
        kind: yes_no
        example: true
      - id: door
        label: {zh: 门牌, en: Door}
        question: {zh: 门牌号是多少？, en: 'Which number?'}
        purpose: {zh: 送到哪里, en: Where to bring it}
        kind: text
        when: {field: at_home, equals: true}
        example: 12号
"""
"""A question that an answer on the same page brings up."""


@pytest.fixture
def services(tmp_path: Path) -> Path:
    folder = small_place(tmp_path / "services")
    for name, handling in BEGUN.items():
        given = (
            "--name",
            "新事项",
            "--domain",
            "minzheng",
            "--branch",
            "support",
            "--handling",
            handling.value,
        )
        done = CliRunner().invoke(main, ["items", "new", name, "--folder", str(folder), *given])
        assert done.exit_code == 0, done.output
    grown = folder / "minzheng" / "xin-collect.yaml"
    begun = grown.read_text(encoding="utf-8")
    assert 'example: "10000000001"\n' in begun
    begun = begun.replace('example: "10000000001"\n', f'example: "10000000001"{MORE}')
    grown.write_text(begun.replace("[receipt_printer]", "[receipt_printer, camera]"), encoding="utf-8")
    (text,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    (folder / "minzheng" / "gaoling-jintie.yaml").write_text(text, encoding="utf-8")
    trees = folder / "_region" / "trees.yaml"
    trees.write_text(hung(trees.read_text(encoding="utf-8"), "support", "gaoling-jintie"), encoding="utf-8")
    return folder


def test_a_newcomers_items_go_as_their_files_say(services):
    config = load(ROOT / "config.toml")
    assert isinstance(config, Ok)
    shelf = load_items(services)
    assert isinstance(shelf, Catalogue), "\n".join(map(str, shelf))
    items = [shelf.items[name] for name in (*BEGUN, "gaoling-jintie")]
    # With the line down every case of the shelf is walked already, and each wait for a dead line takes seconds.
    plays = tuple(one for one in plays_of(items, datetime.now(CIVIL).date()) if not one.offline)
    rig = Rig.open(config.value.model_copy(update={"services": services}), shelf, plays)
    assert isinstance(rig, Ok), rig
    try:
        done = list(walked(rig.value, plays))
    finally:
        rig.value.close()
    assert [one.finished for one in done] == [True] * len(items), "\n".join(
        line for one in done for line in one.lines()
    )
