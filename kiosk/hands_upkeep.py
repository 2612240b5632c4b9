"""What staff ask for on the maintenance pages: to be let in, numbers of the store, test prints, a device anew."""

from __future__ import annotations

import io
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from drivers.device import DeviceClass
from drivers.document_printer import Document as Sheets
from drivers.receipt_printer.job import Cut, Feed, PrintJob, Rule, Text
from kiosk import closure_file
from offline_cache.audit import AuditEvent
from outcome import Failure, Outcome
from visit.events import ActDone, StaffAdmitted, StaffRefused, StoreTold
from visit.held.upkeep import Act, StoreFacts
from wording import say
from wording.languages import CHINESE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from kiosk.devices import Devices
    from kiosk.staff_door import StaffDoor
    from offline_cache.store import OfflineCache
    from visit import effects as do
    from visit.events import Event

log = logging.getLogger("bangban.kiosk")


class UpkeepHands:
    """All methods are called on the UI thread and return at once; what takes time is done by a worker."""

    def __init__(  # noqa: PLR0917 - what it works on
        self,
        devices: Devices,
        cache: OfflineCache,
        data: Path,
        door: StaffDoor,
        heard_at: Callable[[], datetime | None],
        restart: Callable[[], object],
        post: Callable[[Event], None],
    ) -> None:
        """`heard_at`: when the hub last answered; `restart` ends the program, which systemd starts again."""
        self._devices = devices
        self._cache = cache
        self._data = data
        self._door = door
        self._heard_at = heard_at
        self._restart = restart
        self._workers = ThreadPoolExecutor(1, "upkeep")
        self._post = post

    def stop(self) -> None:
        self._workers.shutdown(wait=False, cancel_futures=True)

    def check_pass(self, order: do.CheckStaffPass) -> None:
        self._workers.submit(lambda: self._tell(order.order, self._door.try_pass(order.text)))

    def check_pin(self, order: do.CheckStaffPin) -> None:
        self._workers.submit(lambda: self._tell(order.order, self._door.try_pin(order.pin)))

    def note(self, order: do.NoteStaff) -> None:
        event = AuditEvent.STAFF_ENTERED if order.entered else AuditEvent.STAFF_LEFT
        self._cache.record(event, order.staff)

    def look(self, order: do.LookAtStore) -> None:
        self._workers.submit(self._look, order.order)

    def _look(self, order: UUID) -> None:
        facts = StoreFacts(self._cache.waiting(), self._cache.aside_count(), self._heard_at())
        self._post(StoreTold(order, facts))

    def keep(self, order: do.KeepClosure) -> None:
        log.warning("the terminal is %s service", "out of" if order.closure is not None else "back in")
        self._workers.submit(closure_file.write, self._data, order.closure)

    def act(self, order: do.DoUpkeep) -> None:
        log.info("staff asked for %s %s", order.act, order.device)
        done = self._done(order.order)
        if order.act is Act.TEST_RECEIPT:
            self._devices.print_slip(_receipt(), done)
        elif order.act is Act.TEST_SHEET:
            self._workers.submit(lambda: self._devices.print_document(Sheets("test", _sheet()), done))
        elif order.act is Act.RELOAD:
            self._devices.reload(DeviceClass(order.device), done)
        else:
            self._post(ActDone(order.order))
            self._restart()

    def _tell(self, order: UUID, found: Outcome[str]) -> None:
        if not isinstance(found, Failure):
            self._post(StaffAdmitted(order, found.value))
            return
        if found.code in {"wrong", "used", "locked"}:
            self._cache.record(AuditEvent.STAFF_REFUSED, str(self._door.tries))
        wait_s = int(found.detail) if found.code == "locked" else 0
        self._post(StaffRefused(order, found.code, wait_s))

    def _done(self, order: UUID) -> Callable[[Outcome[object]], None]:
        def done(outcome: Outcome[object]) -> None:
            self._post(ActDone(order, outcome.code if isinstance(outcome, Failure) else ""))

        return done


def _receipt() -> PrintJob:
    parts = (
        Text(say(CHINESE, "upkeep.test_number"), size=2, align="center", bold=True),
        Rule(),
        Text(say(CHINESE, "upkeep.test_words"), align="center"),
        Feed(),
        Cut(),
    )
    return PrintJob("test", parts)


def _sheet() -> bytes:
    """One A4 page with the words of a test."""
    from PIL import Image, ImageDraw, ImageFont

    import fonts

    page = Image.new("L", (827, 1169), 255)
    draw = ImageDraw.Draw(page)
    draw.text((120, 160), say(CHINESE, "upkeep.test_number"), 0, ImageFont.truetype(str(fonts.BOLD), 64))
    draw.text((120, 280), say(CHINESE, "upkeep.test_words"), 0, ImageFont.truetype(str(fonts.REGULAR), 32))
    made = io.BytesIO()
    page.save(made, "PDF", resolution=100)
    return made.getvalue()
