"""The state of the terminal as a visit sees it. Everything personal is inside `Visit` and `HelpTalk`, nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from visit.held.comfort import USUAL, Comfort
from visit.held.page import Over, Page
from visit.held.writing import Mode, mode_of

if TYPE_CHECKING:
    from datetime import datetime

    from visit.held.help_talk import HelpTalk
    from visit.held.machine import Machine
    from visit.held.visit import Visit


@dataclass(frozen=True)
class State:
    machine: Machine
    page: Page = Page.STARTING
    over: Over = Over.NOTHING
    language: str = "zh"
    comfort: Comfort = USUAL
    visit: Visit | None = None
    help: HelpTalk | None = None
    at: float = 0.0
    """Monotonic time of the last event, seconds."""
    wall: datetime | None = None
    entered_at: float = 0.0
    """When this page was entered."""
    touched_at: float = 0.0
    asked_at: float = 0.0
    """When 还在吗 was asked."""
    wiped: bool = True

    @property
    def here(self) -> Visit:
        """The visit; on every page outside `IDLE_PAGES` and the farewell there is one."""
        if self.visit is None:
            raise LookupError("nobody is visiting")
        return self.visit

    @property
    def writing_mode(self) -> Mode:
        """How Chinese is put in now. Elders draw first; who listens to the screen cannot see what they draw."""
        by_hand = self.comfort.elder and not self.comfort.spoken
        return mode_of(self.here.writing, self.machine.cannot_write, by_hand=by_hand)

    def with_visit(self, **changes: object) -> State:
        """Change facts of the visit; there must be one."""
        return replace(self, visit=replace(self.here, **changes))  # type: ignore[arg-type]
