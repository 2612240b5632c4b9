"""How long the picture stands still while devices fail: the longest gap between two turns of the UI loop.

A child process runs the whole terminal off-screen and plays visits by touches, as `kiosk demo` does. In every phase of a
visit one fault strikes all devices that have it, is felt, and is mended. A tick every 16 ms on the UI thread counts the
gaps between its turns, drawing and building of pages included; the same visits without faults show what the faults add.
What the UI thread was busy with in the longest gap is kept, by looking at its stack while the tick is late.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.meters import display, figure
from drivers.device import DeviceClass
from drivers.simulators.dock_client import ask
from kiosk.config import ROOT, load
from kiosk.demo import WindowScreen
from kiosk.player import Player
from kiosk.window import Window
from outcome import Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.terminal import Terminal

COMMAND = "python -m benchmarks.faults"
ITEM, CARD = "shebao-canbao-zhengming", "li"
LONGEST_S = 1500
TICK_S = 0.016
LATE_S = 0.05
"""From then on it is looked where the UI thread is."""
FELT_S, AT_REST_S = 1.5, 6.0
"""So long a fault lasts: a device in use is looked at every second, one at rest every five."""
BACK_S = 30.0
STILL_S = 0.5
"""A picture that stands for so long has come to rest: the player takes any change for the answer to its touch."""
GO_ON = {"submitting", "farewell"}
"""Pages that a visit leaves by itself."""
WITHOUT = 5
"""Visits without a fault."""

READER, RECEIPTS, A4 = "id_card_reader", "receipt_printer", "document_printer"
DEVICES = (READER, RECEIPTS, A4, "help_key", "lights")
NEEDED = (READER, RECEIPTS, A4)

PULLED = "card pulled"
"""Strikes only where a card is laid down; ordered anywhere else it would wait for the next visit's."""

Verbs = tuple[tuple[str, ...], ...]


def _on_all(*words: str) -> Verbs:
    """A verb of every device; `*` stands for its name."""
    return tuple(tuple(device if word == "*" else word for word in words) for device in DEVICES)


FAULTS: dict[str, tuple[Verbs, Verbs]] = {
    "silent": (_on_all("go-awol", "*"), (("clear",),)),
    "hung up": (_on_all("drop-connection", "*"), (("clear",),)),
    "noise": (_on_all("garbage-reply", "*"), (("clear",),)),
    "too late": (_on_all("delay-next", "*", "1.6"), (("clear",),)),
    "unplugged": (_on_all("unplug", "*"), _on_all("plug", "*")),
    "out of order": ((("fail-repeatedly", READER, "66"), ("cutter-error",)), (("clear",), ("clear-cutter",))),
    "paper out": ((("paper-out",), ("a4-paper-out",)), (("refill",), ("a4-refill",))),
    "cover open": ((("open-cover",), ("a4-open-cover",)), (("close-cover",), ("a4-close-cover",))),
    "paper jam": ((("jam",), ("a4-jam",)), (("clear-jam",), ("a4-clear-jam",))),
    "toner out": ((("a4-toner-out",),), (("a4-new-toner",),)),
    PULLED: ((("pull-card", "read"),), ()),
}
STRUCK = [one for one in os.environ.get("BANGBAN_BENCH_FAULTS", ",".join(FAULTS)).split(",") if one in FAULTS]


def run() -> dict[str, dict[str, object]]:
    with display() as (where, environment):
        found = _measure(environment)
    note = f"{where}; the whole program, {len(STRUCK)} faults of {len(DEVICES)} devices, each in every phase"
    return {
        "visit.longest_gap_ms_under_faults": _figure(found["with"], note),
        "visit.longest_gap_ms_without_faults": _figure(
            found["without"], f"{where}; {WITHOUT} visits in the same run"
        ),
    }


