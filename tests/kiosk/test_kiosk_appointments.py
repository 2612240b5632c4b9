"""A ticket from the guide to the outlet, through a real terminal, hub and reader of codes."""

from __future__ import annotations

import queue
import time
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from kiosk_bench import LICENCE

from contract import wire
from contract.appointment import Ticket, number_from, read_code
from contract.civil_time import CIVIL
from drivers.device import DeviceClass
from drivers.simulators.barcode_reader.stand import BarcodeReaderStand
from drivers.simulators.bench import Bench
from kiosk.code_reading import SAME_CODE_S, CodeReading
from kiosk.devices import Devices
from visit.events import CodeScanned, DeviceChanged, Event
from visit.views import ListBody, ResultBody, Tile, buttons_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT_S = 15.0
PHONE = "10000000001"


class Scanner:
    """A reader of codes, what shows it codes, and what was posted."""

    def __init__(self, folder: Path) -> None:
        self.stand = BarcodeReaderStand(folder)
        self.bench = Bench((self.stand,))
        self.bench.plug()
        self.news: queue.Queue[Event] = queue.Queue()
        table = {"driver": "serial", **self.stand.options()["serial"]}
        self.devices = Devices({DeviceClass.BARCODE_READER: table}, self.news.put)
        self.devices.start()
        self.next(DeviceChanged, lambda one: one.health.usable)

    def next(self, kind, such=lambda _: True):
        end = time.monotonic() + WAIT_S
        while True:
            one = self.news.get(timeout=max(0.01, end - time.monotonic()))
            if isinstance(one, kind) and such(one):
                return one

    def close(self) -> None:
        self.devices.stop()
        self.bench.close()


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[Scanner]:
    made = Scanner(tmp_path)
    yield made
    made.close()


def test_codes_are_told_one_after_the_other(scanner: Scanner) -> None:
    scanner.devices.listen_for_codes()
    scanner.devices.listen_for_codes()
    for code in ("T1:FIRST", "T1:SECOND"):
        scanner.stand.hold(code)
        assert scanner.next(CodeScanned).text == code, "held all the time, and told once"


def test_after_it_stopped_nothing_is_told(scanner: Scanner) -> None:
    scanner.devices.listen_for_codes()
    scanner.stand.hold("T1:BEFORE")
    scanner.next(CodeScanned)
    scanner.devices.stop_listening()
    scanner.stand.hold("T1:LATE")
    scanner.devices.listen_for_codes()
    assert scanner.next(CodeScanned).text == "T1:LATE", "the first that a new listening hears"


def test_a_reader_that_was_away_is_listened_to_again(scanner: Scanner) -> None:
    scanner.devices.listen_for_codes()
    scanner.bench.verbs()["unplug"].do("barcode_reader")
    scanner.next(DeviceChanged, lambda one: not one.health.usable)
    scanner.bench.verbs()["plug"].do("barcode_reader")
    scanner.next(DeviceChanged, lambda one: one.health.usable)
    scanner.stand.hold("T1:BACK")
    assert scanner.next(CodeScanned).text == "T1:BACK"


def test_the_same_code_counts_anew_after_a_while(scanner: Scanner) -> None:
    now = [0.0]
    reading = CodeReading(
        scanner.devices._supervisors[DeviceClass.BARCODE_READER], lambda _: None, lambda: now[0]
    )
    assert [reading._is_new(b"a"), reading._is_new(b"a"), reading._is_new(b"b")] == [True, False, True]
    now[0] += SAME_CODE_S
    assert reading._is_new(b"b")


# --- with a hub ----------------------------------------------------------------------------------


def last_free(rig) -> str:
    """The last line on this page that can be chosen now: of the days never today."""
    assert isinstance(rig.view.body, ListBody)
    tiles = [one for one in buttons_of(rig.view.body) if isinstance(one, Tile)]
    return [one.id for one in tiles if not one.reason and one.id != "own"][-1]


def to_phone(rig) -> None:
    rig.walk("guide", item=LICENCE)
    rig.go("appointment", "appoint")
    for heading in ("去哪里办", "哪一天去", "几点去"):
        rig.sees(heading)
        rig.press(last_free(rig))
    rig.on("appoint_who")
    rig._identify("li")
    rig.on("appoint_phone")
    for digit in PHONE:
        rig.press(f"key:{digit}")
    rig.until("the number", lambda: rig.view.body.questions[0].shown.replace(" ", "") == PHONE)


def test_from_the_guide_to_a_ticket_and_back(rig):
    to_phone(rig)
    rig.go("next", "appointment")
    rig.until("the hub's word", lambda: isinstance(rig.view.body, ResultBody))
    body = rig.view.body
    rig.sees("约好了", "打好了，请取走")
    signed = read_code(body.qr)
    assert signed is not None
    assert signed.is_of(rig.terminal.cache.papers.hub_key)
    assert signed.ticket.starts_at.tzinfo is CIVIL
    rig.leave()
    rig.terminal.post(CodeScanned(body.qr))
    rig.on("ticket_shown")
    rig.sees("您约了", "不是今天")
    rig.leave()
    rig.press("begin")
    rig.go("code", "code")
    rig.go("own", "appoint_who")
    rig._identify("li")
    rig.on("appointments")
    rig.press(body.number.replace(" ", ""))
    rig.on("appointment")
    rig.press("cancel")
    rig.sees("要取消吗")
    rig.press("cancel")
    rig.sees("已经取消")
    rig.leave()
    rig.terminal.post(CodeScanned(body.qr))
    rig.sees("已经取消了")


def test_an_answer_that_was_lost_is_no_second_ticket(rig):
    """The hub has booked, and the terminal never heard of it."""
    to_phone(rig)
    rig.proxy.order(wire.APPOINTMENTS, "lost", times=1)
    rig.go("next", "appointment")
    rig.sees("不知道约上没有")
    rig.press("again")
    rig.until("the hub's word", lambda: isinstance(rig.view.body, ResultBody))
    number = rig.view.body.number
    rig.press("cancel")
    rig.sees("要取消吗")
    rig.press("cancel")
    rig.sees("已经取消", number)
    rig.leave()
    rig.press("begin")
    rig.go("code", "code")
    rig.go("own", "appoint_who")
    rig._identify("li")
    rig.sees("您现在没有预约")


def test_with_no_hub_it_says_so_and_a_forged_ticket_is_still_known(rig):
    rig.walk("guide", item=LICENCE)
    rig.proxy.order(wire.APPOINTMENTS, "error")
    rig.press("appointment")
    rig.sees("网络断了，现在约不了")
    rig.leave()
    forged = Ticket(number_from(1), LICENCE, "hall-qinghe", datetime(2026, 11, 24, 9, tzinfo=CIVIL), 30)
    rig.terminal.post(CodeScanned(forged.code(lambda _: bytes(64))))
    rig.sees("这不是我们中心发的")
