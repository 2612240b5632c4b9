from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from product_items import product_items
from visit_items import everything, joint
from visit_world import World
from visit_world import switched_on as first_instant

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalogue.model import Item


@pytest.fixture(scope="session")
def items() -> tuple[Item, ...]:
    loaded = product_items()
    shelf = tuple(loaded.items[name] for name in ("shebao-canbao-zhengming", "getihu-sheli"))
    return (*shelf, everything(), joint())


@pytest.fixture(scope="session")
def printing(items: tuple[Item, ...]) -> Item:
    """Asked, looked up and printed at once."""
    return items[0]


@pytest.fixture(scope="session")
def collecting(items: tuple[Item, ...]) -> Item:
    """Taken in here, decided later; works with the line down."""
    return items[1]


@pytest.fixture(scope="session")
def deciding(items: tuple[Item, ...]) -> Item:
    """Everything that the model has; decided at once by rules."""
    return items[2]


@pytest.fixture(scope="session")
def joining(items: tuple[Item, ...]) -> Item:
    """Several parts of several offices."""
    return items[3]


@pytest.fixture
def switched_on(items: tuple[Item, ...]) -> World:
    """The first instant: nothing has reported yet."""
    return first_instant(items)


@pytest.fixture
def world(switched_on: World) -> World:
    """The attract page, line up, everything healthy."""
    return switched_on.start()


@pytest.fixture
def offline(switched_on: World) -> World:
    """The attract page with the line down."""
    return switched_on.start(line=False)


@pytest.fixture
def at(world: World) -> Callable[[Item, object], World]:
    """Walk into an item as far as a page."""

    def walk(item: Item, page: object, **where: int) -> World:
        return world.begin(item).walk_to(page, **where)  # type: ignore[arg-type]

    return walk
