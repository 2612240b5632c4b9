"""`kiosk demo`: one visit through the window by touches, and what it left behind, in a folder."""

from __future__ import annotations

import json
import logging
import shutil
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import func, select

from drivers.simulators.dock_client import ask
from hub.tables import case as case_table
from kiosk.answering import StuckError
from kiosk.player import Player
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalogue.model import Item
    from kiosk.window import Window
    from screens.shapes import Target
    from visit.state import State
    from visit.views import View

log = logging.getLogger("bangban.kiosk")

T = TypeVar("T")

SYNC_S = 60.0
LOOK_S = 0.05
UI_S = 30.0
"""The UI thread answers a question within this, or it hangs."""


class WindowScreen:
    """`kiosk.player.Screen` on the real window: eyes by its public picture, finger by pointer events."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def on_ui(self, call: Callable[[], T]) -> T:
        from kivy.clock import Clock

        if threading.current_thread() is threading.main_thread():
            return call()
        answer: Future[T] = Future()

        def run(_: float) -> None:
            try:
                answer.set_result(call())
            except Exception as bug:  # noqa: BLE001 - carried over to the thread that asked
                answer.set_exception(bug)

        Clock.schedule_once(run, 0)
        return answer.result(UI_S)

    def view(self) -> View | None:
        return self._window.terminal.mailbox.shown

    def targets(self) -> tuple[Target, ...]:
        found: tuple[Target, ...] = self.on_ui(self._window.app.targets)
        return found

    def save_picture(self, path: Path) -> None:
        self.on_ui(lambda: self._window.app.save_picture(path))

    def tap(self, x: float, y: float) -> None:
        from screens import touch

        touch.tap(x, y)

    def drag(self, points: list[tuple[float, float]]) -> None:
        from screens import touch

        touch.drag(points)


@dataclass
class Seen:
    """What the demo kept of the visit before the wipe, for its summary."""

    case_number: str = ""
    name: str = ""
    id_number: str = ""
    accepted_offline: bool = False


class Demo:
    """Drives one run of `Window`."""

    def __init__(self, window: Window, item: Item, out: Path, *, card: str, offline: bool) -> None:
        self._window = window
        self._item = item
        self._out = out
        self._offline = offline
        self._seen = Seen()
        self._failure: Failure | None = None
        self._summary: dict[str, Any] = {}
        shutil.rmtree(out / "screens", ignore_errors=True)
        (out / "screens").mkdir(parents=True)
        region = window.terminal.mailbox.state.machine.catalogue.region
        self._player = Player(WindowScreen(window), item, self._do, card, out / "screens", region)
        self._player.after_receipt = self._after_receipt
        self._player.before_submission = self._before_submission

    def run(self) -> Outcome[dict[str, Any]]:
        """Blocks until the window is closed again. The summary, or where the visit got stuck."""
        worker = threading.Thread(target=self._play, name="player", daemon=True)
        self._window.run(worker.start)
        worker.join(UI_S)
        if self._failure is not None:
            return self._failure
        return Ok(self._summary)

    def _play(self) -> None:
        try:
            self._player.play()
            self._write_summary()
        except StuckError as stuck:
            self._failure = Failure("stuck", Action.ENGINEER, str(stuck))
        except Exception as bug:
            log.exception("the player stopped")
            self._failure = Failure("stuck", Action.ENGINEER, f"the player stopped: {type(bug).__name__}")
        finally:
            self._window.app.stop_soon()

    def _do(self, verb: str, *arguments: str) -> None:
        reply = ask(self._window.around.endpoints["dock"], verb, *arguments)
        if not reply.get("ok"):
            raise StuckError(f"the dock refused {verb}: {reply.get('error')}")

    # --- the hub goes and comes ------------------------------------------------------------------

    def _before_submission(self) -> None:
        if not self._offline:
            return
        hub = self._window.around.hub
        assert hub is not None
        hub.stop()
        # A person would see it too: the terminal says that it is offline.
        self._until("the terminal to notice the lost line", lambda: not self._state().machine.line_up)

    def _after_receipt(self) -> None:
        visit = self._state().visit
        assert visit is not None
        who = visit.who
        name, number = (who.name, who.id_number) if who is not None else ("", "")
        self._seen = Seen(visit.number, name, number, visit.accepted_offline)
        self._keep_papers()
        if self._offline:
            assert self._window.around.hub is not None
            back = self._window.around.hub.start()
            if isinstance(back, Failure):
                raise StuckError(back.detail)

    def _keep_papers(self) -> None:
        """What came out of the machine: the papers as the simulators rendered them, and the document."""
        state = ask(self._window.around.endpoints["dock"], "state")["state"]
        for papers, name in (
            (state["receipt_printer"]["receipts"], "receipt.png"),
            (state["document_printer"]["pages"], "certificate.png"),
        ):
            if papers:
                shutil.copyfile(papers[-1], self._out / name)
        visit = self._state().visit
        if visit is not None and visit.answer is not None and visit.answer.documents:
            (self._out / "certificate.pdf").write_bytes(visit.answer.documents[0].pdf)

    # --- the summary -----------------------------------------------------------------------------

    def _write_summary(self) -> None:
        cache = self._window.terminal.cache
        self._until("the case to be at the hub", lambda: cache.waiting() == 0)
        self._summary = {
            "item": self._item.id,
            "case_number": self._seen.case_number,
            "resident": {"name": self._seen.name, "id_number": self._seen.id_number},
            "seconds": self._player.diary.seconds,
            "accepted_offline": self._seen.accepted_offline,
            "synced": cache.waiting() == 0,
            "hub_cases": self._hub_cases(),
            "screens": self._player.diary.pictures,
        }
        text = json.dumps(self._summary, ensure_ascii=False, indent=2)
        (self._out / "summary.json").write_text(text + "\n", encoding="utf-8")

    def _hub_cases(self) -> int:
        """How many cases of this number stand in the hub's own database: one, whatever the line did."""
        from sqlalchemy import create_engine

        from hub.settings import sqlite_url

        engine = create_engine(sqlite_url(self._window.data / "hub"))
        with engine.connect() as connection:
            wanted = select(func.count()).where(case_table.c.case_number == self._seen.case_number)
            count: int = connection.execute(wanted).scalar_one()
        engine.dispose()
        return count

    def _state(self) -> State:
        return self._window.terminal.mailbox.state

    def _until(self, what: str, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + SYNC_S
        pause = threading.Event()
        while not condition():
            if time.monotonic() > end:
                raise StuckError(f"waited {SYNC_S:.0f} s for {what}")
            pause.wait(LOOK_S)
