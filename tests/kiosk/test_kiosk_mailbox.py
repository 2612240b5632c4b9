"""The one mailbox: order, one picture a drain, one timer, and nothing lost between threads."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from kiosk_loop import HeldLoop, Loop
from product_items import product_items

from catalogue.model import Text
from catalogue.realm import Realm
from kiosk.mailbox import MINUTE_S, Mailbox
from visit.effects import ClaimDevices, Note, Wipe
from visit.events import AskExit, Begin, DeviceChanged, GoBack, LineChanged, SetLanguage, TimePassed, Wiped
from visit.held.delays import Delays
from visit.held.device_health import DeviceHealth
from visit.held.machine import Machine, Place
from visit.held.page import Page
from visit.state import State

WAIT_S = 20.0


@pytest.fixture(scope="module")
def items():
    return product_items()


def machine(items, **delays):
    place = Place("QH0001", Text(zh="服务中心", en="Centre"), "100-0099-0000", "0.1.0")
    return Machine(
        place, items, watched=("id_card_reader",), realm=Realm.DEMO, simulated=True, delays=Delays(**delays)
    )


READY = (
    LineChanged(up=True),
    DeviceChanged(DeviceHealth("receipt_printer", usable=True, state="online")),
    DeviceChanged(DeviceHealth("id_card_reader", usable=True, state="online")),
)


class Bench:
    def __init__(self, items, loop=None, **delays):
        self.loop = loop or HeldLoop()
        self.done, self.shown = [], []
        self.mailbox = Mailbox(
            State(machine(items, **delays)),
            carry_out=self.done.append,
            show=self.shown.append,
            scheduler=self.loop,
            clock_trusted=lambda: True,
        )

    def post(self, *events):
        for event in events:
            self.mailbox.post(event)

    @property
    def page(self):
        return self.mailbox.state.page


@pytest.fixture
def bench(items):
    bench = Bench(items)
    bench.post(*READY)
    bench.loop.turn()
    assert bench.page is Page.ATTRACT
    bench.done.clear()
    bench.shown.clear()
    return bench


def test_nothing_happens_before_the_ui_thread_turns(bench):
    bench.post(Begin())
    assert bench.page is Page.ATTRACT
    bench.loop.turn()
    assert bench.page is Page.HOME


def test_events_are_taken_in_order_and_shown_once(bench):
    bench.post(SetLanguage("en"), Begin(), SetLanguage("zh"), SetLanguage("en"))
    assert len(bench.loop.now) == 1, "one call to the UI thread, however many events"
    bench.loop.turn()
    assert [view.page for view in bench.shown] == ["home"]
    assert bench.shown[0].chrome.heading != "政务服务自助终端", "the last language holds"
    assert bench.mailbox.shown == bench.shown[0]


def test_an_unchanged_picture_is_not_shown_again(bench):
    bench.post(Begin())
    bench.loop.turn()
    bench.post(LineChanged(up=True))
    bench.loop.turn()
    assert len(bench.shown) == 1


def test_effects_are_carried_out_in_order(bench):
    bench.post(Begin(), AskExit())
    bench.loop.turn()
    kinds = [type(one) for one in bench.done]
    assert kinds[0] is ClaimDevices
    assert kinds.index(ClaimDevices) < kinds.index(Wipe)


def test_an_event_from_an_effect_is_taken_in_the_same_drain(items):
    bench = Bench(items)

    def carry_out(effect):
        if isinstance(effect, Wipe):
            bench.mailbox.post(Wiped())

    bench.mailbox._carry_out = carry_out
    bench.post(*READY, Begin(), AskExit())
    bench.loop.turn()
    assert bench.mailbox.state.wiped
    assert len(bench.shown) == 1


def test_a_cleared_screen_is_shown_the_same_view_again(bench):
    bench.post(TimePassed())
    bench.loop.turn()
    assert bench.shown == []
    bench.mailbox.cleared()
    bench.post(Wiped())
    bench.loop.turn()
    assert [one.page for one in bench.shown] == ["attract"]


def test_an_event_posted_while_the_picture_is_drawn_is_not_forgotten(items):
    bench = Bench(items)

    def show(view):
        bench.shown.append(view)
        if view.page == "attract":
            bench.mailbox.post(Begin())

    bench.mailbox._show = show
    bench.post(*READY)
    bench.loop.turn()
    bench.loop.turn()
    assert [view.page for view in bench.shown] == ["attract", "home"]


def test_one_timer_stands_for_the_next_deadline(items):
    bench = Bench(items, starting_s=5.0)
    bench.mailbox.start()
    bench.loop.turn()
    ((seconds, due),) = bench.loop.timers
    assert 0 < seconds <= 5.0
    bench.post(LineChanged(up=False))
    bench.loop.turn()
    assert len(bench.loop.timers) == 1, "the old timer was taken back"
    due()
    assert len(bench.loop.now) == 1, "it posts an event and decides nothing by itself"


def test_a_far_deadline_still_wakes_for_the_clock_on_the_screen(items):
    bench = Bench(items, starting_s=3600.0)
    bench.mailbox.start()
    bench.loop.turn()
    ((seconds, _),) = bench.loop.timers
    assert 0 <= seconds <= MINUTE_S


def test_a_deadline_in_the_past_is_acted_on_at_once(items):
    bench = Bench(items, starting_s=1e-6)
    bench.mailbox.start()
    bench.loop.turn()
    assert bench.page is Page.OUT_OF_SERVICE, "no device told anything in time"


def test_after_stop_nothing_is_due_and_nothing_waits(bench):
    bench.post(Begin())
    bench.mailbox.stop()
    assert not bench.loop.timers
    bench.loop.turn()
    assert bench.page is Page.ATTRACT


def test_every_event_gets_a_fresh_id_and_a_time(bench, monkeypatch):
    seen = []
    monkeypatch.setattr("kiosk.mailbox.step", lambda state, stamped: (seen.append(stamped), (state, ()))[1])
    bench.post(TimePassed(), GoBack(), TimePassed())
    bench.loop.turn()
    assert len({one.fresh_id for one in seen}) == 3
    assert all(isinstance(one.fresh_id, UUID) for one in seen)
    assert all(one.wall.utcoffset() == timedelta(hours=8) for one in seen), (
        "whatever zone the machine is set to"
    )
    assert [one.at for one in seen] == sorted(one.at for one in seen)


def test_many_threads_lose_nothing_and_keep_their_order(items):
    threads, each = 8, 400
    loop = Loop()
    bench = Bench(items, loop)
    taken: dict[int, list[int]] = {number: [] for number in range(threads)}
    missing = threading.Semaphore(0)

    def carry_out(effect):
        if isinstance(effect, Note) and effect.code == "count":
            thread, number = effect.detail.split()
            taken[int(thread)].append(int(number))
            missing.release()

    real = bench.mailbox._take

    def take(event):
        if isinstance(event, DeviceChanged):
            carry_out(Note("count", event.health.code))
        real(event)

    bench.mailbox._take = take

    def send(thread):
        for number in range(each):
            bench.mailbox.post(
                DeviceChanged(DeviceHealth("camera", usable=True, state="online", code=f"{thread} {number}"))
            )

    senders = [threading.Thread(target=send, args=(number,)) for number in range(threads)]
    try:
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join(WAIT_S)
        assert all(missing.acquire(timeout=WAIT_S) for _ in range(threads * each)), "an event was lost"
    finally:
        bench.mailbox.stop()
        loop.stop()
    assert all(numbers == list(range(each)) for numbers in taken.values())
    assert not loop.bugs
