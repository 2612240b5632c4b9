"""A hub in a folder of its own, a clock that tests hold, and an enrolled terminal."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from hub_items import copy_items
from hub_terminal import REGISTERS, RESIDENTS, HeldClock, Terminal, enrolled

from hub.application import make_application
from hub.settings import Settings, sqlite_url
from hub.wiring import Hub, open_hub
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture(scope="session")
def two_items(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The items that most tests are about. A hub reads its items at every start, and all of them take long."""
    folder = tmp_path_factory.mktemp("items") / "services"
    return copy_items(folder, "renshe/shebao-canbao-zhengming", "shichang/getihu-sheli")


@pytest.fixture
def settings(tmp_path: Path, two_items: Path) -> Settings:
    data = tmp_path / "data"
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
