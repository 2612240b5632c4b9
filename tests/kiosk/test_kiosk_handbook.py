"""`kiosk items handbook` as a person types it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from kiosk_small_place import small_place

from kiosk.cli import main

if TYPE_CHECKING:
    from pathlib import Path

PUBLISHED = """\
version: "2026-11"
date: 2026-11-20
name: {zh: 政务服务中心, en: Service centre}
tree: life
zones:
  - {floor: "1", name: {zh: 一楼, en: Ground floor}, items: [getihu-sheli]}
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["items", "handbook", *map(str, arguments)])


@pytest.fixture
def services(tmp_path: Path) -> Path:
    folder = small_place(tmp_path / "services")
    (folder / "_region" / "published.yaml").write_text(PUBLISHED, encoding="utf-8")
    return folder


def test_what_is_made_is_found_right_until_an_item_changes(services, tmp_path):
    out = tmp_path / "out"
    done = run(out, "--folder", services, "--language", "zh")
    assert done.exit_code == 0, done.output
    assert {one.name for one in out.iterdir()} == {"handbook-zh.pdf", "codes-zh.pdf", "web"}
    assert (out / "web" / "en" / "getihu-sheli.html").exists()
    same = run(out, "--folder", services, "--check")
    assert (same.exit_code, "2 guides" in same.output) == (0, True), same.output
    item = services / "shichang" / "getihu-sheli.yaml"
    text = item.read_text(encoding="utf-8")
    assert text.count("promised_workdays: 1\n") == 1
    item.write_text(text.replace("promised_workdays: 1\n", "promised_workdays: 2\n"), encoding="utf-8")
    other = run(out, "--folder", services, "--check")
    assert other.exit_code == 1
    assert "handbook-zh.pdf" in other.output
    assert "web/getihu-sheli.html" in other.output
    assert "web/shebao-canbao-zhengming.html: shebao" not in other.output


def test_a_check_lists_the_guides_that_are_due(services, tmp_path):
    region = services / "_region" / "region.yaml"
    text = region.read_text(encoding="utf-8")
    region.write_text(text.replace("checked: 2026-11-05\n", "checked: 2020-01-01\n"), encoding="utf-8")
    assert run(tmp_path / "out", "--folder", services, "--language", "en").exit_code == 0
    told = run(tmp_path / "out", "--folder", services, "--check")
    assert told.exit_code == 0, told.output
    assert "2 guides have not been checked" in told.output
    assert "2020-01-01\tgetihu-sheli" in told.output


def test_one_branch(services, tmp_path):
    out = tmp_path / "out"
    assert run(out, "--folder", services, "--branch", "opening", "--language", "zh").exit_code == 0
    pages = {one.name for one in (out / "web").glob("*.html")}
    assert pages == {"index.html", "getihu-sheli.html"}
    unknown = run(out, "--folder", services, "--branch", "openin")
    assert unknown.exit_code == 2
    assert "opening" in unknown.output


def test_a_place_without_version_and_date_is_told_what_to_write(services, tmp_path):
    (services / "_region" / "published.yaml").unlink()
    done = run(tmp_path / "out", "--folder", services)
    assert done.exit_code == 2
    assert "published.yaml" in done.output
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_told(services, tmp_path):
    (tmp_path / "out").write_text("in the way", encoding="utf-8")
    done = run(tmp_path / "out", "--folder", services, "--language", "zh")
    assert done.exit_code == 2
