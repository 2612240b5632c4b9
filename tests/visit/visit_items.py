"""Items of the tests' own: one with everything the model has, and a joint one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from catalogue.loader import load_file
from catalogue.model import Handling, Item, Rules

HERE = Path(__file__).parent / "items"


@cache
def item_of_the_tests(name: str) -> Item:
    found = load_file(HERE / name)
    assert isinstance(found, Item), "\n".join(map(str, found))
    return found


def everything() -> Item:
    """Every kind of field that is typed, long lists, all materials, facts, rules and hints; decided at once."""
    return item_of_the_tests("minzheng/buzhu-shenling.yaml")


def anonymous() -> Item:
    """Nobody is asked who they are."""
    item = everything()
    return item.model_copy(
        update={
            "id": "fanying",
            "handling": Handling.COLLECT,
            "needs": item.needs.model_copy(update={"identity": (), "anonymous": True}),
            "materials": (),
            "facts": (),
            "rules": Rules(checks=item.rules.checks),
        }
    )


def joint() -> Item:
    """Four parts of three offices, two of which wait for the first and one for the second."""
    return item_of_the_tests("weijian/chusheng-yijian.yaml")
