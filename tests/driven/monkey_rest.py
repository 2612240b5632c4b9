"""What must hold before an idle terminal: nobody's words, nobody's pixels, nothing that grew, and a store that agrees."""

from __future__ import annotations

import gc
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml
from kiosk_traces import files_with, held_strings
from monkey_heap import in_use_mib

from kiosk.surroundings import DEMO_RESIDENTS
from outcome import Failure
from visit.held.page import IDLE_PAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.window import Window


class Rest:
    """All but `store` is for the UI thread."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._private = residents()

    def forget_what_is_known(self) -> None:
        """What the program knows of itself (an example in an item's file) says nothing of a visit."""
        self._private = [one for at, one in enumerate(self._private) if not self.who_is_held(at)]

    @property
    def people(self) -> int:
        return len(self._private)

    def who_is_held(self, number: int) -> list[str]:
        """Where one of the residents is still held. The words are in no variable but those of the search itself."""
        state = repr(self._window.terminal.mailbox.state)
        texts = "\n".join(self._window.app.texts())
        secret = self._private[number][::-1]
        found = sorted(set(held_strings(secret)))
        return [*found, *(["state"] if secret in state else []), *(["texts"] if secret in texts else [])]

    def wrong(self) -> list[str]:
        """Of the idle page as it is shown."""
        from screens.still import still

        app, state = self._window.app, self._window.terminal.mailbox.state
        view = self._window.terminal.mailbox.shown
        if view is None or view.page not in IDLE_PAGES:
            return []  # somebody came meanwhile
        wrong = []
        if state.visit is not None:
            wrong.append("the state of a visit is left on the idle page")
        fresh = still(view, app.stage._panel, night=view.night)
        touched = app.stage._gesture is not None or app.scroll() is not None
        rows, columns = np.nonzero(np.any(np.asarray(fresh) != np.asarray(app.image()), axis=2))
        if not touched and rows.size:
            box = f"{columns.min()},{rows.min()} to {columns.max()},{rows.max()}"
            wrong.append(f"the idle page has other pixels than a fresh one, {box}")
        return wrong

    def figures(self) -> dict[str, float]:
        """MiB of memory (PSS, what is of no file, what is in use), threads, open files, objects."""
        gc.collect()
        rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
        kib = {line.split(":")[0]: int(line.split()[1]) for line in rollup}
        return {
            "pss": round(kib["Pss"] / 1024, 2),
            "own": round(kib["Anonymous"] / 1024, 2),
            "used": round(in_use_mib(), 2),
            "threads": threading.active_count(),
            "files": len(list(Path("/proc/self/fd").iterdir())),
            "objects": len(gc.get_objects()),
        }

    def store(self) -> tuple[list[str], dict[str, int]]:
        """What is wrong with the durable store when everything was sent, and its counts."""
        cache, data = self._window.terminal.cache, self._window.data
        trail = cache.for_staff.verify_audit()
        checked = {
            "rows": cache.for_staff.check_rows(),
            "file": cache.for_staff.check_file().result(),
            "audit": trail,
        }
        wrong = [f"the store's {name}: {one}" for name, one in checked.items() if isinstance(one, Failure)]
        if not isinstance(trail, Failure) and trail.value is not None:
            wrong.append(f"the store's audit: {trail.value}")
        if cache.safe_mode or cache.for_staff.damaged_stores():
            wrong.append("the store is in safe mode, or one was put aside")
        counts = {
            "accepted": cache.last_sequence(),
            "at_hub": _cases_at_hub(data),
            "aside": cache.aside_count(),
        }
        if counts["accepted"] != counts["at_hub"] + counts["aside"]:
            wrong.append(f"cases are lost or doubled: {counts}")
        for number, backwards in enumerate(self._private):
            left = files_with(data, backwards[::-1])
            wrong += [f"resident {number} stands in {one.name}" for one in left if "hub" not in one.parts]
        return wrong, counts


def residents() -> list[str]:
    """Names and numbers, back to front: what looks for them does not find this list."""
    people = yaml.safe_load(DEMO_RESIDENTS.read_text(encoding="utf-8"))["residents"].values()
    return [one[key][::-1] for one in people for key in ("name", "id_number")]


def slope_an_hour(rests: Sequence[dict[str, Any]], name: str) -> float:
    """By a line through the points (least squares), without the first quarter, in which the program warms up."""
    points = [(one["s"] / 3600, one[name]) for one in rests[len(rests) // 4 :]]
    if len(points) < 3:
        return 0.0
    mean_x, mean_y = (sum(one[at] for one in points) / len(points) for at in (0, 1))
    across = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / across if across else 0.0


def _cases_at_hub(data: Path) -> int:
    from sqlalchemy import create_engine, func, select

    from hub.settings import sqlite_url
    from hub.tables import case

    engine = create_engine(sqlite_url(data / "hub"))
    with engine.connect() as connection:
        count: int = connection.execute(select(func.count()).select_from(case)).scalar_one()
    engine.dispose()
    return count
