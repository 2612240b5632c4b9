"""The simulated devices side by side, plugged in, with the dock that moves their hands."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from drivers.simulators.barcode_reader.stand import BarcodeReaderStand
from drivers.simulators.camera.stand import CameraStand
from drivers.simulators.common_verbs import common_verbs
from drivers.simulators.dock import Dock
from drivers.simulators.document_printer.stand import DocumentPrinterStand
from drivers.simulators.help_key.stand import HelpKeyStand
from drivers.simulators.id_card_reader.stand import IdCardReaderStand
from drivers.simulators.lights.stand import LightsStand
from drivers.simulators.locker.stand import LockerStand
from drivers.simulators.presence.stand import PresenceStand
from drivers.simulators.receipt_printer.stand import ReceiptPrinterStand
from drivers.simulators.relay.stand import RelayStand
from drivers.simulators.smart_card_reader.stand import SmartCardReaderStand
from drivers.simulators.speaker.stand import SpeakerStand
from drivers.simulators.ups.stand import UpsStand

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from drivers.simulators.simulator import Simulator, Verb


class Bench:
    """Any simulators; what they share is done here."""

    def __init__(self, simulators: Sequence[Simulator]) -> None:
        self.simulators: Mapping[str, Simulator] = {one.name: one for one in simulators}

    def plug(self) -> None:
        for one in self.simulators.values():
            for wire in one.wires:
                wire.plug()

    def verbs(self) -> dict[str, Verb]:
        """All of them, in the order in which help shows them."""
        parts = [*(one.verbs() for one in self.simulators.values()), common_verbs(self.simulators)]
        twice = [
            name for name, count in Counter(name for part in parts for name in part).items() if count > 1
        ]
        if twice:
            raise ValueError(f"two devices have the verb {twice[0]}")
        return {name: verb for part in parts for name, verb in part.items()}

    def owner(self, verb: str) -> str:
        """The device that has this verb; nothing for what any device can suffer."""
        return next((name for name, one in self.simulators.items() if verb in one.verbs()), "")

    def state(self) -> dict[str, dict[str, object]]:
        """By device."""
        return {
            name: {
                "plugged": all(wire.plugged for wire in one.wires),
                "faults": one.faults.ordered(),
                **one.state(),
            }
            for name, one in self.simulators.items()
        }

    def options(self) -> dict[str, dict[str, dict[str, Any]]]:
        """By device and driver: what to write into `config.toml`."""
        return {
            name: {driver: dict(options) for driver, options in one.options().items()}
            for name, one in self.simulators.items()
        }

    def close(self) -> None:
        for one in self.simulators.values():
            for wire in one.wires:
                wire.unplug()
            one.close()


class Running:
    """A bench with its dock open."""

    def __init__(self, bench: Bench, folder: Path) -> None:
        self.bench = bench
        self.dock = Dock(folder / "dock", bench)
        self.dock.start()
        self.endpoints: dict[str, Any] = {"dock": str(self.dock.path), "devices": bench.options()}
        """Where the dock's users connect, and the options that lead a driver to its device."""

    def close(self) -> None:
        self.dock.close()
        self.bench.close()


def set_up(folder: Path, residents: Path, printer_port: int = 0, dots: int = 576) -> Running:
    """Every simulated device there is, plugged in. What is under `endpoints` also stands in `endpoints.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    bench = Bench(
        [
            IdCardReaderStand(folder, residents, combo=True),
            ReceiptPrinterStand(folder, printer_port, dots),
            CameraStand(),
            LockerStand(folder),
            UpsStand(),
            RelayStand(folder),
            LightsStand(folder),
            PresenceStand(folder),
            HelpKeyStand(),
            SpeakerStand(),
            BarcodeReaderStand(folder),
            SmartCardReaderStand(folder, residents),
            DocumentPrinterStand(folder),
        ]
    )
    bench.plug()
    running = Running(bench, folder)
    written = folder / "endpoints.new"
    written.write_text(json.dumps(running.endpoints), encoding="utf-8")
    written.replace(folder / "endpoints.json")  # a reader sees the whole file or none
    return running
