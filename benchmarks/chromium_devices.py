"""The terminal's devices as another program beside it, so that none of what they cost is taken for the terminal's."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.chromium_programs import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def config_with_devices(folder: Path) -> Iterator[Path]:
    """A `config.toml` whose devices are at the ends of real wires and whose hub is out of reach."""
    command = [sys.executable, "-m", "benchmarks.chromium_devices", str(folder)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield Path(process.stdout.readline().strip())
        finally:
            process.stdin.close()
            process.wait(30)


def serve(folder: Path) -> None:
    """Until the standard input is closed."""
    from kiosk.children import simulators
    from kiosk.config import load
    from kiosk.surroundings import DEMO_RESIDENTS, device_tables
    from outcome import Ok

    loaded = load(ROOT / "config.toml")
    assert isinstance(loaded, Ok)
    config = loaded.value
    only = [f"{name}.{config.devices[name]['driver']}" for name in config.simulated()]
    child = simulators(folder / "wire", DEMO_RESIDENTS, folder / "simulators.log", only=only)
    ready = child.start()
    assert isinstance(ready, Ok)
    try:
        written = folder / "config.toml"
        tables = device_tables(config, ready.value)
        text = (ROOT / "config.toml").read_text(encoding="utf-8").partition("[devices.")[0]
        text = text.replace('url = "embedded"', 'url = "http://127.0.0.1:9"')
        for name, table in tables.items():
            lines = [f"{key} = {_toml(value)}" for key, value in table.items() if key != "simulated"]
            text += "\n".join((f"[devices.{name}]", *lines, "", ""))
        written.write_text(text, encoding="utf-8")
        print(written, flush=True)
        sys.stdin.read()
    finally:
        child.stop()


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + " }"
    return json.dumps(str(value) if isinstance(value, Path) else value, ensure_ascii=False)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
