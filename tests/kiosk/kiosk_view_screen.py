"""The player of the demo before a terminal without a window: it touches what a view offers."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from screens.shapes import Target
from visit.events import Drew
from visit.views import SignBody, View, buttons_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kiosk_bench import Rig

    from catalogue.model import Item

SIDE = 10.0
"""Everything touchable lies in a column of squares; the field for the signature stands beside it."""


class ViewScreen:
    """`kiosk.player.Screen` on the buttons of the shown view."""

    def __init__(self, rig: Rig) -> None:
        self._rig = rig

    def on_ui(self, call: Callable[[], Any]) -> Any:
        return self._rig.loop.do(call)

    def view(self) -> View | None:
        return self._rig.terminal.mailbox.shown

    def targets(self) -> tuple[Target, ...]:
        view = self.view()
        found = [
            Target(
                one.id,
                getattr(one, "label", ""),
                "button",
                enabled=getattr(one, "enabled", True),
                chosen=getattr(one, "chosen", False),
                x=0.0,
                y=at * SIDE,
                w=SIDE,
                h=SIDE,
            )
            for at, one in enumerate(buttons_of(view))
        ]
        if view is not None and isinstance(view.body, SignBody):
            found.append(Target("ink", "", "ink", enabled=True, chosen=False, x=0.0, y=0.0, w=1.0, h=1.0))
        return tuple(found)

    def save_picture(self, path: Path) -> None:
        """Nothing is drawn."""

    def tap(self, x: float, y: float) -> None:
        self._rig.terminal.post(buttons_of(self.view())[int(y // SIDE)].event)

    def drag(self, points: list[tuple[float, float]]) -> None:
        self._rig.terminal.post(Drew(tuple(points)))


@contextmanager
def other_example(item: Item, field: str, value: str) -> Iterator[None]:
    """For a while this is the answer that a field's example gives, so that no item's file contains it."""
    (asked,) = (one for one in item.fields() if one.id == field)
    example = asked.example
    object.__setattr__(asked, "example", value)
    try:
        yield
    finally:
        object.__setattr__(asked, "example", example)
