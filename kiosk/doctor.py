"""`kiosk doctor`: each device, the store and the hub: how it is, what is wrong, who must act."""

from __future__ import annotations

import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from drivers.device import DeviceState
from kiosk import status_file
from kiosk.config import EMBEDDED, Config
from kiosk.devices import Devices
from kiosk.findings import (
    Check,
    DeviceRow,
    Findings,
    check,
    of_languages,
    of_outlet,
    of_store,
    of_voice,
    rows,
)
from kiosk.input_method.handwriting import Handwriting
from kiosk.input_method.pinyin import Pinyin, has_strokes
from kiosk.item_files import items_of
from kiosk.store import open_store
from kiosk.surroundings import device_tables, surroundings
from kiosk.voice import engine_of, found_of
from offline_cache.hub_link import HubLink
from outcome import Action, Failure, Ok, Outcome
from visit.events import DeviceChanged, Event

REPORT_S = 15.0
"""A device that has not told how it is by then is down."""


def examine(config: Config, data: Path) -> Outcome[Findings]:
    """Ask the terminal that runs on `data`; when none does, open everything, look, and let go again."""
    running = status_file.read(data)
    if running is not None:
        return Ok(Findings.of_table(running))
    items = items_of(config, data)
    checks = [
        check("items", items),
        of_languages(config.terminal.languages),
        _voice(config, data),
        _writing(config),
    ]
    if isinstance(items, Ok):
        checks.append(of_outlet(items.value, config.terminal.id))
    around = surroundings(config, data)
    if isinstance(around, Failure):
        return around
    try:
        opened = open_store(config, data)
        devices = _devices(config, around.value.endpoints)
        if isinstance(opened, Ok):
            cache, keys = opened.value
            checks.extend(of_store(cache))
            url = around.value.hub.url if around.value.hub is not None else config.hub.url
            alive = HubLink(url, config.terminal.id, keys).alive()
            checks.append(check("hub", alive, "embedded" if config.hub.url == EMBEDDED else url))
            cache.close()
        else:
            checks.append(check("store", opened))
    finally:
        around.value.close()
    return Ok(Findings(devices, tuple(checks)))


def _voice(config: Config, data: Path) -> Check:
    engine = engine_of(config.speech, data)
    found = found_of(engine)
    if engine is None:
        return of_voice(found, None)
    fault = engine.fault
    engine.close()
    return of_voice(found, fault)


def _writing(config: Config) -> Check:
    """Whether every way to put in Chinese works here; a terminal goes on with those that do."""
    with TemporaryDirectory(prefix="bangban-doctor-") as scratch:
        pinyin = Pinyin.open(Path(scratch), alike=config.typing.alike)
        if isinstance(pinyin, Ok):
            pinyin.value.close()
    strokes = (
        Ok(None) if has_strokes() else Failure("no_strokes", Action.ENGINEER, "package rime-data-stroke")
    )
    ways: tuple[Outcome[Any], ...] = (pinyin, strokes, Handwriting.open())
    return check(
        "writing",
        next((one for one in ways if isinstance(one, Failure)), Ok(None)),
        "pinyin, strokes, handwriting",
    )


def _devices(config: Config, endpoints: dict[str, Any]) -> tuple[DeviceRow, ...]:
    told_how = threading.Condition()

    def heard(event: Event) -> None:
        if isinstance(event, DeviceChanged):
            with told_how:
                told_how.notify_all()

    devices = Devices(device_tables(config, endpoints), heard)
    devices.start()
    try:
        with told_how:
            told_how.wait_for(
                lambda: all(one.status.state is not DeviceState.UNKNOWN for one in devices.all()), REPORT_S
            )
        return rows(devices)
    finally:
        devices.stop()
