"""A simulated lock board on its real wire, a store on disk, and the desk between them, as a terminal has them."""

from __future__ import annotations

import queue
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from contract.delivery import BoxDuties, BoxDuty
from contract.pickup_code import check_digit, verifier
from drivers.device import DeviceClass
from drivers.simulators.locker.stand import LockerStand
from kiosk.devices import Devices
from kiosk.locker import LockerDesk, Pace
from offline_cache import FileKeyHome, OfflineCache
from outcome import Ok
from visit.effects import BoxEmpty, OpenBox, SettleBox
from visit.events import BoxOpened, BoxRefused, BoxSettled, BoxShut, DeviceChanged

SALT = b"t" * 16
WITHIN_S = 20.0
QUICK = {"pulse_s": 0.05, "answer_timeout_s": 0.15, "boxes": 4}
TERMINAL = "QH0001"
NOTED = "noted"
"""There is something that the hub should hear."""


def code(number: int) -> str:
    body = f"{number:07d}"
    return body + check_digit(body)


PUT, PICK, BACK = code(1111111), code(2222222), code(3333333)
WRONG = code(9999999)


def told(*, back: bool = False, box: int = 0, number: int = 1) -> BoxDuty:
    """Of one result; the codes of the first are `PUT`, `PICK` and `BACK`."""
    codes = (PUT, PICK, BACK) if number == 1 else (code(number * 10 + one) for one in range(3))
    put_in, pick_up, take_back = (verifier(one, SALT) for one in codes)
    return BoxDuty(
        delivery=UUID(int=number),
        case_number=f"QH0001-20261122-{number:04d}",
        item_zh="居住证",
        item_en="Residence permit",
        put_in=put_in,
        put_in_until=datetime.now(UTC) + timedelta(hours=1),
        pick_up=pick_up,
        keep_days=7,
        take_back=take_back if back else b"",
        box=box,
    )


class Corner:
    """`go_on` begins the program anew over the same disk and the same doors."""

    def __init__(self, folder):
        self.folder = folder
        self.stand = LockerStand(folder)
        for wire in self.stand.wires:
            wire.plug()
        self.keys = FileKeyHome.open(folder / "keys").value
        self._begin()

    @property
    def doors(self):
        return self.stand.doors

    @property
    def store(self):
        return self.cache.for_locker

    def _begin(self):
        self.news = queue.Queue()
        opened = OfflineCache.open(
            self.folder / "cache",
            TERMINAL,
            self.keys,
            now=lambda: datetime.now(UTC),
            low_water=1 << 20,
            ballast=1 << 20,
        )
        assert isinstance(opened, Ok), opened
        self.cache = opened.value
        table = {"driver": "cu48", **self.stand.options()["cu48"], **QUICK}
        self.devices = Devices({DeviceClass.LOCKER: table}, self.news.put)
        pace = Pace(look=0.05, look_late=0.05, left_open=0.3)
        news = self.news
        self.desk = LockerDesk(self.devices, self.store, news.put, lambda: news.put(NOTED), pace)
        self.desk.start()
        self.devices.start()
        self.until(lambda event: isinstance(event, DeviceChanged) and event.health.usable)

    def _end(self):
        self.desk.stop()
        self.devices.stop()
        self.cache.close()

    def go_on(self):
        self._end()
        self._begin()

    def close(self):
        self._end()
        self.stand.close()
        for wire in self.stand.wires:
            wire.unplug()

    # --- what happens --------------------------------------------------------------------------

    def hub_tells(self, *duties):
        assert self.store.keep(BoxDuties(salt=SALT, duties=duties)).result(10) == Ok(None)

    def until(self, wanted):
        while not wanted(event := self.news.get(timeout=WITHIN_S)):
            pass
        return event

    def types(self, text):
        """`BoxOpened` or `BoxRefused`."""
        job = uuid4()
        self.desk.open_box(OpenBox(job, text))
        return self.until(lambda one: isinstance(one, BoxOpened | BoxRefused) and one.job == job)

    def push_shut(self, opened):
        self.doors.open.discard(opened.box)
        return self.until(lambda one: isinstance(one, BoxShut) and one.job == opened.job)

    def settle(self, opened, *, inside=True):
        self.desk.settle(SettleBox(opened.job, inside))
        return self.until(lambda one: isinstance(one, BoxSettled) and one.job == opened.job)

    def says_empty(self, opened):
        self.desk.say_empty(BoxEmpty(opened.job))

    def put_in(self):
        """Staff put the first result in; the number of its box."""
        opened = self.types(PUT)
        assert isinstance(opened, BoxOpened), opened
        self.push_shut(opened)
        assert self.settle(opened).code == ""
        return opened.box

    def events(self):
        return [(one.event.value, one.box) for one in self.store.reports().result(10).value]
