"""Run by a test: plays one visit, says what became of it, then looks in itself for what it is asked for.

`python kiosk_wipe_child.py views|window DATA CARD PHONE`, the phone back to front. Says one line of JSON when the
attract screen is back, then one for each line of standard input; ends with its input.
"""

from __future__ import annotations

import gc
import json
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

from kiosk_bench import LICENCE, Rig, World, config_for_tests
from kiosk_traces import held_strings
from kiosk_view_screen import ViewScreen, other_example

from drivers.simulators.dock_client import ask
from kiosk.demo import WindowScreen
from kiosk.player import Player
from kiosk.window import Window
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Callable


SEEN_S = 3.0
"""Long enough for the player to see the farewell; it would take the attract screen alone for a fresh start."""


def say(message: object) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def answer(state: Callable[[], object], texts: Callable[[], tuple[str, ...]]) -> None:
    """What is asked for comes as numbers of characters, so that the question leaves no copy of itself to be found."""
    for line in sys.stdin:
        secret = "".join(map(chr, json.loads(line)))
        gc.unfreeze()  # what was there before the visit is searched as well
        gc.collect()
        held = held_strings(secret)
        say({"state": secret in repr(state()), "held": held, "texts": secret in "\n".join(texts())})


def by_views(data: Path, card: str, phone: str) -> None:
    world = World.begin(data, config_for_tests(farewell_s=SEEN_S))
    rig = Rig(world.config, data, world.around, world.proxy)
    rig.until("an idle terminal", lambda: rig.page == "attract")
    play(Player(ViewScreen(rig), rig.items.items[LICENCE], rig.dock, card, data), phone, rig.terminal)
    say({"runtime": str(world.around.runtime), "wiped": rig.wiped})
    answer(lambda: rig.terminal.mailbox.state, lambda: ())
    rig.stop()


def by_window(data: Path, card: str, phone: str) -> None:
    window = Window(config_for_tests(farewell_s=SEEN_S), data, windowed=True)
    ready = window.prepare()
    assert isinstance(ready, Ok), ready
    screen = WindowScreen(window)

    def dock(verb: str, *words: str) -> None:
        assert ask(window.around.endpoints["dock"], verb, *words)["ok"]

    def visit() -> None:
        try:
            item = next(one for one in window.terminal.mailbox.state.machine.items if one.id == LICENCE)
            play(Player(screen, item, dock, card, data), phone, window.terminal)
            say({"runtime": str(window.around.runtime), "wiped": 1})
            answer(lambda: window.terminal.mailbox.state, lambda: screen.on_ui(window.app.texts))
        finally:
            window.app.stop_soon()

    window.run(threading.Thread(target=visit, daemon=True).start)


def play(player: Player, phone: str, terminal: Any) -> None:
    """The visit, and everything of it sent."""
    with other_example(player._item, "phone", phone[::-1]):
        player.play()
    pause = threading.Event()
    while terminal.cache.waiting() or terminal.sync._untidy:
        pause.wait(0.05)


if __name__ == "__main__":
    {"views": by_views, "window": by_window}[sys.argv[1]](Path(sys.argv[2]), sys.argv[3], sys.argv[4])
