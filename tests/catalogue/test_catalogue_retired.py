"""What was taken off the list: its id, code and numbers are never given to another item."""

from __future__ import annotations

from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from catalogue.loader import load
from catalogue.model import Text
from catalogue.region_file import load_region
from catalogue.retired import Retired, retired_complaints, retired_twice
from catalogue.shelf import Catalogue

SERVICES = Path(__file__).parents[2] / "services"
RECORD = "shebao-canbao-zhengming"
GONE = """
- id: {id}
  code: {code}
  numbers: [{number}]
  name: {{zh: 旧事项, en: An old item}}
  since: 2024-01-01
  reason: {{zh: 不办了, en: No more}}
"""
FREE = {"id": "old-item", "code": "11990101MB0000027X4002014999001", "number": "RS-1"}


@pytest.fixture
def services(tmp_path: Path) -> Path:
    folder = tmp_path / "_region"
    folder.mkdir()
    for one in ("region.yaml", "lists.yaml", "delivery.yaml"):
        if (SERVICES / "_region" / one).exists():
            copy(SERVICES / "_region" / one, folder)
    (tmp_path / "renshe").mkdir()
    copy(SERVICES / "renshe" / f"{RECORD}.yaml", tmp_path / "renshe")
    return tmp_path


def told(services: Path, text: str) -> str:
    (services / "_region" / "retired.yaml").write_text(text, encoding="utf-8")
    found = load(services)
    return "" if isinstance(found, Catalogue) else "\n".join(map(str, found))


def own(key: str) -> str:
    text = (SERVICES / "renshe" / f"{RECORD}.yaml").read_text(encoding="utf-8")
    line = next(one for one in text.splitlines() if one.startswith(f"{key}:"))
    return line.removeprefix(f"{key}:").strip()


def test_a_retired_item_disturbs_no_other(services: Path) -> None:
    assert told(services, GONE.format(**FREE)) == ""


@pytest.mark.parametrize("key", ["id", "code"])
def test_an_item_that_takes_its_name_is_refused(services: Path, key: str) -> None:
    found = told(services, GONE.format(**{**FREE, key: own(key)}))
    assert f"{RECORD}.yaml" in found
    assert "offered no more since 2024-01-01" in found
    assert f"give it another {key}" in found


def test_nor_may_an_alias_be_a_number_of_it(services: Path) -> None:
    word = own("aliases").strip("[]").split(", ")[0]
    found = told(services, GONE.format(**{**FREE, "number": word}))
    assert "aliases[0]" in found


def test_none_stands_there_twice(services: Path) -> None:
    assert "stands here twice" in told(services, GONE.format(**FREE) * 2)


def test_a_successor_is_an_item(services: Path) -> None:
    text = GONE.format(**FREE) + "  instead: nothing\n"
    assert "there is no such item" in told(services, text)
    assert told(services, text.replace("nothing", RECORD)) == ""


def test_nothing_of_the_place_reuses_what_is_gone() -> None:
    region, problems = load_region(SERVICES)
    assert (problems, bool(region.retired)) == ((), True)


WORDS = some.text("abc12-", min_size=1, max_size=4)


def gone(data: dict[str, Any]) -> Retired:
    return Retired.model_construct(
        **data, name=Text(zh="旧", en="Old"), since="2024-01-01", reason=Text(zh="无", en="None")
    )


@given(
    retired=some.lists(
        some.fixed_dictionaries({"id": WORDS, "code": WORDS, "numbers": some.lists(WORDS, max_size=2)}),
        max_size=4,
    ),
    item=some.fixed_dictionaries(
        {"id": WORDS, "code": WORDS, "aliases": some.lists(WORDS), "keywords": some.lists(WORDS)}
    ),
)
def test_whatever_is_offered_is_no_name_of_what_is_gone(
    retired: list[dict[str, Any]], item: dict[str, Any]
) -> None:
    before = [gone(one) for one in retired]
    names = {name for one in retired for name in (one["id"], one["code"], *one["numbers"])}
    accepted = not list(retired_complaints(item, before))
    if accepted:
        assert item["id"] not in {one["id"] for one in retired}
        assert not names & {item["code"], *item["aliases"], *item["keywords"]}
    clash = item["code"] in names or names & {*item["aliases"], *item["keywords"]}
    assert accepted is not (bool(clash) or item["id"] in {one["id"] for one in retired})


@given(some.lists(WORDS, max_size=5))
def test_two_that_share_a_code_are_told(codes: list[str]) -> None:
    before = [gone({"id": f"i{place}", "code": code, "numbers": ()}) for place, code in enumerate(codes)]
    assert bool(list(retired_twice(before))) is (len({*codes, *(one.id for one in before)}) < 2 * len(before))
