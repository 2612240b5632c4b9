"""What is asked of a device in rounds: told once each, out of the way of other commands, again after a failure, silent
after the end. The device is the help key's simulator behind a serial server.
"""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Any

import pytest

from drivers.delays import Delays
from drivers.device import DeviceClass
from drivers.registry import factory
from drivers.simulators.bench import Bench
from drivers.simulators.help_key.stand import HelpKeyStand
from drivers.supervisor import Supervisor
from kiosk.rounds import ROUND_S, Rounds
from outcome import Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

WAIT_S = 0.8 * ROUND_S
"""Whatever waits for the end of a round takes longer."""
DELAYS = Delays(rest_poll_interval_s=1000.0, backoff_first_s=0.05, backoff_most_s=0.1)


class Desk:
    """The key, asked in rounds, and what was told."""

    def __init__(self) -> None:
        self.stand = HelpKeyStand()
        self.bench = Bench((self.stand,))
        self.bench.plug()
        made = factory(DeviceClass.HELP_KEY, {"driver": "contact", **self.stand.options()["contact"]})
        assert isinstance(made, Ok)
        self.usable: queue.Queue[bool] = queue.Queue()
        self.told: queue.Queue[Outcome[None]] = queue.Queue()
        self.asked: queue.Queue[None] = queue.Queue()
        self.device: Supervisor[Any] = Supervisor(made.value, DeviceClass.HELP_KEY, self._published, DELAYS)
        self.rounds = Rounds(self.device, "wait_for_press", self._ask, self.told.put)
        self.device.start()
        self.becomes(usable=True)

    def _published(self, _: DeviceClass, status: Any) -> None:
        self.rounds.device_is(usable=status.usable)
        self.usable.put(status.usable)

    def _ask(self, device: Any, cancel: threading.Event, wait_s: float) -> Outcome[None]:
        self.asked.put(None)
        return device.wait_for_press(cancel, wait_s)

    def becomes(self, *, usable: bool) -> None:
        while self.usable.get(timeout=WAIT_S) is not usable:
            """It is on its way."""

    def begin(self) -> None:
        self.rounds.start()
        self.asked.get(timeout=WAIT_S)

    def look(self) -> Outcome[None]:
        """Asks the serial server itself: what it had told before is known then."""
        answers: queue.Queue[Outcome[None]] = queue.Queue()

        def poll(device: Any) -> Outcome[None]:
            device.poll()
            return Ok(None)

        self.device.submit("look", poll, WAIT_S, answers.put)
        return answers.get(timeout=WAIT_S)

    def press(self) -> None:
        self.stand.key.set(closed=True)

    def let_go(self) -> None:
        self.stand.key.set(closed=False)
        assert self.look() == Ok(None), "seen by the driver: the next press is another one"


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.rounds.stop()
    assert made.device.stop(WAIT_S), "a round that waits ends at once"
    made.bench.close()


def test_each_press_is_told_once(desk: Desk) -> None:
    desk.begin()
    for _ in range(3):
        desk.press()
        assert desk.told.get(timeout=WAIT_S) == Ok(None)
        desk.let_go()
    assert desk.told.empty()


def test_another_command_does_not_wait_for_the_round(desk: Desk) -> None:
    desk.begin()
    for _ in range(5):
        assert desk.look() == Ok(None)
    desk.press()
    assert desk.told.get(timeout=WAIT_S) == Ok(None), "and the rounds go on after it"
    assert desk.told.empty(), "a round that gave way is nothing to tell"


def test_a_command_that_came_before_the_round_goes_first(desk: Desk) -> None:
    """Both wait behind a third: the one that gives way is taken up last, whatever the order of asking."""
    order: queue.Queue[str] = queue.Queue()
    go_on, begun = threading.Event(), threading.Event()

    def hold(_: Any) -> Outcome[None]:
        begun.set()
        go_on.wait(WAIT_S)
        return Ok(None)

    def noted(name: str) -> Any:
        def note(_: Any) -> Outcome[None]:
            order.put(name)
            return Ok(None)

        return note

    desk.device.submit("hold", hold, WAIT_S, lambda _: None)
    assert begun.wait(WAIT_S)
    desk.device.submit("wait", noted("wait"), WAIT_S, lambda _: None, gives_way=True)
    desk.device.submit("work", noted("work"), WAIT_S, lambda _: None)
    go_on.set()
    assert [order.get(timeout=WAIT_S) for _ in range(2)] == ["work", "wait"]


def test_a_device_that_comes_back_is_asked_again(desk: Desk) -> None:
    desk.begin()
    desk.bench.verbs()["unplug"].do("help_key")
    failure = desk.told.get(timeout=WAIT_S)
    assert failure.code == "disconnected", "the line's end was heard in the middle of a round"
    desk.becomes(usable=False)
    desk.bench.verbs()["plug"].do("help_key")
    desk.becomes(usable=True)
    while not desk.asked.empty():
        desk.asked.get()
    desk.press()
    while desk.told.get(timeout=WAIT_S) != Ok(None):
        """A round that was asked for too early."""


def test_nothing_is_told_after_the_end(desk: Desk) -> None:
    desk.begin()
    desk.rounds.stop()
    desk.press()
    assert desk.look() == Ok(None), "the device itself goes on"
    desk.rounds.device_is(usable=True)
    assert desk.look() == Ok(None)
    assert desk.told.empty()
    assert desk.asked.empty(), "and nothing is asked any more"
