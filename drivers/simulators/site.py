"""Where the simulated devices stand, and setting them up there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from drivers.simulators.bench import Bench
from drivers.simulators.dock import Dock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from drivers.simulators.simulator import Simulator


class Running:
    """A bench with its dock open."""

    def __init__(self, bench: Bench, folder: Path) -> None:
        self.bench = bench
        self.dock = Dock(folder / "dock", bench)
        self.dock.start()
        self.endpoints: dict[str, Any] = {
            "dock": str(self.dock.path),
            "devices": bench.options(),
            "missing": bench.missing(),
        }
        """Where the dock's users connect, the options that lead a driver to its device, and what cannot run here."""

    def close(self) -> None:
        self.dock.close()
        self.bench.close()


@dataclass(frozen=True)
class Site:
    """Where the devices stand, and what they are like."""

    folder: Path
    residents: Path
    wanted: frozenset[str] = frozenset()
    """Drivers (`<class>.<driver>`) that shall find their device; none named: all there are."""
    printer_port: int = 0
    printer_dots: int = 576

    def wants(self, name: str) -> bool:
        return not self.wanted or any(one.startswith(name) for one in self.wanted)


_MADE_WITH: Mapping[str, Callable[[Site], dict[str, Any]]] = {
    "id_card_reader": lambda site: {
        "folder": site.folder,
        "residents": site.residents,
        "combo": site.wants("id_card_reader.pcsc_combo"),
    },
    "receipt_printer": lambda site: {
        "folder": site.folder,
        "port": site.printer_port,
        "dots": site.printer_dots,
    },
    "camera": lambda _: {},
    "locker": lambda site: {"folder": site.folder},
    "ups": lambda _: {},
    "relay": lambda site: {"folder": site.folder},
    "lights": lambda site: {"folder": site.folder},
    "presence": lambda site: {"folder": site.folder},
    "help_key": lambda _: {},
    "keypad": lambda site: {"folder": site.folder},
    "speaker": lambda _: {},
    "barcode_reader": lambda site: {"folder": site.folder},
    "smart_card_reader": lambda site: {"folder": site.folder, "residents": site.residents},
    "document_printer": lambda site: {"folder": site.folder},
}
"""By device, in the order of the dock's help: what its stand is made with. The stand is `<Device>Stand` in its folder."""


def _stand(name: str, site: Site) -> Simulator:
    # Imported here: cameras and codes bring libraries along that take a second to load.
    module = import_module(f"drivers.simulators.{name}.stand")
    made: Simulator = getattr(module, f"{name.title().replace('_', '')}Stand")(**_MADE_WITH[name](site))
    return made


def set_up(site: Site) -> Running:
    """The simulated devices, plugged in. What is under `endpoints` also stands in `endpoints.json`."""
    site.folder.mkdir(parents=True, exist_ok=True)
    bench = Bench([_stand(name, site) for name in _MADE_WITH if site.wants(f"{name}.")])
    bench.plug()
    running = Running(bench, site.folder)
    written = site.folder / "endpoints.new"
    written.write_text(json.dumps(running.endpoints), encoding="utf-8")
    written.replace(site.folder / "endpoints.json")  # a reader sees the whole file or none
    return running
