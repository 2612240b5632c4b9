"""The monkey's hands: what it does to the glass, to the devices and to the line, one thing at a time."""

from __future__ import annotations

import threading
from collections import Counter, deque
from typing import TYPE_CHECKING

from drivers.simulators.dock_client import ask
from screens import touch

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from kiosk.demo import WindowScreen
    from kiosk.walk.line import Line
    from screens.shapes import Target

RARELY = {"exit": 0.1, "leave": 0.2, "home": 0.2, "help": 0.3}
"""Else it would never come far."""
HOLD_S = 0.7
CARDS = ("wang", "li", "rare", "chan", "smith", "jones")
CODES = (
    "x",
    "9" * 18,
    "QH0001-20260101-000001-ABC-12",
    "http://127.0.0.1/a?b=c",
    "码" * 40,
    "A" * 900,
    "{}",
    "\t",
)
CARD_VERBS = (
    *[("insert-card", name) for name in CARDS],
    *[("social-card-insert", name) for name in CARDS[:3]],
    *[("bank-card-insert", name) for name in CARDS[:3]],
    ("insert-wrong-card",),
    ("other-card-insert",),
    ("mute-card-insert",),
    *[("remove-card",), ("chip-card-remove",)] * 3,
    ("pull-card",),
    ("chip-card-pull", "3"),
)
FAULTS = (
    *[(one,) for one in ("paper-low", "paper-out", "open-cover", "jam", "cutter-error", "scan-garbage")],
    *[(one,) for one in ("a4-paper-out", "a4-jam", "a4-open-cover", "a4-toner-out", "a4-abort-next")],
    *[
        (one,)
        for one in ("a4-hang-next", "a4-miscount-next", "camera-stall", "camera-freeze", "camera-close")
    ],
    *[(one,) for one in ("ups-on-battery", "ups-low", "hold-help-key", "press-help-key", "press-help-key")],
    *[("locker-force", "1"), ("locker-jam", "2"), ("camera-content", "nothing")],
)
ON_ANY = ("unplug", "go-awol", "drop-connection", "garbage-reply", "delay-next")
MENDING = (
    *[("clear",), ("remove-card",), ("chip-card-remove",), ("refill",), ("close-cover",), ("clear-jam",)],
    *[("clear-cutter",), ("a4-refill",), ("a4-close-cover",), ("a4-clear-jam",), ("a4-new-toner",)],
    *[("camera-run",), ("ups-mains",), ("ups-charge", "100"), ("let-go-help-key",), ("scan-away",)],
    *[("locker-shut", "1"), ("locker-free", "2"), ("person-leaves",)],
)


