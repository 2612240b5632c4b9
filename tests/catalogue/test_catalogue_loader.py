"""Where files belong, and what is told of a folder that is not as it should be."""

from __future__ import annotations

import pytest
from catalogue_files import GOOD, SERVICES, problems_of, write

from catalogue.loader import Catalogue, load_file


def test_every_shipped_file_is_an_item_and_the_catalogue_has_each(catalogue: Catalogue):
    files = {path.stem for path in SERVICES.glob("[a-z]*/*.yaml")}
    assert set(catalogue.items) == files >= {"shebao-canbao-zhengming", "getihu-sheli"}


def test_an_id_and_a_code_belong_to_one_file(tmp_path):
    first = write(tmp_path, GOOD, domain="a")
    second = write(tmp_path, GOOD, domain="b")
    found = problems_of(tmp_path)
    assert {(one.file, one.where) for one in found} == {(second, "id"), (second, "code")}
    assert all(f"{first}:" in one.reason for one in found)


@pytest.mark.parametrize(
    ("domain", "name", "reason"),
    [
        (".", "getihu-sheli.yaml", "folder of its domain"),
        ("a/b", "getihu-sheli.yaml", "folder of its domain"),
        ("Shi Chang", "getihu-sheli.yaml", "folder of its domain"),
        ("shichang", "getihu-sheli.yml", ".yml"),
    ],
)
def test_a_file_in_the_wrong_place_is_told(tmp_path, domain, name, reason):
    write(tmp_path, GOOD, domain=domain, name=name)
    (problem,) = problems_of(tmp_path)
    assert reason in problem.reason


def test_an_empty_or_missing_folder_is_told(tmp_path):
    assert "no item" in problems_of(tmp_path)[0].reason
    assert "no item" in problems_of(tmp_path / "none")[0].reason


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "shichang" / "folder.yaml").mkdir(parents=True)
    assert "cannot be read" in problems_of(tmp_path)[0].reason


def test_one_file_can_be_checked_alone(tmp_path):
    good = load_file(write(tmp_path, GOOD))
    assert not isinstance(good, tuple)
    assert good.id == "getihu-sheli"
    bad = load_file(write(tmp_path, GOOD.replace("trust: C", "trust: E")))
    assert isinstance(bad, tuple)
    assert bad[0].where == "materials[3].trust"