def _figure(gaps: list[dict[str, Any]], note: str) -> dict[str, object]:
    worst = max(gaps, key=lambda one: one["ms"])
    by_fault: dict[str, float] = {}
    for one in gaps:
        by_fault[one["fault"]] = max(by_fault.get(one["fault"], 0.0), one["ms"])
    each = ", ".join(f"{name} {ms:.0f}" for name, ms in by_fault.items() if name)
    longest = f"longest on {worst['page']} in {worst['doing'] or 'unknown'}"
    own = f"the UI thread's own computing between two turns at most {max(one['own'] for one in gaps):.0f} ms"
    return figure(worst["ms"], "ms", COMMAND, "; ".join(filter(None, (note, longest, own, each))))


def _measure(environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.faults", "--child"]
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, text=True, timeout=LONGEST_S, check=True
    )
    measured: dict[str, Any] = json.loads(
        next(one for one in done.stdout.splitlines() if one.startswith("{"))
    )
    return measured


# --- in the child -------------------------------------------------------------------------------------------------


@dataclass
class Pulse:
    """A tick on the UI thread, and a look at what that thread does while a tick is late."""

    page: Callable[[], str]
    fault: str = ""
    gaps: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    """The longest for each fault and page."""
    _at: float = 0.0
    _busy_at: float = 0.0
    _doing: str = ""
    _over: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """UI thread."""
        from kivy.clock import Clock

        self._at, self._busy_at = time.perf_counter(), time.thread_time()
        Clock.schedule_interval(lambda _: self._tick(), TICK_S)
        threading.Thread(target=self._look, name="pulse", daemon=True).start()

    def stop(self) -> None:
        self._over.set()

    def _tick(self) -> None:
        now, busy = time.perf_counter(), time.thread_time()
        ms, own = (now - self._at) * 1000, (busy - self._busy_at) * 1000
        where = (self.fault, self.page())
        before = self.gaps.get(where, {"ms": 0.0, "own": 0.0})
        if ms > before["ms"]:
            self.gaps[where] = {**before, "ms": ms, "fault": where[0], "page": where[1], "doing": self._doing}
        self.gaps[where]["own"] = max(own, before["own"])
        self._at, self._busy_at, self._doing = now, busy, ""

    def _look(self) -> None:
        main = threading.main_thread().ident
        assert main is not None
        while not self._over.wait(LATE_S / 4):
            at = self._at
            if time.perf_counter() - at > LATE_S and not self._doing:
                frame = sys._current_frames()[main]
                calls = [f"{Path(one.filename).stem}.{one.name}" for one in traceback.extract_stack(frame)]
                if at == self._at:
                    self._doing = " > ".join(calls[-6:])


class Saboteur(WindowScreen):
    """The player's eyes and finger; where the player would keep a picture of a phase, the fault strikes."""

    def __init__(self, window: Window, pulse: Pulse) -> None:
        super().__init__(window)
        self._dock_path = window.around.endpoints["dock"]
        self._terminal: Terminal = window.terminal
        self._pulse = pulse
        self._struck: set[str] = set()
        self._whole = threading.Event()
        self._whole.set()
        threading.Thread(target=self._press_again, name="keeper", daemon=True).start()

    def begin(self, fault: str) -> None:
        self._pulse.fault = fault
        self._struck = set()

    def save_picture(self, path: Path) -> None:
        page = path.stem.partition("-")[2]
        if page not in self._struck and self._pulse.fault != PULLED:
            self._struck.add(page)
            self._strike(AT_REST_S if page == "attract" else FELT_S)
            self._until_back(page)

    def dock(self, verb: str, *words: str) -> None:
        """The player's hand; a card that it lays down is met by the fault."""
        if verb == "insert-card" and self._pulse.fault == PULLED:
            self._strike(FELT_S)
            self._order((verb, *words))
            threading.Event().wait(FELT_S)  # the resident is told, and lays it down again
        elif verb == "insert-card":
            self._strike_meanwhile()
        self._order((verb, *words))

    def before_submission(self) -> None:
        if self._pulse.fault != PULLED:
            self._strike_meanwhile()

    def _strike_meanwhile(self) -> None:
        self._whole.wait(BACK_S)
        threading.Thread(target=self._strike, args=(FELT_S,), daemon=True).start()

    def _strike(self, seconds: float) -> None:
        if self._pulse.fault not in FAULTS:
            return
        strike, mend = FAULTS[self._pulse.fault]
        self._whole.clear()
        for words in strike:
            self._order(words)
        threading.Event().wait(seconds)
        for words in mend:
            self._order(words)
        self._whole.set()

    def _until_back(self, page: str) -> None:
        """The player goes on from the page on which it was, with devices that work."""
        end, pause = time.monotonic() + BACK_S, threading.Event()
        seen, since = self.view(), time.monotonic()
        while time.monotonic() - since < STILL_S:
            if time.monotonic() > end:
                raise TimeoutError(f"not back on {page} after {self._pulse.fault}")
            pause.wait(0.05)
            moved = self.view() is not seen
            if moved or not (self._all_usable() and (self._page() == page or page in GO_ON)):
                seen, since = self.view(), time.monotonic()

    def _press_again(self) -> None:
        """A resident presses 再打一次 when paper is in again."""
        while not threading.Event().wait(0.25):
            view = self.view()
            again = (
                next((one for one in getattr(view.body, "buttons", ()) if one.id == "again"), None)
                if view
                else None
            )
            if again is not None and self._whole.is_set() and self._all_usable():
                self._terminal.post(again.event)

    def _all_usable(self) -> bool:
        devices = self._terminal.mailbox.state.machine.devices
        return all(name in devices and devices[name].usable for name in NEEDED)

    def _page(self) -> str:
        view = self.view()
        return view.page if view is not None else ""

    def _order(self, words: tuple[str, ...]) -> None:
        reply = ask(self._dock_path, *words)
        if not reply["ok"]:
            raise ValueError(reply["error"])


