"""What a resident reads within seconds while a card is waited for: of the reader's state, of a card pulled away, of one
that is no ID card."""

from __future__ import annotations

import threading
import time

import pytest

from drivers.device import DeviceClass
from drivers.id_card_reader import frame
from drivers.registry import factory
from drivers.simulators.card_faces import load_residents
from drivers.simulators.id_card_reader.sam_reader import SamReader
from drivers.simulators.wires import PtyWire
from drivers.supervisor import Supervisor
from kiosk.card_reading import ID_CARD, ROUND_S, CardReading
from kiosk.config import ROOT
from kiosk.devices import _delays
from outcome import Ok
from visit.events import CardRead, CardTrouble

SOON_S = 3.0
"""Two seconds are wanted; the third is for a busy machine."""
DOWN = "读卡器现在不能用"
MOVED = "卡动了，请放平别动"
UNKNOWN = "这张卡读不了，请放身份证或呼叫帮办"


def waiting(rig):
    rig.walk("identify")
    rig.sees("等待放卡")


def ready(rig):
    rig.sees("把身份证平放在读卡区", "等待放卡", seconds=SOON_S)


def reads(rig):
    rig.dock("insert-card", "li")
    rig.sees("读到了")


@pytest.mark.parametrize(
    "fault",
    [("fail-repeatedly", "60"), ("fail-repeatedly", "66"), ("fail-repeatedly", "checksum"), ("go-awol",)],
)
def test_a_reader_that_fails_while_a_card_is_waited_for_is_told_and_seen_to_be_well_again(rig, fault):
    verb, *code = fault
    waiting(rig)
    for _ in range(2):
        rig.dock(verb, "id_card_reader", *code)
        rig.sees(DOWN, seconds=SOON_S)
        rig.dock("clear", "id_card_reader")
        ready(rig)
    reads(rig)


def test_a_reader_that_fails_for_one_look_is_told_well_again(rig):
    """The fault is over before anybody asks a second time: the page must not keep saying that the reader is down."""
    waiting(rig)
    for _ in range(3):
        rig.dock("fail-next", "id_card_reader", "60")
        rig.until("the fault to be used up", lambda: not rig.dock("state")["id_card_reader"]["faults"])
        rig.until("the reader to be ready", lambda: DOWN not in rig.words(), SOON_S)
    reads(rig)


def test_a_reader_unplugged_while_a_card_is_waited_for_is_told_and_seen_when_it_comes_back(rig):
    waiting(rig)
    for _ in range(2):
        rig.dock("unplug", "id_card_reader")
        rig.sees(DOWN, seconds=SOON_S)
        rig.dock("plug", "id_card_reader")
        ready(rig)
    reads(rig)


@pytest.mark.parametrize("step", ["select", "read"])
def test_the_first_time_a_card_is_pulled_away_is_told_and_reading_goes_on_by_itself(rig, step):
    waiting(rig)
    rig.dock("pull-card", step)
    rig.dock("insert-card", "li")
    rig.sees(MOVED, seconds=SOON_S)
    assert rig.touchable("next") is None
    reads(rig)


def test_a_card_that_is_no_id_card_is_told_in_one_sentence_and_an_id_card_after_it_is_read(rig):
    waiting(rig)
    rig.dock("insert-wrong-card")
    rig.sees(UNKNOWN, seconds=SOON_S)
    assert rig.touchable("no_card") is not None, "a person can be called"
    rig.dock("insert-card", "li")
    rig.sees("读到了")


def test_a_page_left_while_the_reader_waits_takes_no_card_with_it(rig):
    waiting(rig)
    rig.press("back")
    rig.on("consent")
    rig.dock("insert-card", "li")
    rig.until("the card to be seen", lambda: rig.terminal.mailbox.state.machine.card_present)
    assert rig.terminal.mailbox.state.here.applicant is None
    rig.dock("remove-card")


# --- the wire, listened to -------------------------------------------------------------------------


class Ear:
    """A wire's far end that notices when a command comes before the last one was answered."""

    def __init__(self, simulator):
        self._simulator = simulator
        self._open = 0
        self._changed = threading.Condition()
        self.most = 0
        self.looks = 0

    def receive(self, data, reply):
        with self._changed:
            self._open += data.count(frame.PREAMBLE)
            self.looks += data.count(frame.wrap(bytes(frame.SAM_STATUS)))
            self.most = max(self.most, self._open)
            self._changed.notify_all()

        def answered(out):
            self._open -= 1
            reply(out)

        self._simulator.receive(data, answered)

    def hears_looks(self, more):
        """Wait until the reader's state was asked for so many times more."""
        with self._changed:
            wanted = self.looks + more
            assert self._changed.wait_for(lambda: self.looks >= wanted, 10)


class Posted:
    """What a reading tells the visit."""

    def __init__(self):
        self.events = []
        self.changed = threading.Condition()

    def __call__(self, *event):
        with self.changed:
            self.events.append(event[-1])
            self.changed.notify_all()

    def until(self, condition, seconds=10.0):
        with self.changed:
            assert self.changed.wait_for(lambda: any(map(condition, self.events)), seconds), self.events


@pytest.fixture
def reader(tmp_path):
    """A supervised reader of our own, the ear at its wire, and its posted statuses."""
    simulator = SamReader(load_residents(ROOT / "demo" / "residents.yaml"))
    ear = Ear(simulator)
    wire = PtyWire(tmp_path / "id-card", ear.receive)
    wire.plug()
    made = factory(DeviceClass.ID_CARD_READER, {"driver": "sam_serial", "port": wire.address})
    assert isinstance(made, Ok)
    told = Posted()
    supervisor = Supervisor(made.value, DeviceClass.ID_CARD_READER, told, _delays(DeviceClass.ID_CARD_READER))
    supervisor.claim()
    supervisor.start()
    told.until(lambda status: status.usable)
    yield supervisor, simulator, ear, told
    assert supervisor.stop(5)
    wire.unplug()


def test_never_two_commands_on_the_wire_and_looks_go_on_between_the_rounds(reader):
    supervisor, simulator, ear, _ = reader
    news = Posted()
    reading = CardReading(supervisor, news, ID_CARD)
    reading.start()
    ear.hears_looks(2)
    assert news.events == []
    simulator.insert_card("li")
    news.until(lambda event: isinstance(event, CardRead))
    assert len(news.events) == 1
    assert ear.most == 1


def test_a_reading_that_is_stopped_leaves_the_reader_free_at_once_and_says_nothing(reader):
    supervisor, simulator, _, _ = reader
    news, free = Posted(), threading.Event()
    for _ in range(5):
        reading = CardReading(supervisor, news, ID_CARD)
        reading.start()
        reading.stop()
        reading.stop()
    simulator.insert_card("li")
    began = time.monotonic()
    supervisor.submit("after it", lambda _: Ok(None), 5, lambda _: free.set())
    assert free.wait(5)
    assert time.monotonic() - began < ROUND_S * 0.8, "not at the end of a round"
    assert news.events == []


def test_a_reading_with_a_reader_that_is_away_ends_with_what_is_wrong(reader):
    supervisor, simulator, _, told = reader
    simulator.faults.go_awol()
    told.until(lambda status: status.code == "no_answer")
    news = Posted()
    CardReading(supervisor, news, ID_CARD).start()
    news.until(lambda event: event == CardTrouble("no_answer", "site_keeper"))
    simulator.faults.clear()
