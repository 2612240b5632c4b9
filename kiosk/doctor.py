"""`kiosk doctor`: each device, the store and the hub: how it is, what is wrong, who must act."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from drivers.device import DeviceState
from kiosk.config import EMBEDDED, Config
from kiosk.devices import Devices, FittedDevice
from kiosk.locale import told
from kiosk.terminal import device_tables, items_of, open_store, surroundings
from offline_cache.hub_link import HubLink
from outcome import Action, Failure, Ok, Outcome
from visit.events import DeviceChanged, Event
from wording import has

if TYPE_CHECKING:
    from pathlib import Path

REPORT_S = 15.0
"""A device that has not told how it is by then is down."""


@dataclass(frozen=True)
class Check:
    """Something that is not a device."""

    name: str
    good: bool
    code: str
    action: Action
    detail: str


@dataclass(frozen=True)
class Findings:
    devices: tuple[FittedDevice, ...]
    fitted: frozenset[str]
    checks: tuple[Check, ...]

    @property
    def trouble(self) -> bool:
        """Whether something that this terminal needs is down."""
        down = any(not one.status.usable for one in self.devices if str(one.device_class) in self.fitted)
        return down or any(not one.good for one in self.checks)

    def table(self) -> dict[str, Any]:
        """For programs; the keys are stable."""
        return {
            "ok": not self.trouble,
            "devices": [
                {
                    "device_class": str(one.device_class),
                    "driver": one.capabilities.driver,
                    "simulated": one.capabilities.simulated,
                    "fitted": str(one.device_class) in self.fitted,
                    "status": str(one.status.state),
                    "usable": one.status.usable,
                    "paper": str(one.status.paper),
                    "cover": str(one.status.cover),
                    "media": str(one.status.media),
                    "code": one.status.code,
                    "action": str(one.status.action),
                    "detail": one.status.detail,
                }
                for one in self.devices
            ],
            "checks": [
                {
                    "name": one.name,
                    "ok": one.good,
                    "code": one.code,
                    "action": str(one.action),
                    "detail": one.detail,
                }
                for one in self.checks
            ],
        }

    def text(self) -> str:
        """For a person: one line each."""
        lines = []
        for one in self.devices:
            fitted = str(one.device_class) in self.fitted
            sign = "OK " if one.status.usable else "!! " if fitted else "-- "
            what = f"{sign}{one.device_class:18} {one.capabilities.driver:16} {one.status.state}"
            lines.append(what + (_what_next(one.status.code, one.status.action) if fitted else ""))
        for check in self.checks:
            sign = "OK " if check.good else "!! "
            lines.append(f"{sign}{check.name:18} {check.detail}{_what_next(check.code, check.action)}")
        lines.append(told("cli.doctor_trouble" if self.trouble else "cli.doctor_well"))
        return "\n".join(lines)


def _what_next(code: str, action: Action) -> str:
    if not code:
        return ""
    said = told(f"trouble.{code}") if has(f"trouble.{code}") else code
    return f" — {said}；{told(f'action.{action}')}"


def examine(config: Config, data: Path) -> Outcome[Findings]:
    """Open everything as a terminal would, wait until each device told how it is, and let go again."""
    items = items_of(config)
    checks = [_check("items", items)]
    around = surroundings(config, data)
    if isinstance(around, Failure):
        return around
    try:
        opened = open_store(config, data)
        checks.append(_check("store", opened))
        devices = _devices(config, around.value.endpoints)
        if isinstance(opened, Ok):
            cache, keys = opened.value
            checks.append(_check("disk", cache.room()))
            url = around.value.hub.url if around.value.hub is not None else config.hub.url
            alive = HubLink(url, config.terminal.id, keys).alive()
            checks.append(_check("hub", alive, "embedded" if config.hub.url == EMBEDDED else url))
            cache.close()
    finally:
        around.value.close()
    return Ok(devices_and(devices, config, checks))


def devices_and(devices: tuple[FittedDevice, ...], config: Config, checks: list[Check]) -> Findings:
    fitted = frozenset(
        str(name)
        for name, table in config.devices.items()
        if table.get("driver", "not_supported") != "not_supported"
    )
    return Findings(devices, fitted, tuple(checks))


def _check(name: str, outcome: Outcome[Any], detail: str = "") -> Check:
    if isinstance(outcome, Failure):
        return Check(name, good=False, code=outcome.code, action=outcome.action, detail=outcome.detail)
    return Check(name, good=True, code="", action=Action.NOBODY, detail=detail)


def _devices(config: Config, endpoints: dict[str, str]) -> tuple[FittedDevice, ...]:
    told_how = threading.Condition()
    unsettled = {DeviceState.UNKNOWN}

    def heard(event: Event) -> None:
        if isinstance(event, DeviceChanged):
            with told_how:
                told_how.notify_all()

    devices = Devices(device_tables(config, endpoints), heard)
    devices.start()
    try:
        end = time.monotonic() + REPORT_S
        with told_how:
            told_how.wait_for(
                lambda: all(one.status.state not in unsettled for one in devices.all()),
                max(0.0, end - time.monotonic()),
            )
        return devices.all()
    finally:
        devices.stop()
