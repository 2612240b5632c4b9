"""A terminal at rest rests: what waits for a key, a code or a person is woken by them, and by next to nothing else.

The length of the stretch is told by the radar, which reports ten times a second, and what is counted is the kernel's own
count of how often a thread came back from waiting. A slow machine makes both smaller, never larger.
"""

from __future__ import annotations

import queue
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drivers.device import DeviceClass
from drivers.simulators.barcode_reader.stand import BarcodeReaderStand
from drivers.simulators.bench import Bench
from drivers.simulators.help_key.stand import HelpKeyStand
from drivers.simulators.keypad.stand import KeypadStand
from drivers.simulators.presence.stand import PresenceStand
from kiosk.devices import Devices
from visit.events import CallHelp, CodeScanned, DeviceChanged, Event, PresenceChanged

if TYPE_CHECKING:
    from collections.abc import Iterator

WAIT_S = 30.0
REPORTS = 30
MOST = {
    DeviceClass.HELP_KEY: 4,
    DeviceClass.KEYPAD: 4,
    DeviceClass.BARCODE_READER: REPORTS // 3,
    DeviceClass.PRESENCE: REPORTS // 3,
}
"""Times that each worker may come back while the radar reports so often. A code scanner's light is lit anew every four
seconds, in two steps; what a radar said is read once a second: looked at with each report it would be three times as many
at least."""
DRIVERS = {
    DeviceClass.HELP_KEY: "contact",
    DeviceClass.KEYPAD: "evdev",
    DeviceClass.BARCODE_READER: "serial",
    DeviceClass.PRESENCE: "ld2410",
}


class Counted(PresenceStand):
    """A radar whose reports are counted on their way to the wire."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.reports = threading.Semaphore(0)
        send = self.radar._send

        def counted(data: bytes) -> None:
            send(data)
            self.reports.release()

        self.radar._send = counted


class Room:
    def __init__(self, folder: Path) -> None:
        self.radar = Counted(folder)
        stands = (HelpKeyStand(), KeypadStand(folder), BarcodeReaderStand(folder), self.radar)
        self.bench = Bench(stands)
        self.bench.plug()
        self.news: queue.Queue[Event] = queue.Queue()
        tables = {
            DeviceClass(one.name): {"driver": driver, **one.options()[driver]}
            for one in stands
            if (driver := DRIVERS[DeviceClass(one.name)])
        }
        self.felt: queue.Queue[object] = queue.Queue()
        self.devices = Devices(tables, self.news.put, self.felt.put)
        self.devices.start()
        self.devices.listen_for_codes()
        well: set[str] = set()
        while len(well) < len(stands):
            told = self.news.get(timeout=WAIT_S)
            if isinstance(told, DeviceChanged) and told.health.usable:
                well.add(told.health.device_class)

    def do(self, verb: str, *words: str) -> None:
        self.bench.verbs()[verb].do(*words)

    def told(self, kind: type[Event]) -> Event:
        while not isinstance(told := self.news.get(timeout=WAIT_S), kind):
            """Other news."""
        return told

    def stretch(self) -> None:
        for _ in range(REPORTS):
            assert self.radar.reports.acquire(timeout=WAIT_S)

    def wakes(self) -> dict[DeviceClass, int]:
        threads = {name: one._worker.thread for name, one in self.devices._supervisors.items()}
        return {name: _switches(thread) for name, thread in threads.items()}

    def close(self) -> None:
        self.devices.stop()
        self.bench.close()


def _switches(thread: threading.Thread) -> int:
    """Times that it gave its processor away by itself, to wait."""
    status = Path(f"/proc/self/task/{thread.native_id}/status").read_text(encoding="ascii")
    return int(status.partition("\nvoluntary_ctxt_switches:")[2].split()[0])


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.close()


def test_what_waits_sleeps_and_is_woken_by_what_it_waits_for(room: Room) -> None:
    room.stretch()  # the first looks and rounds
    before = room.wakes()
    room.stretch()
    woken = {name: count - before[name] for name, count in room.wakes().items()}
    assert all(woken[name] <= most for name, most in MOST.items()), woken

    room.do("press-help-key")
    room.told(CallHelp)
    room.do("scan-hold", "T1:HERE")
    assert room.told(CodeScanned) == CodeScanned("T1:HERE")
    room.do("person-comes")
    assert room.told(PresenceChanged) == PresenceChanged(present=True)
    room.do("key", "ok")
    room.felt.get(timeout=WAIT_S)
