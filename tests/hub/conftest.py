"""A hub in a folder of its own, a clock that tests hold, and an enrolled terminal."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from hub_items import copy_items
from hub_terminal import REGISTERS, RESIDENTS, HeldClock, Terminal, enrolled

from catalogue.shelf import Catalogue
from catalogue.shelf_cache import load_kept
from hub.application import make_application
from hub.settings import Settings, sqlite_url
from hub.wiring import Hub, open_hub
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture(scope="session")
def two_items(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The items that most tests are about. A hub reads its items at every start, and all of them take long."""
    folder = tmp_path_factory.mktemp("items") / "services"
    return copy_items(folder, "renshe/shebao-canbao-zhengming", "shichang/getihu-sheli")


@pytest.fixture(scope="session")
def newborn(tmp_path_factory: pytest.TempPathFactory, two_items: Path) -> Path:
    """The folder of a hub that was opened once and knows nothing yet: tables are made, items are read. Each test starts
    from a copy, as both take longer than most of what is tested.
    """
    data = tmp_path_factory.mktemp("newborn") / "data"
    opened = open_hub(_settings(data, two_items), HeldClock())
    assert isinstance(opened, Ok)
    opened.value.database.close()
    assert isinstance(load_kept(two_items, data), Catalogue)
    return data


@pytest.fixture
def settings(tmp_path: Path, two_items: Path, newborn: Path) -> Settings:
    return _settings(Path(shutil.copytree(newborn, tmp_path / "data")), two_items)


def _settings(data: Path, two_items: Path) -> Settings:
    return Settings(
        data,
        sqlite_url(data),
        "https://hub.example",
        RESIDENTS,
        timedelta(seconds=60),
        services=two_items,
        registers=REGISTERS,
    )


@pytest.fixture
def hub(settings: Settings, clock: HeldClock) -> Iterator[Hub]:
    opened = open_hub(settings, clock)
    assert isinstance(opened, Ok)
    yield opened.value
    opened.value.database.close()


@pytest.fixture
def client(hub: Hub) -> Iterator[TestClient]:
    with TestClient(
        make_application(hub), base_url="https://hub.example", follow_redirects=False
    ) as test_client:
        yield test_client


@pytest.fixture
def unknown(client: TestClient, clock: HeldClock) -> Terminal:
    """A terminal that nobody enrolled."""
    return Terminal(client, clock)


@pytest.fixture
def terminal(hub: Hub, unknown: Terminal) -> Terminal:
    return enrolled(hub, unknown)