class Hands:
    """One chance after the other, all of them from one seed."""

    def __init__(self, screen: WindowScreen, dock: str, line: Line, chance: random.Random) -> None:
        """`dock`: where the simulators' hand is asked; `line` can be cut."""
        self._screen, self._dock, self._line, self._chance = screen, dock, line, chance
        panel = screen._window.config.panel
        self._size = panel.width_px, panel.height_px
        self._pause = threading.Event()
        state = ask(dock, "state")["state"]
        self._devices = sorted(state)
        self._verbs = {one["verb"] for one in ask(dock, "verbs")["verbs"]}
        self.done: Counter[str] = Counter()
        self.last: deque[str] = deque(maxlen=40)
        self._ways: tuple[tuple[float, Callable[[], str]], ...] = (
            (58, self._target),
            (6, self._anywhere),
            (5, self._twice),
            (5, self._drag),
            (4, self._two_fingers),
            (3, self._hold),
            (3, self._stray),
            (6, self._card),
            (2, self._code),
            (2, self._fault),
            (1, self._any_fault),
            (1, self._mend_one),
            (1, self._cut_or_join),
            (1, self._person),
            (2, self._wait),
        )

    def act(self) -> None:
        """One thing."""
        way = self._chance.choices([one for _, one in self._ways], [weight for weight, _ in self._ways])[0]
        told = way()
        self.done[way.__name__.lstrip("_")] += 1
        self.last.append(told)

    def mend(self) -> None:
        """Nothing is broken, laid down or cut any more."""
        self._line.cut = False
        for name in self._devices:
            self._ask("plug", name)
        for order in MENDING:
            self._ask(*order)

    # --- glass -----------------------------------------------------------------------------------

    def _target(self) -> str:
        one = self._some_target()
        if one is None:
            return self._anywhere()
        touch.tap(*self._inside(one))
        return f"tap {one.id}"

    def _some_target(self) -> Target | None:
        """A kind of targets first: else a page with a keyboard would see keys alone."""
        kinds: dict[str, list[Target]] = {}
        for one in self._screen.targets():
            if one.enabled:
                kinds.setdefault(one.id.partition(":")[0], []).append(one)
        if not kinds:
            return None
        names = sorted(kinds)
        weights = [RARELY.get(one, 1.0) for one in names]
        return self._chance.choice(kinds[self._chance.choices(names, weights)[0]])

    def _inside(self, one: Target) -> tuple[float, float]:
        return (
            one.x + one.w * self._chance.uniform(0.1, 0.9),
            one.y + one.h * self._chance.uniform(0.1, 0.9),
        )

    def _place(self) -> tuple[float, float]:
        """Sometimes beyond the edge, where a finger slips off the glass."""
        return (
            self._chance.uniform(-5, self._size[0] + 5),
            self._chance.uniform(-5, self._size[1] + 5),
        )

    def _anywhere(self) -> str:
        at = self._place()
        touch.tap(*at)
        return f"tap at {at[0]:.0f},{at[1]:.0f}"

    def _twice(self) -> str:
        one = self._some_target()
        at = self._inside(one) if one is not None else self._place()
        touch.tap(*at)
        touch.tap(*at)
        return f"tap twice at {at[0]:.0f},{at[1]:.0f}"

    def _drag(self) -> str:
        (x, y), (to_x, to_y) = self._place(), self._place()
        ink = next((one for one in self._screen.targets() if one.kind == "ink"), None)
        if ink is not None and self._chance.random() < 0.7:
            (x, y), (to_x, to_y) = self._inside(ink), self._inside(ink)
        steps = self._chance.randint(1, 30)
        touch.drag([(x + (to_x - x) * at / steps, y + (to_y - y) * at / steps) for at in range(steps + 1)])
        return "stroke" if ink is not None else "drag"

    def _two_fingers(self) -> str:
        one, other = self._place(), self._place()
        touch.press(*one)
        touch.press(*other, button=self._chance.choice((1, 1, 2, 3)))
        touch.move(*self._place())
        touch.release(*other)
        touch.release(*one)
        return "two fingers"

    def _hold(self) -> str:
        one = self._some_target()
        at = self._inside(one) if one is not None else self._place()
        touch.press(*at)
        self._pause.wait(self._chance.uniform(0.2, HOLD_S))
        touch.release(*at)
        return f"hold {one.id if one is not None else ''}"

    def _stray(self) -> str:
        """A driver of a touch screen that leaves out half of a touch."""
        what = self._chance.choice((touch.press, touch.release, touch.move))
        what(*self._place())
        return f"stray {what.__name__}"

    # --- devices, line, people -------------------------------------------------------------------

    def _card(self) -> str:
        return self._ask(*self._chance.choice(CARD_VERBS))

    def _code(self) -> str:
        return self._ask(self._chance.choice(("scan", "scan-hold")), self._chance.choice(CODES))

    def _fault(self) -> str:
        return self._ask(*self._chance.choice(FAULTS))

    def _any_fault(self) -> str:
        verb, device = self._chance.choice(ON_ANY), self._chance.choice(self._devices)
        more = (f"{self._chance.uniform(0.1, 3):.1f}",) if verb == "delay-next" else ()
        return self._ask(verb, device, *more)

    def _mend_one(self) -> str:
        return self._ask(*self._chance.choice((*MENDING, *(("plug", one) for one in self._devices))))

    def _cut_or_join(self) -> str:
        self._line.cut = not self._line.cut
        return "line cut" if self._line.cut else "line joined"

    def _person(self) -> str:
        return self._ask(self._chance.choice(("person-comes", "person-leaves")))

    def _wait(self) -> str:
        self._pause.wait(self._chance.choice((0.3, 0.5, 1.0, 1.0, 3.0)))
        return "wait"

    def _ask(self, *order: str) -> str:
        """A dock that refuses (there is no card to take away) is no news here."""
        if order[0] in self._verbs:
            try:
                ask(self._dock, *order)
            except OSError:
                self.done["dock silent"] += 1
        return " ".join(order)

    def pause(self, seconds: float) -> None:
        self._pause.wait(seconds)
