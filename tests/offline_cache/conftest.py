"""A store in a temporary folder, a clock that stands where the test puts it, fictional residents."""

from __future__ import annotations

import pytest
from offline_bench_of_cases import Clock, Shelf
from offline_desk import Desk
from offline_flaky_hub import FlakyHub

from offline_cache import FileKeyHome


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def keys(tmp_path):
    return FileKeyHome.open(tmp_path / "keys").value


@pytest.fixture
def shelf(tmp_path, keys, clock):
    shelf = Shelf(tmp_path / "cache", keys, clock)
    yield shelf
    shelf.close()


@pytest.fixture
def hub():
    hub = FlakyHub()
    yield hub
    hub.close()


@pytest.fixture
def desk(shelf, hub):
    desk = Desk(shelf, hub)
    yield desk
    desk.sync.stop()
