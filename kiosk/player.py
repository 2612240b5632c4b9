"""Plays a visit the way a person does: looks at what is shown, and touches it there. No shortcut into the core.

What a person brings along is known here: a card, what to answer (the items' examples), how to spell Chinese. What a
person's hand does to the machine goes over the dock: laying the card down and taking it away.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from catalogue.model import DeviceAct
from catalogue.region import NOWHERE
from catalogue.sample import examples
from contract.civil_time import CIVIL
from kiosk.answering import Answering, StuckError
from kiosk.strokes import signature
from kiosk.walk.sight import home_way, place_of
from visit.views import Mark, MaterialsBody, Option, ResultBody, View

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalogue.model import Item
    from catalogue.region import Region
    from screens.shapes import Target

T = TypeVar("T")

PATIENCE_S = 40.0
"""How long the player waits for something to appear before it gives up."""
LOOK_S = 0.02
STILL_LOOKS = 3
"""So often the picture must look the same before it counts as settled."""
DOUBLE_TAP_S = 0.2
"""A new page takes no touch for a moment; a person needs longer than that to look."""

TOUCH_AGAIN_S = 3.0
"""A person who sees nothing happen touches once more after this."""
TOUCHES = 3

PIN = "270418"
"""Of a fictional person's simulated card, so it may be written here."""
GOES_ON = frozenset({"submitting", "card_writing"})
"""Pages that change by themselves."""


class Screen(Protocol):
    """What can be seen and touched, asked on the UI thread."""

    def view(self) -> View | None: ...

    def targets(self) -> tuple[Target, ...]: ...

    def save_picture(self, path: Path) -> None: ...

    def tap(self, x: float, y: float) -> None: ...

    def drag(self, points: list[tuple[float, float]]) -> None: ...

    def on_ui(self, call: Callable[[], T]) -> T:
        """Run on the UI thread and bring the result back."""


@dataclass
class Diary:
    """What the player saw."""

    seconds: dict[str, float] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)


