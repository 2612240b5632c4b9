"""What the picture of a terminal does while nobody uses it: it dims at night, and it does not burn into the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit.held.page import Over, Page

if TYPE_CHECKING:
    from visit.state import State

SHIFT_S = 1200.0
"""So long a still page stands in one place; then it moves by some millimetres."""
SENSOR = "presence"
STILL_PAGES = frozenset({Page.ATTRACT, Page.OUT_OF_SERVICE})


def is_dark(state: State) -> bool:
    """Whether it is night where the terminal stands."""
    night = state.machine.night
    return night is not None and state.wall is not None and night.covers(state.wall)


def is_dimmed(state: State) -> bool:
    """Nobody is there, and has not been for a while: at night the room stays dark. A touch or a person wakes it."""
    machine = state.machine
    if machine.dim_s is None or machine.present or not is_dark(state):
        return False
    if state.page not in STILL_PAGES or state.over is not Over.NOTHING:
        return False
    return state.at >= max(state.touched_at, machine.noticed_at) + machine.dim_s


def is_alone(state: State) -> bool:
    """Nobody reads what is shown, as far as the terminal has eyes to tell."""
    sensor = state.machine.devices.get(SENSOR)
    seen = sensor is not None and sensor.usable
    return seen and not state.machine.present and state.over is Over.NOTHING and state.page in STILL_PAGES


def turn_s(state: State) -> float:
    """How long a published list stays before the next one."""
    delays = state.machine.delays
    return delays.attract_alone_s if is_alone(state) else delays.attract_redraw_s


def phase(state: State) -> int:
    """Counts on with the hours; where a still page stands follows from it."""
    return int(state.at // SHIFT_S)
