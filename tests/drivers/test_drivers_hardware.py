"""`pytest -m hardware` at a device that is not this program's own: a simulator stands for the real thing, and answers
what the person at the device is asked to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from drivers_hardware import PLUG_IN, PULL

from drivers.simulators.ups.stand import UpsStand

HERE = Path(__file__).parent


def test_a_person_at_the_device_is_asked_to_pull_its_plug_and_nothing_is_skipped() -> None:
    stand = UpsStand()
    [wire] = stand.wires
    wire.plug()
    host, _, port = wire.address.partition(":")
    options = [
        f"--option={key}={value}" for key, value in (("host", host), ("port", port), ("ups", "kioskups"))
    ]
    command = [sys.executable, "-u", "-m", "pytest", "-p", "no:xdist", "-m", "hardware", "-rs", "--by-hand"]
    with subprocess.Popen(
        [*command, "--device=ups.nut", *options, str(HERE / "test_drivers_contract.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=HERE.parents[1],
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
    ) as session:
        assert session.stdin is not None
        assert session.stdout is not None
        said, asked = b"", 0
        while piece := os.read(session.stdout.fileno(), 4096):
            said += piece
            while (at := said.find(b"press Enter", asked)) >= 0:
                before, asked = said[asked:at].decode(), at + 1
                if PULL in before:
                    wire.unplug()
                elif PLUG_IN in before:
                    wire.plug()
                session.stdin.write(b"\n")
                session.stdin.flush()
    wire.unplug()
    assert session.returncode == 0, said.decode()
    assert asked
    assert b"SKIPPED" not in said