class Player:
    """Runs on a thread of its own."""

    def __init__(  # noqa: PLR0917 - what a person brings along
        self,
        screen: Screen,
        item: Item,
        dock: Callable[..., None],
        card: str,
        pictures: Path,
        region: Region = NOWHERE,
    ) -> None:
        """`region` leads to an item that does not stand on the home page itself."""
        self._screen = screen
        self._item = item
        self._region = region
        self._dock = dock
        self._card = card
        self._folder = pictures
        self._moved = threading.Event()
        self._answering = Answering(self)
        self.diary = Diary()
        self.before_submission: Callable[[], None] = lambda: None
        self.after_receipt: Callable[[], None] = lambda: None

    def play(self) -> None:
        """From the attract screen to the farewell and back to the attract screen."""
        steps: dict[str, Callable[[], None]] = {
            "attract": self._begin,
            "home": self._choose,
            "tree": self._choose,
            "branch": self._choose,
            "guide": self._read_guide,
            "consent": lambda: self.touch("agree"),
            "identify": self._identify,
            "records": self._go_on,
            "form": self._fill,
            "materials": self._promise,
            "preview": self._go_on,
            "social_card": self._put_card_in,
            "new_pin": self._choose_pin,
            "check": self._read_and_go_on,
            "sign": self._sign,
            "result": self._take_receipt,
            "rating": lambda: self.touch("very_satisfied"),
            "rating_why": self._go_on,
        }
        self.wait("the first page", lambda: self._page() not in {"", "starting"})
        while True:
            # Taken once: a page that goes on by itself must not be left behind between two looks.
            before = self._settled_place()
            page = before[0]
            if page == "farewell":
                break
            began = time.monotonic()
            if page not in steps and page not in GOES_ON:
                self._picture(page)
                raise StuckError(f"the page {page} is no way on")
            self._picture(page)
            if page in steps:
                steps[page]()
            self.wait(f"the page after {page}", lambda here=before: self._place() != here)  # type: ignore[misc]
            spent = time.monotonic() - began
            self.diary.seconds[page] = round(self.diary.seconds.get(page, 0.0) + spent, 2)
        self.wait("the wipe", lambda: _lines_done(self._screen.view()))
        self._picture("farewell")
        self.wait("the attract screen", lambda: self._page() == "attract")
        self._picture("attract")

    # --- the pages -------------------------------------------------------------------------------

    def _begin(self) -> None:
        self.touch("begin")

    def _choose(self) -> None:
        """By its tile, by the tree it hangs on, or on the next page of the list."""
        view = self._screen.view()
        assert view is not None
        self.touch(home_way(view, self._item, self._region) or "page_after")

    def _read_guide(self) -> None:
        self._scroll_through("guide")
        self.touch("next")

    def _read_and_go_on(self) -> None:
        self._scroll_through("check")
        self.touch("next")

    def _identify(self) -> None:
        self._dock("insert-card", self._card)
        self._target("next")
        self._picture("identify")
        self._dock("remove-card")
        self.touch("next")

    def _put_card_in(self) -> None:
        self._dock("social-card-insert", self._card)
        self._target("next")
        self._picture("social_card")
        self.touch("next")

    def _choose_pin(self) -> None:
        """Twice the same. A picture half-way: a dot for each digit, and no digit."""
        for time_over in ("first", "again"):
            for digit in PIN:
                self.touch(f"pin:{digit}")
            self.wait(f"six dots, {time_over}", lambda: self._enabled("next"))
            self._settle()
            self._picture("new_pin")
            self.touch("next")

    def _go_on(self) -> None:
        self._target("next")
        self._picture(self._page())
        self.touch("next")

    def _promise(self) -> None:
        """Promise, put off, let fetch and scan what can be; without a camera a paper is brought to the window."""
        for name in [one.id for one in self._first_ways()]:
            self.touch(name)
            if self._page() != "materials" or name.endswith(":scan"):
                self._scan()
                self.wait("the materials", lambda: self._page() == "materials")
        self._picture("materials")
        self.touch("next")

    def _first_ways(self) -> list[Option]:
        """Of each material that is asked about, the first way that is open, also where one must scroll to it."""
        view = self._screen.view()
        cards = view.body.cards if view is not None and isinstance(view.body, MaterialsBody) else ()
        ways = [[one for one in card.options if one.enabled] for card in cards]
        return [options[0] for options in ways if options]

    def _scan(self) -> None:
        """One page under the document camera."""
        self._target("take")
        self.touch("take")
        self._target("next")
        self._picture("scan")
        self.touch("next")

    def _sign(self) -> None:
        ink = self._target("ink", kind=True)
        for stroke in signature(ink.x, ink.y, ink.w, ink.h):
            self._screen.drag(list(stroke))
            self._settle()
        self.wait("the signature to count", lambda: self._enabled("next"))
        self._picture("sign")
        self.before_submission()
        self.touch("next")

    def _take_receipt(self) -> None:
        if self._item.act is DeviceAct.CARD_PIN:
            self._dock("chip-card-remove")
        self.wait("the receipt", lambda: self._enabled("next"))
        self.wait("the document", lambda: _document_there(self._screen.view()))
        self._settle()
        self._picture("result")
        self.after_receipt()
        self.touch("next")

    def _fill(self) -> None:
        by_id = {one.id: one for one in self._item.fields()}
        answers = examples(self._item, datetime.now(CIVIL).date())
        for name in self._answering.one_by_one():
            self._answering.answer(by_id[name], answers[name])
        self._settle()
        self._picture("form")
        self.touch("next")

    # --- eyes and finger -------------------------------------------------------------------------

    def view(self) -> View | None:
        """What is shown now."""
        return self._screen.view()

    def touch(self, name: str) -> None:
        """Find it, scrolling down and then up if it is out of sight, and touch its middle."""
        for arrow in ("scroll_down", "scroll_up"):
            while not self._seen(name) and self._enabled(arrow):
                self._screen.tap(*_middle(self._target(arrow)))
                self._settle()
        target = self._target(name)
        if not target.enabled:
            raise StuckError(f"{name} cannot be touched on the page {self._page()}")
        before = self._screen.view()
        for _ in range(TOUCHES):
            self._screen.tap(*_middle(target))
            if self._reacted(before):
                return

    def _reacted(self, before: View | None) -> bool:
        """Every touch changes the picture; on a busy machine a page may still have been deaf to it."""
        end = time.monotonic() + TOUCH_AGAIN_S
        while time.monotonic() < end:
            if self._screen.view() is not before:
                return True
            self._moved.wait(LOOK_S)
        return False

    def _scroll_through(self, page: str) -> None:
        """Read to the end, a picture of each part."""
        while self._enabled("scroll_down"):
            self._screen.tap(*_middle(self._target("scroll_down")))
            self._settle()
            self._picture(page)

    def _target(self, name: str, *, kind: bool = False) -> Target:
        found: list[Target] = []

        def there() -> bool:
            found[:] = [one for one in self._screen.targets() if (one.kind if kind else one.id) == name]
            return bool(found)

        self.wait(name, there)
        return found[0]

    def _seen(self, name: str) -> bool:
        return any(one.id == name for one in self._screen.targets())

    def _enabled(self, name: str) -> bool:
        return any(one.id == name and one.enabled for one in self._screen.targets())

    def _chosen(self, name: str) -> bool:
        return any(one.id == name and one.chosen for one in self._screen.targets())

    def _page(self) -> str:
        view = self._screen.view()
        return view.page if view is not None else ""

    def _place(self) -> tuple[str, tuple[str, ...]]:
        view = self._screen.view()
        return place_of(view) if view is not None else ("", ())

    def _settled_place(self) -> tuple[str, tuple[str, ...]]:
        self._settle()
        return self._place()

    def _settle(self) -> None:
        """Wait until the picture stands still, and a moment longer than a new page is deaf."""
        seen: list[tuple[Target, ...]] = []

        def still() -> bool:
            seen.append(self._screen.targets())
            return len(seen) > STILL_LOOKS and len(set(seen[-STILL_LOOKS:])) == 1

        self.wait("a still picture", still)
        self._moved.wait(DOUBLE_TAP_S)

    def wait(self, what: str, until: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not self._screen.on_ui(until):
            if time.monotonic() > end:
                raise StuckError(f"waited {PATIENCE_S:.0f} s for {what} on the page {self._page()}")
            self._moved.wait(LOOK_S)

    def _picture(self, page: str) -> None:
        name = f"{len(self.diary.pictures) + 1:02d}-{page}.png"
        self._screen.save_picture(self._folder / name)
        self.diary.pictures.append(name)


def _middle(target: Target) -> tuple[float, float]:
    return target.x + target.w / 2, target.y + target.h / 2


def _lines_done(view: View | None) -> bool:
    return view is not None and any(row.mark is Mark.DONE for row in getattr(view.body, "lines", ()))


def _document_there(view: View | None) -> bool:
    body = view.body if view is not None else None
    return not isinstance(body, ResultBody) or not body.document_title or body.document_picture is not None
