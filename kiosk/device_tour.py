"""`kiosk demo-devices`: every driver with its simulator, one characteristic command each, and what came of it.

For whoever meets this program first, and for an integrator who wants to see what a driver gives. People and cards
are the demo's fictional ones; what is written down is masked all the same, as it would have to be for real ones.
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from drivers.device import DeviceClass
from drivers.registry import factory
from kiosk.device_acts import ACTS
from kiosk.device_bench import DeviceBench
from kiosk.device_stop import Stop
from outcome import Failure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from drivers.device import Device

FITTINGS: dict[str, dict[str, Any]] = {"lights": {"lights": {"id_card_reader": 1, "receipt_printer": 2}}}
"""What a driver must be told beside its place."""
OPEN_S = 10.0
"""A device that is slow to get ready (a reader's service that is still starting) is asked again for so long."""
ACT_S = 20.0


class Tour:
    """One driver after another."""

    def __init__(self, endpoints: dict[str, Any], out: Path, told: Callable[[Stop], None]) -> None:
        """`told` hears of each driver when it is done."""
        self._devices = endpoints["devices"]
        self._out = out
        self._bench = DeviceBench(endpoints["dock"], out)
        self._told = told

    def run(self) -> list[Stop]:
        """All drivers that have a simulator. Also written to `devices.json`."""
        self._out.mkdir(parents=True, exist_ok=True)
        stops = [self._stop(name, driver) for name in self._devices for driver in self._devices[name]]
        text = json.dumps([asdict(one) for one in stops], ensure_ascii=False, indent=2)
        (self._out / "devices.json").write_text(text + "\n", encoding="utf-8")
        return stops

    def _stop(self, name: str, driver: str) -> Stop:
        stop = Stop(name, driver)
        table = {"driver": driver, **self._devices[name][driver], **FITTINGS.get(name, {}), "simulated": True}
        made = factory(DeviceClass(name), table)
        if isinstance(made, Failure):
            _note(stop, made)
        else:
            device = made.value()
            try:
                self._visit(device, stop)
            finally:
                device.close()
                self._bench.do("clear")
        self._told(stop)
        return stop

    def _visit(self, device: Device, stop: Stop) -> None:
        opened = _opened(device)
        if isinstance(opened, Failure):
            _note(stop, opened)
            return
        device.claim()
        cancel = threading.Event()
        late = threading.Timer(ACT_S, cancel.set)
        late.daemon = True
        late.start()
        try:
            _note(stop, ACTS[DeviceClass(stop.device_class)](self._bench, device, stop, cancel))
        finally:
            late.cancel()
        stop.said["state"] = str(device.poll().state)
        device.release()


def _opened(device: Device) -> Any:
    end = time.monotonic() + OPEN_S
    pause = threading.Event()
    while True:
        opened = device.open()
        if not isinstance(opened, Failure) or time.monotonic() > end:
            return opened
        device.close()
        pause.wait(0.5)


def _note(stop: Stop, outcome: Any) -> None:
    if isinstance(outcome, Failure):
        stop.outcome, stop.action, stop.detail = outcome.code, str(outcome.action), outcome.detail
