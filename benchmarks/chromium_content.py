"""What both programs show: real pages of the demo place, taken from the visit itself."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks.chromium_walk import ITEM, Content
from contract.civil_time import CIVIL
from kiosk.item_files import items_of
from outcome import Ok
from visit.events import (
    Begin,
    ChooseItem,
    DeviceChanged,
    Event,
    GoBack,
    GoNext,
    KeyPressed,
    OpenCodes,
    Stamped,
    TimePassed,
)
from visit.held.device_health import DeviceHealth
from visit.held.machine import Machine, Place
from visit.state import State
from visit.step import step
from visit.view import view

if TYPE_CHECKING:
    from kiosk.config import Config
    from visit.views import View


def content(config: Config) -> Content:
    """Raises AssertionError when the visit does not lead along `LINKS` any more."""
    loaded = items_of(config)
    assert isinstance(loaded, Ok)
    terminal = config.terminal
    machine = Machine(
        place=Place(terminal.id, terminal.name, terminal.window_phone, "", terminal.floor, terminal.zone),
        catalogue=loaded.value,
        watched=(),
        realm=config.realm,
        simulated=False,
    )
    now = time.monotonic()
    state = replace(State(machine), at=now, entered_at=now, touched_at=now)
    views: dict[str, View] = {}

    def after(event: Event, name: str = "") -> None:
        nonlocal state
        stamped = Stamped(event, time.monotonic(), datetime.now(CIVIL), uuid4(), clock_trusted=False)
        state, _ = step(state, stamped)
        if name:
            assert str(state.page) == name, (str(state.page), name)
            views[name] = view(state)

    for device in config.devices:
        after(DeviceChanged(DeviceHealth(str(device), usable=True, state="online")))
    after(TimePassed(), "attract")
    after(Begin(), "home")
    after(ChooseItem(ITEM), "guide")
    after(GoNext(), "consent")
    after(GoBack(), "guide")
    after(GoBack(), "home")
    after(OpenCodes(), "code")
    pages = Content(views)
    after(KeyPressed("1"))
    assert replace(view(state), chrome=views["code"].chrome) == pages.typed("1")
    return pages
