"""What runs beside a terminal that is not wholly real: simulated devices, an embedded hub, and where their wires are."""

from __future__ import annotations

import logging
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from catalogue.shelf_cache import handed_on
from drivers.registry import NOT_SUPPORTED, simulated
from kiosk.children import Child, EmbeddedHub, simulators
from kiosk.config import EMBEDDED, ROOT, Config
from kiosk.item_files import services_folder
from outcome import Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.device import DeviceClass
    from offline_cache.hub_link import HubLink
    from offline_cache.papers import Papers

log = logging.getLogger("bangban.kiosk")

DEMO_RESIDENTS = ROOT / "demo" / "residents.yaml"


@dataclass
class Surroundings:
    """What runs beside the terminal in a demo, and where its wires are."""

    data: Path
    """What the terminal stores."""
    runtime: Path
    """Short private folder for sockets, ptys and Kivy; removed at the end."""
    hub: EmbeddedHub | None = None
    simulated: Child | None = None
    endpoints: dict[str, Any] = field(default_factory=dict)
    """Of the simulators: the dock's path, and under `devices` what leads to each (`drivers/simulators/site.py`)."""

    def close(self) -> None:
        if self.simulated is not None:
            self.simulated.stop()
        if self.hub is not None:
            self.hub.stop()
        rmtree(self.runtime, ignore_errors=True)


def surroundings(config: Config, data: Path, residents: Path = DEMO_RESIDENTS) -> Outcome[Surroundings]:
    """Start what the config wants to be simulated or embedded. `residents`: whose cards there are, and whom the
    departments know.
    """
    # Unix sockets and ptys need short paths, and nothing here outlives the run.
    around = Surroundings(data, Path(tempfile.mkdtemp(prefix="bangban-")))
    logs = data / "log"
    logs.mkdir(parents=True, exist_ok=True)
    if config.simulated():
        around.simulated = simulators(
            around.runtime / "wire",
            residents,
            logs / "simulators.log",
            only=[f"{name}.{config.devices[name]['driver']}" for name in config.simulated()],
        )
        ready = around.simulated.start()
        if isinstance(ready, Failure):
            around.close()
            return ready
        around.endpoints = ready.value
        (data / "dock-address").write_text(ready.value["dock"], encoding="utf-8")
    if config.hub.url == EMBEDDED:
        handed_on(data, data / "hub")
        around.hub = EmbeddedHub(
            data / "hub",
            residents,
            logs / "hub.log",
            config.hub.heartbeat_s,
            services_folder(config),
        )
        started = around.hub.start()
        if isinstance(started, Failure):
            around.close()
            return started
    return Ok(around)


def device_tables(config: Config, endpoints: dict[str, Any]) -> dict[DeviceClass, dict[str, Any]]:
    """The devices' tables with the simulators' places filled in; what cannot be simulated here is not there."""
    places, missing = endpoints.get("devices", {}), endpoints.get("missing", {})
    tables = {}
    for name, table in config.devices.items():
        if name in config.simulated() and name in missing:
            log.warning("%s is not simulated here: %s", name, missing[name])
            tables[name] = {"driver": NOT_SUPPORTED}
        else:
            tables[name] = simulated(name, table, places.get(name, {}))
    return tables


def enrol_with_embedded(config: Config, hub: EmbeddedHub, link: HubLink, papers: Papers) -> Outcome[None]:
    """A demo terminal enrols itself, with a code made the way staff make it."""
    name = config.terminal.name
    code = hub.enrolment_code(config.terminal.id, name.zh, name.en)
    if isinstance(code, Failure):
        return code
    enrolled = link.enrol(code.value)
    return enrolled if isinstance(enrolled, Failure) else papers.enrolled(enrolled.value.papers)
