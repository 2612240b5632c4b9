"""The machine round the visit: devices, line, disk, the card on the reader."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from visit.effects import Greet
from visit.held.device_health import UNREPORTED
from visit.held.page import Over, Page
from visit.moves import go
from visit.offers import any_open
from visit.turn import Turn, stay
from wording import say

if TYPE_CHECKING:
    from visit.events import (
        CardPresence,
        DeviceChanged,
        LineChanged,
        PresenceChanged,
        RoomChanged,
        Stamped,
        WritingMissing,
    )
    from visit.held.machine import Machine
    from visit.state import State

ALONE_S = 60.0
"""Who stepped back for a moment is not welcomed anew."""
CARD_READER = "id_card_reader"
READING_CARD = frozenset({Page.IDENTIFY, Page.APPOINT_WHO, Page.CASES_CARD})


def device_changed(state: State, event: DeviceChanged, stamped: Stamped) -> Turn:
    before = state.machine.devices.get(event.health.device_class)
    back = before is not None and not before.usable and event.health.usable
    if back and event.health.device_class == CARD_READER and state.page in READING_CARD:
        # What went wrong was the reader's, and is over: nobody shall look for a fault in their card.
        state = state.with_visit(reading=None)
    devices = {**state.machine.devices, event.health.device_class: event.health}
    return _settle(state, replace(state.machine, devices=devices))


def writing_missing(state: State, event: WritingMissing, stamped: Stamped) -> Turn:
    machine = replace(state.machine, cannot_write=state.machine.cannot_write | event.modes)
    return stay(replace(state, machine=machine))


def line_changed(state: State, event: LineChanged, stamped: Stamped) -> Turn:
    return _settle(state, replace(state.machine, line_up=event.up))


def room_changed(state: State, event: RoomChanged, stamped: Stamped) -> Turn:
    return _settle(state, replace(state.machine, room=event.ok, room_code=event.code))


def presence_changed(state: State, event: PresenceChanged, stamped: Stamped) -> Turn:
    """Whoever comes finds the screen awake and is welcomed; whoever goes is still in front of it for a while."""
    alone = state.at - max(state.machine.noticed_at, state.touched_at) >= ALONE_S
    comes = event.present and not state.machine.present
    state = replace(state, machine=replace(state.machine, present=event.present, noticed_at=state.at))
    if comes and alone and state.page is Page.ATTRACT and state.over is Over.NOTHING:
        return stay(state, Greet(say(state.language, "attract.welcome"), state.language))
    return stay(state)


def card_presence(state: State, event: CardPresence, stamped: Stamped) -> Turn:
    if event.chip:
        return stay(replace(state, machine=replace(state.machine, chip_card_present=event.present)))
    return stay(replace(state, machine=replace(state.machine, card_present=event.present)))


def _settle(state: State, machine: Machine) -> Turn:
    """Only the idle pages follow the machine by themselves: nobody's page is changed under their hands."""
    state = replace(state, machine=machine)
    if state.page is Page.STARTING and _all_reported(machine):
        return go(state, Page.ATTRACT)
    if state.page in {Page.ATTRACT, Page.OUT_OF_SERVICE}:
        page = Page.ATTRACT if any_open(machine) else Page.OUT_OF_SERVICE
        return stay(replace(state, page=page))
    return stay(state)


def _all_reported(machine: Machine) -> bool:
    reported = {name for name, health in machine.devices.items() if health.state not in UNREPORTED}
    return set(machine.watched) <= reported
