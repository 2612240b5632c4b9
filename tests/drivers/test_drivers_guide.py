"""The driver that `docs/add-a-device.md` shows works as it stands there."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from drivers_benches import BOUND_S

from drivers.device import DeviceClass, DeviceState
from drivers.simulators.wires import PtyWire
from outcome import Ok

if TYPE_CHECKING:
    from drivers.driver_spec import DriverSpec

GUIDE = Path(__file__).parents[2] / "docs" / "add-a-device.md"


@pytest.fixture(scope="module")
def spec() -> DriverSpec:
    [code] = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    module: dict[str, Any] = {"__name__": "line_scanner"}
    exec(compile(code, str(GUIDE), "exec", dont_inherit=True), module)
    return module["DRIVER"]


def test_it_reads_a_code_from_its_line(spec: DriverSpec, tmp_path: Path) -> None:
    wire = PtyWire(tmp_path / "scanner", lambda data, reply: None)
    wire.plug()
    device: Any = spec.make(spec.options(port=wire.address))
    assert device.capabilities.device_class is DeviceClass.BARCODE_READER
    assert device.open() == Ok(None)
    assert device.poll().state is DeviceState.ONLINE
    os.write(wire._master, b"left over\r")
    assert device.claim() == Ok(None)
    threading.Timer(0.05, os.write, [wire._master, b"99-0001\r"]).start()
    outcome = device.read(threading.Event(), BOUND_S)
    assert isinstance(outcome, Ok)
    assert outcome.value.data == b"99-0001"
    assert "99" not in repr(outcome)
    assert device.read(threading.Event(), 0.05).code == "timeout"
    wire.unplug()
    assert device.poll().state is DeviceState.OFFLINE
    device.close()
    device.close()
    assert device.open().code == "no_device"


def test_its_claims_about_files_are_true() -> None:
    for name in re.findall(r"`((?:drivers|tests|docs)/[\w/.]+)`", GUIDE.read_text(encoding="utf-8")):
        assert (GUIDE.parents[1] / name).exists(), name
