"""Items of the tests' own: one with everything the model has, and a joint one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from catalogue.loader import load_file
from catalogue.model import Item

HERE = Path(__file__).parent / "items"


@cache
def item_of_the_tests(name: str) -> Item:
    found = load_file(HERE / name)
    assert isinstance(found, Item), "\n".join(map(str, found))
    return found


def everything() -> Item:
    """Every kind of field that is typed, long lists, all materials, facts, rules and hints; decided at once."""
    return item_of_the_tests("minzheng/buzhu-shenling.yaml")


def joint() -> Item:
    """Four parts of three offices, two of which wait for the first and one for the second."""
    return item_of_the_tests("weijian/chusheng-yijian.yaml")
