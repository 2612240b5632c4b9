"""Every fault of every device that a visit uses, in every phase of the visit.

A phase that uses the device says what is wrong in one sentence and has a way on; a phase that does not use it shows
nothing of it at all. After the fault was mended the device is there again by itself and the visit goes on where it stood:
one case, one receipt, one certificate, and no claim about a paper that is not true. The UI thread never waits meanwhile.

`--fault-table FILE` writes what was told in each phase, and how soon the device was well again (`-` prints it).
"""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import zip_longest
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import pytest
from kiosk_desk import Desk, Town
from kiosk_fault_visit import PHASES, StruckVisit, checked
from kiosk_faults import FAULTS, LINE
from kiosk_loop import Loop
from kiosk_ui_watch import UiWatch

from visit.views import ResultBody

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kiosk_faults import Fault

    Walk = Callable[[StruckVisit], None]
    Struck = tuple[tuple[Fault, ...], Walk]

DESKS = 6


def _until_the_card(visit: StruckVisit) -> None:
    visit.idle()
    visit.before_the_card()
    visit.while_the_card_is_read()
    visit.leave()


def _until_the_signature(visit: StruckVisit) -> None:
    visit.form()
    visit.preview()
    visit.check()
    visit.signing()
    visit.leave()


def _after_the_signature(visit: StruckVisit) -> None:
    visit.submitting()
    visit.certificate()
    visit.rating()
    visit.farewell()


def _papers(when: str) -> Walk:
    def walk(visit: StruckVisit) -> None:
        visit.papers(when)
        visit.leave()

    return walk


WALKS: tuple[Walk, ...] = (
    _until_the_card,
    _until_the_signature,
    _after_the_signature,
    _papers("during the job"),
    _papers("before the job"),
    _papers("after the paper"),
)
"""All phases, a few a visit. A visit in which a paper fails is over with it."""
TOGETHER = [
    *(
        tuple(one for one in together if one is not None)
        for together in zip_longest(*(faults for device, faults in FAULTS.items() if device != LINE))
    ),
    *((one,) for one in FAULTS[LINE]),
]
"""One fault of each device at the same time: what is said of one must not hide what is said of another. The line alone,
because the rest of a visit depends on it."""

ALL: list[Struck] = [(faults, walk) for faults in TOGETHER for walk in WALKS]
SOME: list[Struck] = [
    (faults, walk)
    for at, faults in enumerate(TOGETHER)
    for number, walk in enumerate(WALKS)
    if (at + number) % 3 == 0
]
"""Every fault in a third of the phases, every phase with a third of the faults."""


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    with pytest.MonkeyPatch.context() as patch:
        # Nobody waits here for the slow looks at a machine at rest, nor for the long rounds of a key.
        for pace in ("REST_POLL_S", "QUIET_POLL_S", "QUIET_LINE_POLL_S"):
            patch.setattr(f"kiosk.devices.{pace}", 1.0)
        patch.setattr("kiosk.rounds.ROUND_S", 1.0)
        town = Town(DESKS)
        yield town
        town.close()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_faults_of_every_device_in_every_phase_of_a_visit(
    town: Town, record_property: Callable[[str, object], None]
) -> None:
    _hold(town, SOME, record_property)


@pytest.mark.torture
@pytest.mark.timeout(600)
def test_every_fault_of_every_device_in_every_phase_of_a_visit(
    town: Town, record_property: Callable[[str, object], None]
) -> None:
    _hold(town, ALL, record_property)


def _hold(town: Town, visits: list[Struck], record_property: Callable[[str, object], None]) -> None:
    free: SimpleQueue[Desk] = SimpleQueue()
    for desk in town.desks:
        free.put(desk)
    cells: dict[Fault, dict[str, str]] = {one: {} for faults, _ in visits for one in faults}

    def visit(faults: tuple[Fault, ...], walk: Walk) -> None:
        desk = free.get()
        try:
            for fault, found in _visit(desk, faults, walk).items():
                cells[fault] |= found
        finally:
            free.put(desk)

    # Side by side: a visit with a fault consists of waiting.
    with ThreadPoolExecutor(DESKS) as side_by_side:
        ended = [side_by_side.submit(visit, *one) for one in visits]
    for fault, found in sorted(cells.items(), key=lambda one: str(one[0])):
        in_order = {phase: found.get(phase, "") for phase in PHASES}
        record_property("fault of a visit", [fault.device, fault.name, in_order])
    wrong = [bug for one in ended if isinstance(bug := one.exception(), Exception)]
    if wrong:
        raise ExceptionGroup("visits that went wrong", wrong)
    assert {phase for found in cells.values() for phase in found} == set(PHASES)


def _visit(desk: Desk, faults: tuple[Fault, ...], walk: Walk) -> dict[Fault, dict[str, str]]:
    """One visit, or the part of one that `walk` is; afterwards the terminal is as it was."""
    desk.until("a terminal that is well", lambda: desk.page == "attract" and desk.all_well())
    before, waited, shown = desk.cases(), len(desk.watch.waits), len(desk.shown)
    visit = StruckVisit(desk, faults)
    try:
        walk(visit)
        desk.until("nothing left to send", lambda: desk.terminal.cache.waiting() == 0)
    except Exception as bug:
        bug.add_note(f"struck by {', '.join(map(str, faults))}; so far {visit.cells}")
        _tidy(desk, faults)
        raise
    for view in desk.shown[shown:]:
        checked(view)
    new = [number for number in desk.cases() if number not in before]
    assert len(new) == len(set(new)), "a case came twice to the hub"
    told = {view.body.number for view in desk.shown[shown:] if isinstance(view.body, ResultBody)}
    assert set(new) == told, "the hub has another case than the resident was told of"
    assert desk.watch.waits[waited:] == [], "the UI thread waited"
    assert not desk.loop.bugs, desk.loop.bugs
    return visit.cells


def _tidy(desk: Desk, faults: tuple[Fault, ...]) -> None:
    """After a failure: so that the next visit is not blamed for it."""
    for one in faults:
        one.mend(desk.hand(one.device))
    desk.proxy.heal()
    desk.hand("id_card_reader").reader.remove_card()
    desk.disarm()
    desk.leave()


# --- what the proof stands on --------------------------------------------------------------------------------------


def test_every_fault_has_its_place_in_the_table() -> None:
    wanted = {one for faults in FAULTS.values() for one in faults}
    assert {one for faults, _ in SOME for one in faults} == wanted
    assert {one for faults, _ in ALL for one in faults} == wanted
    assert {walk for _, walk in SOME} == set(WALKS)


WAITS: dict[str, Callable[[], Any]] = {
    "sleep": lambda: time.sleep(0.001),
    "socket": lambda: socket.create_connection(("127.0.0.1", 1)),
    "event": lambda: threading.Event().wait(0.001),
    "future": lambda: Future[None]().result(0.001),
    "lock": lambda: threading.Lock().acquire(),
    "thread": lambda: threading.current_thread().join(0.001),
}


@pytest.mark.parametrize("wait", WAITS)
def test_a_ui_thread_that_waits_is_found_out(wait: str) -> None:
    """A search that cannot find would prove nothing."""
    loop = Loop()
    watch = UiWatch(loop)
    watch.begin()
    loop.do(lambda: None)
    assert watch.waits == []
    with suppress(OSError, TimeoutError, RuntimeError):
        loop.do(WAITS[wait])
    watch.end()
    loop.stop()
    assert watch.waits
