"""The tour of the devices: every driver that has a simulator does what it is for."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from drivers.registry import OWN, load

NEEDS_A_SERVICE = {"id_card_reader.pcsc_combo", "smart_card_reader.pcsc"}
"""Their simulated readers hang on pcscd, which only root may start."""


@pytest.mark.slow
def test_every_simulated_device_does_what_it_is_for(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "demo-devices", "--out", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    stops = {
        f"{one['device_class']}.{one['driver']}": one
        for one in json.loads((tmp_path / "devices.json").read_text(encoding="utf-8"))
    }
    simulated = {name for name in OWN if load(name).wire}
    assert simulated - NEEDS_A_SERVICE <= set(stops) <= simulated, done.stderr
    failed = {name: one["outcome"] for name, one in stops.items() if one["outcome"] != "ok"}
    assert set(failed) <= NEEDS_A_SERVICE, (failed, done.stdout)
    assert done.returncode == (1 if failed else 0)
    for name in ("receipt_printer.escpos_network", "document_printer.ipp", "camera.mjpeg"):
        assert (tmp_path / stops[name]["picture"]).stat().st_size > 500
    assert stops["id_card_reader.sam_serial"]["said"]["name"] == "王*英", "masked, as for a real person"
    assert "王秀英" not in (tmp_path / "devices.json").read_text(encoding="utf-8")
