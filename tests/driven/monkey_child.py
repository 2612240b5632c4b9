"""Run by a test, or by hand: a monkey at the whole program, its window off-screen.

`PYTHONPATH=.:tests/kiosk SDL_VIDEODRIVER=offscreen python tests/driven/monkey_child.py DATA SEED SECONDS [some|all]`, the
last for some devices or all of them. One line of JSON at the end: what was done, figures, and every finding: what must
never be.
"""

from __future__ import annotations

import functools
import json
import logging
import sys
import threading
import traceback
from pathlib import Path

from monkey_play import EnoughError, Monkey
from monkey_rest import residents
from monkey_watch import Log, Turns

import kiosk.window
from kiosk.config import ROOT, Config, load
from kiosk.walk.line import Line
from kiosk.window import Window
from offline_cache.hub_link import HubLink
from outcome import Ok

SOME = frozenset(
    {"id_card_reader", "receipt_printer", "document_printer", "lights", "help_key", "barcode_reader"}
)
DELAYS = {
    **dict.fromkeys(("idle_s", "reading_idle_s", "help_idle_s", "rating_s", "card_left_s"), 2.5),
    **dict.fromkeys(("answer_s", "query_s", "records_s", "scan_s", "card_write_s", "box_s"), 6.0),
    "still_there_s": 1.0,
    "farewell_s": 0.4,
    "print_s": 15.0,
    "certificate_s": 20.0,
    "accept_s": 10.0,
}
"""Whoever waits for a page to end by itself shall see it often."""


def config_for(devices: str) -> Config:
    loaded = load(ROOT / "config.toml")
    assert isinstance(loaded, Ok)
    config = loaded.value
    fitted = {name: table for name, table in config.devices.items() if devices == "all" or name in SOME}
    return config.model_copy(update={"devices": fitted, "delays": DELAYS})


def main(data: Path, seed: int, seconds: float, devices: str) -> None:
    private = residents()
    log = Log(lambda said: any(one[::-1] in said for one in private))
    logging.basicConfig(level=logging.INFO, handlers=[log], force=True)
    line = Line()
    # The terminal's own link, over a line with a switch in it.
    kiosk.window.HubLink = functools.partial(HubLink, session=line.session)
    window = Window(config_for(devices), data, windowed=True)
    ready = window.prepare()
    assert isinstance(ready, Ok), ready
    turns = Turns(window.slow_turns)
    monkey = Monkey(window, line, turns, seed=seed, seconds=seconds)

    def play() -> None:
        try:
            monkey.play()
        except EnoughError:
            pass
        except Exception:  # noqa: BLE001 - said to the test, which fails on it
            monkey.findings.append(traceback.format_exc(limit=-8))
        finally:
            window.app.stop_soon()

    def begin() -> None:
        turns.watch()
        threading.Thread(target=play, name="monkey", daemon=True).start()

    window.run(begin)
    told = monkey.told()
    told["findings"] += log.bugs
    told["warnings"] = dict(log.warnings.most_common(12))
    told["turns"] = {"count": turns.count, "slow": window.slow_turns.count, "longest": turns.longest}
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), (sys.argv[4:] or ["all"])[0])