def _child() -> None:
    loaded = load(ROOT / "config.toml")
    assert isinstance(loaded, Ok)
    devices = {**loaded.value.devices}
    # A printer on A4 may take seconds to answer; what its silence does to the picture shows as well after half of one.
    devices[DeviceClass.DOCUMENT_PRINTER] = {**devices[DeviceClass.DOCUMENT_PRINTER], "answer_timeout_s": 0.6}
    config = loaded.value.model_copy(update={"delays": {"farewell_s": 3.0}, "devices": devices})
    with tempfile.TemporaryDirectory(prefix="bangban-bench-") as data:
        window = Window(config, Path(data), windowed=True)
        prepared = window.prepare()
        if isinstance(prepared, Failure):
            raise SystemExit(prepared.detail)

        def play() -> None:
            try:
                _play(window, Path(data))
            except Exception:
                log = Path(data) / "log" / "simulators.log"
                print(log.read_text(encoding="utf-8")[-2000:], file=sys.stderr)
                raise
            finally:
                window.app.stop_soon()

        window.run(threading.Thread(target=play, daemon=True).start)


def _play(window: Window, data: Path) -> None:
    pulse = Pulse(lambda: str(window.terminal.mailbox.state.page))
    screen = Saboteur(window, pulse)
    item = next(one for one in window.terminal.mailbox.state.machine.items if one.id == ITEM)
    Player(screen, item, screen.dock, CARD, data).play()  # fonts and pages are drawn for the first time here
    screen.on_ui(pulse.start)
    for fault in (*STRUCK, *(f"no fault {number}" for number in range(WITHOUT))):
        screen.begin(fault)
        player = Player(screen, item, screen.dock, CARD, data)
        player.before_submission = screen.before_submission
        player.play()
        longest = max(
            (one for one in pulse.gaps.values() if one["fault"] == fault), key=lambda one: one["ms"]
        )
        print(
            f"    {fault}: {longest['ms']:.0f} ms on {longest['page']} in {longest['doing']}", file=sys.stderr
        )
    pulse.stop()
    gaps = list(pulse.gaps.values())
    without = [{**one, "fault": ""} for one in gaps if one["fault"] not in FAULTS]
    print(
        json.dumps({"with": [one for one in gaps if one["fault"] in FAULTS], "without": without}), flush=True
    )


def main() -> None:
    if "--child" in sys.argv:
        _child()
        return
    print(json.dumps(run(), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
