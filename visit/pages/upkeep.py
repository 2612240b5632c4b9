"""维护: what a site keeper needs to know, in words of one who is no engineer. Nothing of any resident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit.events import ChooseClosure, DoAct, GoNext, OpenClosure, PinKey, SetClosure, TryAgain
from visit.held.upkeep import PIN_DIGITS, Act, Back, Why
from visit.pages.idle import device_name, device_trouble
from visit.typed import KEYS, NAMED_KEYS
from visit.views import Button, ClosureBody, Keys, MaintenanceBody, Mark, Option, PinBody, Row, Tone
from wording import has, say
from wording.forms import minute

if TYPE_CHECKING:
    from visit.held.device_health import DeviceHealth
    from visit.state import State

PRINTERS = {"receipt_printer": Act.TEST_RECEIPT, "document_printer": Act.TEST_SHEET}
_WORDS = {"delete": "key.delete", "clear": "key.clear"}


def door(state: State) -> PinBody:
    """A pass is laid before the reader, or the PIN of this terminal typed."""
    language, upkeep = state.language, state.here.upkeep
    problem = ""
    if upkeep.refused:
        problem = say(language, f"staff.{upkeep.refused}", minutes=max(1, -(-upkeep.wait_s // 60)))
    return PinBody(
        title=say(language, "staff.title"),
        hint=say(language, "staff.looking" if upkeep.order is not None else "staff.hint"),
        typed=len(upkeep.typed),
        digits=PIN_DIGITS,
        problem=problem,
        privacy=say(language, "staff.noted"),
        keys=_pad(language),
        next=Button(
            "next",
            say(language, "staff.enter"),
            GoNext(),
            Tone.PRIMARY,
            enabled=len(upkeep.typed) == PIN_DIGITS and upkeep.order is None,
        ),
    )


def _pad(language: str) -> Keys:
    def key(shown: str) -> Button:
        name = NAMED_KEYS.get(shown, shown)
        return Button(f"pin:{name}", say(language, _WORDS[name]) if name in _WORDS else name, PinKey(name))

    return Keys("digits", tuple(tuple(key(one) for one in row) for row in KEYS["digits"]), ())


def maintenance(state: State) -> MaintenanceBody:
    language = state.language
    devices = [one for one in state.machine.devices.values() if one.state != "not_supported"]
    wrong = [one for one in devices if not one.usable]
    mark, status = _status(state, wrong)
    return MaintenanceBody(
        title=say(language, "upkeep.title", terminal=state.machine.place.terminal_id),
        mark=mark,
        status=status,
        devices_title=say(language, "upkeep.devices"),
        devices=tuple(
            _device(state, one) for one in sorted(devices, key=lambda one: (one.usable, one.device_class))
        ),
        numbers_title=say(language, "upkeep.numbers"),
        numbers=_numbers(state),
        acts=_acts(state),
    )


def _status(state: State, wrong: list[DeviceHealth]) -> tuple[Mark, str]:
    """What was just asked for comes first: that is what somebody waits for."""
    language, upkeep = state.language, state.here.upkeep
    if upkeep.act is not None and upkeep.acted == "doing":
        return Mark.WAITING, say(language, f"upkeep.{upkeep.act}_doing")
    if upkeep.act is not None and upkeep.acted == "done":
        return Mark.DONE, say(language, f"upkeep.{upkeep.act}_done")
    if upkeep.act is not None and upkeep.acted:
        return Mark.TROUBLE, say(language, "upkeep.not_done", why=device_trouble(upkeep.acted, language))
    if state.machine.closed is not None:
        return Mark.WARNING, say(language, "upkeep.closed")
    if state.machine.room_code:
        return Mark.TROUBLE, device_trouble(state.machine.room_code, language)
    if wrong:
        return Mark.WARNING, say(language, "upkeep.trouble", count=len(wrong))
    if not state.machine.line_up:
        return Mark.WARNING, say(language, "upkeep.line_down")
    return Mark.DONE, say(language, "upkeep.well")


def _device(state: State, health: DeviceHealth) -> Row:
    """How it is, what to do, and who; a level of paper only where the device knows one."""
    language = state.language
    name = device_name(health.device_class, language)
    if health.usable:
        paper = f"paper.{health.paper}"
        level = say(language, paper) if has(paper) else say(language, "upkeep.works")
        return Row(name, level, Mark.WARNING if health.paper == "low" else Mark.DONE)
    act = f"action.{health.action}"
    told = " ".join(filter(None, (say(language, act) if has(act) else "", health.code)))
    return Row(
        name,
        device_trouble(health.code or health.state, language),
        Mark.TROUBLE,
        note=told,
        change=Button(
            f"reload:{health.device_class}",
            say(language, "upkeep.reload"),
            DoAct(Act.RELOAD, health.device_class),
        ),
    )


def _numbers(state: State) -> tuple[Row, ...]:
    language, machine, store = state.language, state.machine, state.here.upkeep.store
    line = Row(
        say(language, "trouble.line"),
        say(language, "line.up" if machine.line_up else "line.down"),
        Mark.DONE if machine.line_up else Mark.WARNING,
    )
    version = Row(say(language, "upkeep.version"), machine.place.version)
    if store is None:
        return line, version
    heard = minute(store.heard_at, language) if store.heard_at is not None else say(language, "upkeep.never")
    return (
        line,
        Row(say(language, "upkeep.heard"), heard),
        Row(say(language, "upkeep.waiting"), str(store.waiting)),
        Row(
            say(language, "upkeep.aside"),
            str(store.aside),
            Mark.WARNING if store.aside else Mark.NONE,
            note=say(language, "action.engineer") if store.aside else "",
        ),
        version,
    )


def _acts(state: State) -> tuple[Button, ...]:
    language, upkeep = state.language, state.here.upkeep
    idle = upkeep.acted != "doing"
    prints = [
        Button(str(act), say(language, f"upkeep.{act}"), DoAct(act), enabled=idle)
        for name, act in PRINTERS.items()
        if name in state.machine.devices
    ]
    if state.machine.closed is not None:
        close = Button("open", say(language, "upkeep.open"), SetClosure(closed=False), Tone.PRIMARY)
    else:
        close = Button("close", say(language, "upkeep.close"), OpenClosure())
    return (
        *prints,
        close,
        Button("restart", say(language, "upkeep.restart"), DoAct(Act.RESTART), enabled=idle),
        Button("again", say(language, "upkeep.again"), TryAgain(), Tone.QUIET),
    )


def closure(state: State) -> ClosureBody:
    language, upkeep = state.language, state.here.upkeep
    return ClosureBody(
        title=say(language, "closure.title"),
        text=say(language, "closure.text"),
        whys=tuple(
            Option(f"why:{one}", say(language, f"closure.{one}"), ChooseClosure(why=one), one is upkeep.why)
            for one in Why
        ),
        backs_title=say(language, "closure.backs"),
        backs=tuple(
            Option(f"back:{one}", say(language, f"back.{one}"), ChooseClosure(back=one), one is upkeep.back)
            for one in Back
        ),
        next=Button("set", say(language, "closure.set"), SetClosure(closed=True), Tone.PRIMARY),
    )
