"""One terminal without a window for all tests of a process; each test finds it idle and whole."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from kiosk_bench import Helper, Rig, World, config_for_tests

if TYPE_CHECKING:
    from collections.abc import Iterator

MENDING = (
    *("clear", "remove-card", "refill", "close-cover", "clear-jam"),
    *("a4-refill", "a4-close-cover", "a4-clear-jam", "let-go-help-key"),
)


@pytest.fixture(scope="session")
def _rig() -> Iterator[Rig]:
    data = Path(tempfile.mkdtemp(prefix="kiosk-"))
    world = World.begin(data, config_for_tests())
    rig = Rig(world.config, world.data, world.around, world.proxy)
    yield rig
    rig.stop()
    world.proxy.close()
    shutil.rmtree(data)


@pytest.fixture
def rig(_rig: Rig) -> Iterator[Rig]:
    _rig.until("an idle terminal that is well", lambda: _rig.page == "attract" and _all_well(_rig))
    yield _rig
    for verb in MENDING:
        _rig.dock(verb)
    for device in ("id_card_reader", "receipt_printer", "document_printer", "lights", "help_key"):
        _rig.dock("plug", device)
    _rig.leave()


@pytest.fixture
def helper(rig: Rig) -> Helper:
    hub = rig.around.hub
    assert hub is not None
    return Helper(hub.url, hub.console_password)


def _all_well(rig: Rig) -> bool:
    """What an earlier test unplugged is back as well."""
    terminal = rig.terminal
    fitted = [one for one in terminal.devices.all() if one.device_class in terminal.devices.fitted]
    return terminal.mailbox.state.machine.line_up and all(one.status.usable for one in fitted)
