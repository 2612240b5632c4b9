from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from catalogue.loader import Catalogue, load

if TYPE_CHECKING:
    from catalogue.model import Item

SERVICES = Path(__file__).parents[2] / "services"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    loaded = load(SERVICES)
    assert isinstance(loaded, Catalogue), "\n".join(map(str, loaded))
    return loaded


@pytest.fixture(scope="session")
def printing(catalogue: Catalogue) -> Item:
    return catalogue.items["shebao-canbao-zhengming"]


@pytest.fixture(scope="session")
def collecting(catalogue: Catalogue) -> Item:
    return catalogue.items["getihu-sheli"]
